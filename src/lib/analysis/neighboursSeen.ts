import { addressText } from '../base/ip.ts';
import { octetsOf } from '../base/ipOctets.ts';
import type { Neighbour } from '../model/neighbour.ts';
import type { Routing } from '../model/routing.ts';
import type { NeighbourSeen } from '../model/routingFacts.ts';

/** Neighbours with their part in the routes, gateways first; and who else answers with the same hardware address. */
export function neighboursSeen(
	neighbours: readonly Neighbour[],
	routing: Routing | undefined,
): readonly NeighbourSeen[] {
	const hops = (routing?.routes ?? []).flatMap((route) => route.hops);
	const gateways = new Set(
		hops.flatMap(({ gateway, device }) => (gateway === undefined ? [] : [keyOf(gateway, device)])),
	);
	const byMac = Map.groupBy(neighbours, sharing);
	return neighbours
		.map((neighbour) => ({
			...neighbour,
			gateway: gateways.has(keyOf(neighbour.address, neighbour.interface)),
			alsoAt: neighbour.mac === undefined ? [] : othersOf(neighbour, byMac.get(sharing(neighbour))),
		}))
		.toSorted((one, other) => Number(other.gateway) - Number(one.gateway));
}

/** An IPv6 host has several addresses by right, and the same hardware address in both families: neither is odd. */
function sharing({ mac, address, interface: device }: Neighbour): string {
	return `${address.includes(':') ? 6 : 4} ${device} ${mac ?? ''}`;
}

function othersOf(one: Neighbour, group: readonly Neighbour[] = []): readonly string[] {
	return group.map(({ address }) => address).filter((address) => address !== one.address);
}

/** One address on one link, however it is written. */
function keyOf(address: string, device: string | undefined): string {
	const octets = octetsOf(address);
	return `${octets === undefined ? address : addressText(octets)} ${device ?? ''}`;
}
