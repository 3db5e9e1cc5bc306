import { octetsOf } from '#lib/base/ipOctets.ts';
import { neighboursSeen } from '#lib/analysis/neighboursSeen.ts';
import { netdMark } from '#lib/analysis/netdMark.ts';
import { wayOf } from '#lib/analysis/packetWay.ts';
import { routingFactsOf } from '#lib/analysis/routingFacts.ts';
import { SOMEWHERE } from '#lib/analysis/routingWarnings.ts';
import { socketMarkWords } from '#lib/analysis/ruleWords.ts';
import type { NamedWay, PacketAsked } from '#lib/model/packetWay.ts';
import { valueOf } from '#lib/model/reading.ts';
import type { Routing } from '#lib/model/routing.ts';
import type { NeighbourSeen, RoutingFacts } from '#lib/model/routingFacts.ts';
import type { Snapshot } from '#lib/model/snapshot.ts';
import type { Uid } from '#lib/model/uid.ts';

/** Destinations to begin with: somewhere out there, in both families. */
export const DESTINATIONS: readonly string[] = [SOMEWHERE[4], SOMEWHERE[6]];

/** The Routing page's data. */
export interface RoutingView {
	readonly routing: Routing;
	readonly facts: RoutingFacts;
	readonly neighbours: readonly NeighbourSeen[];
}

/** Undefined where the snapshot has no rules and tables. */
export function routingViewOf({ readings }: Snapshot): RoutingView | undefined {
	const routing = valueOf(readings.routing);
	if (routing === undefined) return undefined;
	const facts = routingFactsOf(
		routing,
		valueOf(readings.links) ?? [],
		valueOf(readings.identity)?.sdk,
	);
	return {
		routing,
		facts,
		neighbours: neighboursSeen(valueOf(readings.neighbours) ?? [], routing),
	};
}

/** Neighbours, with their part in the routes where those are known. */
export function neighboursOf({ readings }: Snapshot): readonly NeighbourSeen[] {
	return neighboursSeen(valueOf(readings.neighbours) ?? [], valueOf(readings.routing));
}

/** Who sends: an app of this phone, or a device behind one of its interfaces. */
export type Sender =
	| { readonly kind: 'app'; readonly uid: Uid }
	| { readonly kind: 'tethered'; readonly uid: Uid; readonly iif: string };

/** The way of a packet in words; undefined where the destination is no address. */
export function namedWay(
	{ routing, facts, neighbours }: RoutingView,
	sender: Sender,
	destination: string,
): NamedWay | undefined {
	const octets = octetsOf(destination);
	if (octets === undefined) return undefined;
	const family = octets.length === 4 ? 4 : 6;
	const mark = sender.kind === 'app' ? netdMark(facts, sender.uid, family) : 0;
	const iif = sender.kind === 'app' ? undefined : sender.iif;
	const asked: PacketAsked = { family, destination, uid: sender.uid, mark, iif };
	const { steps, end } = wayOf(routing, asked);
	const names = new Map(facts.rules.map((named) => [named.rule, named]));
	const named = steps.flatMap(({ rule, result }) => {
		const known = names.get(rule);
		return known === undefined ? [] : [{ named: known, result }];
	});
	const hop = end.kind === 'leaves' ? end.hop : undefined;
	return {
		...{ asked, mark: socketMarkWords(mark), steps: named, end },
		table: named.at(-1)?.named.table,
		neighbour: neighbours.find(
			({ address, interface: device }) =>
				device === hop?.device && address === (hop.gateway ?? destination),
		),
	};
}
