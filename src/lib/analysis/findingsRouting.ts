import { addressScope } from '../base/ip.ts';
import { octetsOf } from '../base/ipOctets.ts';
import { madeOfMac } from '../base/identifying.ts';
import type { Finding } from '../model/finding.ts';
import { valueOf } from '../model/reading.ts';
import type { Route } from '../model/routing.ts';
import type { NeighbourSeen, RoutingWarning } from '../model/routingFacts.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { on, someOf, type Check } from './findingsCheck.ts';
import { MANY_ADDRESSES } from './findingsThresholds.ts';
import { neighboursSeen } from './neighboursSeen.ts';
import { routingFactsOf } from './routingFacts.ts';

/** Ways out of the phone, and who else is on its links. */
export const routingChecks: readonly Check[] = [
	ofRoutes('Apps have a way out', ['no way', 'locked']),
	ofRoutes('Nothing that a VPN covers goes beside it', ['beside VPN']),
	ofRoutes('A VPN is locked, or none is up', ['VPN not locked']),
	ofRoutes('All rules are those of Android', ['foreign rules']),
	{ fine: 'One router advertises IPv6', run: secondRouter },
	{ fine: 'Every neighbour has a hardware address of its own', run: sharedAddresses },
	{ fine: 'No address of the phone shows its hardware', run: hardwareShown },
	{ fine: 'No interface takes in what is meant for others', run: promiscuous },
];

/** What looking ways up has shown; what is as it should be is no finding. */
function ofRoutes(fine: string, kinds: readonly RoutingWarning['of'][]): Check {
	return {
		fine,
		run({ readings }) {
			const routing = valueOf(readings.routing);
			if (routing?.ruled !== true || routing.routes.length === 0) return 'not looked';
			const sdk = valueOf(readings.identity)?.sdk;
			const { warnings } = routingFactsOf(routing, valueOf(readings.links) ?? [], sdk);
			return warnings
				.filter((one) => kinds.includes(one.of))
				.filter(({ of, tone }) => of !== 'locked' || tone !== 'info')
				.map(toFinding);
		},
	};
}

const toFinding = ({ tone, title, text }: RoutingWarning): Finding => ({
	...{ id: `routing:${title}`, severity: tone, title, detail: text },
	evidence: on('routing'),
});

/** A single reading cannot tell a second router from one that has just gone: not as grave as seen twice. */
function secondRouter({ readings }: Snapshot): readonly Finding[] | 'not looked' {
	const routing = valueOf(readings.routing);
	if (routing === undefined) return 'not looked';
	const routers = Map.groupBy(routing.routes.flatMap(wlanRouters), ({ device }) => device);
	return [...routers].flatMap(([device, hops]) => {
		const gateways = new Set(hops.map(({ gateway }) => gateway));
		if (gateways.size < 2) return [];
		return [
			{
				id: `second-router:${device}`,
				severity: 'warn' as const,
				title: `${gateways.size} IPv6 routers advertise themselves on ${device}`,
				detail:
					'Whoever advertises becomes the gateway, and may name the resolver. Two routers of one home are normal; in a network of strangers use another one, or a VPN.',
				evidence: on('routing'),
			},
		];
	});
}

function wlanRouters(route: Route) {
	if (route.family !== 6 || route.destination.length !== 0) return [];
	return route.hops.flatMap(({ gateway, device }) =>
		gateway !== undefined && device !== undefined && /^(?:wlan|eth)/.test(device)
			? [{ gateway, device }]
			: [],
	);
}

function sharedAddresses({ readings }: Snapshot): readonly Finding[] | 'not looked' {
	const neighbours = valueOf(readings.neighbours);
	if (neighbours === undefined) return 'not looked';
	const v4 = neighboursSeen(neighbours, valueOf(readings.routing)).filter(sharesItsMac);
	const byMac = Map.groupBy(v4, ({ mac, interface: link }) => `${link} ${mac ?? ''}`);
	return [...byMac.values()].flatMap((group) => sharedBy(group));
}

/** Extenders and hotspots answer for others with an address of their own making (IEEE 802: local bit). */
const sharesItsMac = ({ address, mac, alsoAt }: NeighbourSeen): boolean =>
	!address.includes(':') &&
	alsoAt.length > 0 &&
	mac !== undefined &&
	(Number.parseInt(mac.slice(0, 2), 16) & 2) === 0;

function sharedBy(group: readonly NeighbourSeen[]): readonly Finding[] {
	const gateway = group.find((one) => one.gateway);
	const [first] = group;
	if (first === undefined || (gateway === undefined && group.length <= MANY_ADDRESSES)) return [];
	const others = group.filter((one) => one !== gateway).map(({ address }) => address);
	return [
		{
			id: `shared-hardware:${first.interface} ${first.address}`,
			severity: gateway === undefined ? 'info' : 'warn',
			title:
				gateway === undefined
					? `One device answers for ${group.length} addresses on ${first.interface}`
					: `The gateway ${gateway.address} has the hardware address of ${someOf(others)} too`,
			detail:
				'Somebody who takes the place of the gateway looks like this; so do routers with several addresses, and boxes that answer for others (proxy ARP). In a network of strangers: leave it, or use a VPN.',
			evidence: on('routing'),
		},
	];
}

function hardwareShown({ readings }: Snapshot): readonly Finding[] | 'not looked' {
	const links = valueOf(readings.links);
	if (links === undefined) return 'not looked';
	const shown = links.filter(({ addresses }) => addresses.some(({ address }) => tells(address)));
	if (shown.length === 0) return [];
	return [
		{
			id: 'hardware-in-address',
			severity: 'info',
			title: `The IPv6 address of ${someOf(shown.map(({ name }) => name))} shows the hardware address`,
			detail:
				'Every host that the phone talks to can tell it again, in any network. A random hardware address (Settings, Wi-Fi, Privacy) makes it harmless.',
			evidence: on('routing'),
		},
	];
}

/** Made of a hardware address that its maker gave: the seventh bit is set in the interface id (RFC 4291, appendix A). */
function tells(address: string): boolean {
	const octets = octetsOf(address);
	if (octets === undefined || !madeOfMac(octets)) return false;
	return addressScope(address) === 'global' && ((octets[8] ?? 0) & 2) !== 0;
}

/** Interfaces that are parts of others take in everything by right. */
const VIRTUAL = /^(?:br|bond|dummy|ifb|macv|ap_br|veth)/;

function promiscuous({ readings, capture }: Snapshot): readonly Finding[] | 'not looked' {
	const links = valueOf(readings.links);
	// A capture of our own sets the flag.
	if (links === undefined || capture?.summary.origin.kind === 'tcpdump') return 'not looked';
	const open = links.filter(({ name, flags }) => flags.includes('PROMISC') && !VIRTUAL.test(name));
	if (open.length === 0) return [];
	return [
		{
			id: 'promiscuous',
			severity: 'warn',
			title: `${someOf(open.map(({ name }) => name))} takes in every packet (promiscuous mode)`,
			detail:
				'Somebody captures on the phone. Who holds packet sockets stands on the page of connections; a restart of the phone ends it. A member of a bridge does so by right.',
			evidence: on('interfaces'),
		},
	];
}
