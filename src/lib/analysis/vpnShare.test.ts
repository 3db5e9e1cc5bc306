import { describe, expect, test } from 'vitest';
import type { Traffic, UidUsage, UsagePart } from '../model/counters.ts';
import type { Connectivity } from '../model/network.ts';
import { uid } from '../model/uid.ts';
import { vpnSharesOf } from './vpnShare.ts';

const OWNER = uid(10_307);
const traffic = (rxBytes: number, txBytes: number): Traffic => ({
	...{ rxBytes, txBytes, rxPackets: rxBytes / 100, txPackets: txBytes / 100 },
});

const vpn = (owner: number | undefined, name: string | undefined = 'tun0'): Connectivity => ({
	...{ defaultNetwork: 102, blocked: [], dataSaver: undefined },
	networks: [
		{
			...{ netId: 102, transports: ['VPN'], capabilities: [], interface: name, addresses: [] },
			...{ dnsServers: [], routes: [], mtu: undefined, privateDns: undefined },
			...{ nat64Prefix: undefined, httpProxy: undefined, underlying: [] },
			vpn: {
				owner: owner === undefined ? undefined : uid(owner),
				...{ session: undefined, bypassable: undefined, uids: undefined },
			},
		},
	],
});

const bpf: UidUsage = {
	source: 'bpf',
	rows: [
		{ uid: uid(10_001), ...traffic(8000, 2000) },
		{ uid: OWNER, ...traffic(8400, 2100) },
	],
	doubts: [],
	interfaces: [{ interface: 'tun0', ...traffic(8000, 2000) }],
};

describe("what of a VPN app's bytes is the others'", () => {
	test('the tunnel inside is theirs, the rest its headers and its own', () => {
		expect(vpnSharesOf(bpf, vpn(OWNER)).get(OWNER)).toEqual({
			interface: 'tun0',
			others: traffic(8000, 2000),
			rest: traffic(400, 100),
		});
	});

	test('never more than it was charged: a tunnel may compress', () => {
		const small = { ...bpf, rows: [{ uid: OWNER, ...traffic(7000, 2100) }] };
		expect(vpnSharesOf(small, vpn(OWNER)).get(OWNER)).toMatchObject({
			others: { rxBytes: 7000, txBytes: 2000 },
			rest: { rxBytes: 0, txBytes: 100 },
		});
	});

	test('xt_qtaguid tells who was inside', () => {
		const part = (of: number, name: string, tag: number): UsagePart => ({
			...{ uid: uid(of), interface: name, tag, set: 'background', ...traffic(3000, 1000) },
		});
		const parts = {
			since: 'boot' as const,
			rows: [
				part(10_001, 'tun0', 0),
				part(10_001, 'tun0', 5),
				part(10_002, 'tun0', 0),
				part(10_002, 'wlan0', 0),
				part(OWNER, 'tun0', 0),
			],
		};
		const usage: UidUsage = { source: 'qtaguid', rows: bpf.rows, doubts: [], parts };
		expect(vpnSharesOf(usage, vpn(OWNER)).get(OWNER)?.others).toEqual(traffic(6000, 2000));
	});

	test.each([
		['no counters', undefined, vpn(OWNER)],
		['no VPN', bpf, undefined],
		['an owner that is not told', bpf, vpn(undefined)],
		['an owner without counters', bpf, vpn(10_999)],
		['an interface that nobody counts', bpf, vpn(OWNER, 'tun7')],
	])('nothing is said with %s', (_, usage, connectivity) => {
		expect(vpnSharesOf(usage, connectivity).size).toBe(0);
	});

	test('an app with few bytes beside a busy tunnel is not what carries it', () => {
		const filter = { ...bpf, rows: [{ uid: OWNER, ...traffic(700, 100) }] };
		expect(vpnSharesOf(filter, vpn(OWNER)).size).toBe(0);
	});
});
