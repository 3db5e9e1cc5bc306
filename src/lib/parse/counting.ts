import type { CounterSource, Traffic, UidCounters } from '../model/counters.ts';
import type { Uid } from '../model/uid.ts';
import { decimal } from './text.ts';

/** Where the four counters stand in a row, by the column titles of the dump itself. */
export type TrafficColumns = readonly [
	rxBytes: number,
	rxPackets: number,
	txBytes: number,
	txPackets: number,
];

/** Finds the counters under these titles; undefined where one is missing. */
export function trafficColumns(
	titles: readonly string[],
	names: readonly [string, string, string, string],
): TrafficColumns | undefined {
	const [a, b, c, d] = names.map((name) => titles.indexOf(name));
	if (a === undefined || b === undefined || c === undefined || d === undefined) return undefined;
	return Math.min(a, b, c, d) < 0 ? undefined : [a, b, c, d];
}

export function trafficOf(fields: readonly string[], columns: TrafficColumns): Traffic | undefined {
	const [rxBytes, rxPackets, txBytes, txPackets] = columns.map((at) => decimal(fields[at]));
	if (rxBytes === undefined || rxPackets === undefined) return undefined;
	if (txBytes === undefined || txPackets === undefined) return undefined;
	return { rxBytes, rxPackets, txBytes, txPackets };
}

export const sum = (a: Traffic, b: Traffic): Traffic => ({
	rxBytes: a.rxBytes + b.rxBytes,
	rxPackets: a.rxPackets + b.rxPackets,
	txBytes: a.txBytes + b.txBytes,
	txPackets: a.txPackets + b.txPackets,
});

export function byUid(rows: ReadonlyMap<Uid, Traffic>): readonly UidCounters[] {
	return [...rows].map(([uid, traffic]) => ({ uid, ...traffic })).sort((a, b) => a.uid - b.uid);
}

/** Interfaces of VPNs: what runs through them is counted once more, as the VPN app's own traffic. */
const TUNNEL = /^(?:tun|ppp|ipsec|wg)\d/;
/** The IPv4 side of 464xlat; its packets travel again, inside IPv6, on the interface under it. */
const CLAT = /^(?:v4-|clat)/;

/**
 * What makes sums per uid doubtful, given the interfaces that carried something. eBPF leaves out the outer packets of
 * 464xlat (`bpf_progs/netd.c`, clat's uid), xt_qtaguid charges them once more.
 */
export function doubtsAboutInterfaces(
	names: ReadonlySet<string>,
	source: CounterSource,
): readonly string[] {
	const carriers = [...names];
	const doubts: string[] = [];
	if (carriers.some((name) => TUNNEL.test(name))) {
		doubts.push(
			'A VPN carried traffic: the same bytes count for the app and again for the VPN app, which sends them on.',
		);
	}
	if (source === 'qtaguid' && carriers.some((name) => CLAT.test(name))) {
		doubts.push(
			'IPv4 travelled inside IPv6 (464xlat): such bytes may count again for root or for clat.',
		);
	}
	return doubts;
}
