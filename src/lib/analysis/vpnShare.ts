import type { VpnShare } from '../model/appUsage.ts';
import type { Traffic, UidUsage } from '../model/counters.ts';
import type { AndroidNetwork, Connectivity } from '../model/network.ts';
import type { Uid } from '../model/uid.ts';
import { addTraffic, bytesOf, NO_TRAFFIC } from './usage.ts';

/** An app with less than this part of the tunnel's bytes is not what carries them: a filter that answers by itself. */
const CARRIES = 0.8;

/**
 * What each VPN app carried for the others, of its counters since boot. Nothing is said of a VPN whose owner or
 * interface the phone does not tell, or whose interface nobody counts.
 */
export function vpnSharesOf(
	usage: UidUsage | undefined,
	connectivity: Connectivity | undefined,
): ReadonlyMap<Uid, VpnShare> {
	const shares = new Map<Uid, VpnShare>();
	if (usage === undefined) return shares;
	for (const network of connectivity?.networks ?? []) {
		const owner = network.vpn?.owner;
		const share = owner === undefined ? undefined : shareOf(usage, network, owner);
		if (owner !== undefined && share !== undefined) shares.set(owner, share);
	}
	return shares;
}

function shareOf(usage: UidUsage, network: AndroidNetwork, owner: Uid): VpnShare | undefined {
	const { interface: tunnel } = network;
	const outside = usage.rows.find(({ uid }) => uid === owner);
	if (tunnel === undefined || outside === undefined) return undefined;
	const inside = insideOf(usage, tunnel, owner);
	if (bytesOf(inside) === 0 || bytesOf(outside) < CARRIES * bytesOf(inside)) return undefined;
	const others = each(outside, inside, Math.min);
	return { interface: tunnel, others, rest: each(outside, others, (all, part) => all - part) };
}

/** What went through a tunnel since boot: by the parts of the counters, or by the interface's own (eBPF). */
function insideOf({ parts, interfaces }: UidUsage, tunnel: string, owner: Uid): Traffic {
	if (parts?.since !== 'boot') {
		return interfaces?.find((row) => row.interface === tunnel) ?? NO_TRAFFIC;
	}
	return parts.rows
		.filter((row) => row.interface === tunnel && row.tag === 0 && row.uid !== owner)
		.reduce<Traffic>(addTraffic, NO_TRAFFIC);
}

const each = (a: Traffic, b: Traffic, of: (a: number, b: number) => number): Traffic => ({
	rxBytes: of(a.rxBytes, b.rxBytes),
	rxPackets: of(a.rxPackets, b.rxPackets),
	txBytes: of(a.txBytes, b.txBytes),
	txPackets: of(a.txPackets, b.txPackets),
});
