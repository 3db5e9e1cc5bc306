import type { EpochMs, Milliseconds } from '../base/units.ts';
import type { Endpoint } from '../model/endpoint.ts';
import type { Flow, Owner } from '../model/flow.ts';
import type { Socket, SocketSighting } from '../model/socket.ts';
import type { Uid } from '../model/uid.ts';

/**
 * A socket is seen only when the table is sampled, every second or two: it may have opened that much before
 * its first sighting and closed that much after its last one.
 */
export const SAMPLING_MARGIN: Milliseconds = 2000;

/** A socket with both ends of a flow, seen no further than this from it, is still likely its own. */
export const SHORTLY: Milliseconds = 30_000;

/** What of a flow tells its owner. */
export type FlowEnds = Pick<Flow, 'protocol' | 'a' | 'b' | 'phone' | 'first' | 'last'>;

/** Whose a flow is and which end of it is the phone, as far as sockets tell. */
export interface Attribution {
	readonly phone: Flow['phone'];
	readonly owner: Owner;
}

interface Way {
	readonly local: Endpoint;
	readonly remote: Endpoint;
}

/** Where a change of sightings may change an attribution; see `attributionChanges`. */
export interface AttributionChanges {
	/** Per port 0-65535: flows with that port at either end are touched if they lasted beyond this time. */
	readonly since: Float64Array;
	/** Addresses that became or ceased to be the phone's own. */
	readonly addresses: ReadonlySet<string>;
}

const UNKNOWN: Owner = { kind: 'unknown' };
const PORTS = 65_536;
const WILDCARDS: ReadonlySet<string> = new Set(['0.0.0.0', '::']);

/** IANA protocol numbers of the tables that name an owner. */
const TABLES: ReadonlyMap<number, Socket['protocol']> = new Map([
	[6, 'tcp'],
	[17, 'udp'],
]);

const localKey = (protocol: string, { address, port }: Endpoint): string =>
	`${protocol} ${address} ${port}`;
const pairKey = (protocol: string, { local, remote }: Way): string =>
	`${localKey(protocol, local)} ${remote.address} ${remote.port}`;

/**
 * The owner that a socket row names. A row without owner and inode (TIME_WAIT, NEW_SYN_RECV, orphaned) says uid
 * 0 because the kernel has forgotten, not because root owned it.
 */
function ownerOf({ uid, inode }: Socket): Uid | undefined {
	return uid === 0 && inode === 0 ? undefined : uid;
}

/**
 * Sockets that were seen, ready to be asked whose a flow is.
 *
 * 'sure': same protocol, both ends (whichever spoke first), and seen while the flow lived, give or take
 * `SAMPLING_MARGIN`. 'likely': both ends, but seen up to `SHORTLY` before or after; or only the phone's end
 * (its address and port, or a socket bound to that port of every address), seen while the flow lived. Anything
 * less stays unknown. Of several candidates the one that shares most time with the flow wins, so a port that
 * another app used later is not mistaken. The uid is the socket's own: plain DNS stands under the app that asked
 * since Android 11 (DnsResolver `resolv_tag_socket`), before that and for private DNS under the resolver's.
 */
export class SocketIndex {
	readonly pairs = new Map<string, SocketSighting[]>();
	/** The addresses that the phone's sockets are bound to. */
	readonly addresses = new Set<string>();
	readonly #locals = new Map<string, SocketSighting[]>();
	/** 1 for a local port of some socket: most flows are told apart by it, before any text is compared. */
	readonly #ports = new Uint8Array(PORTS);

	constructor(sightings: readonly SocketSighting[]) {
		for (const sighting of sightings) {
			const { protocol, local } = sighting.socket;
			append(this.pairs, pairKey(protocol, sighting.socket), sighting);
			append(this.#locals, localKey(protocol, local), sighting);
			this.#ports[local.port] = 1;
			if (!WILDCARDS.has(local.address)) this.addresses.add(local.address);
		}
	}

	attribute(flow: FlowEnds): Attribution {
		const protocol = TABLES.get(flow.protocol);
		const phone = flow.phone ?? this.#phone(protocol, flow);
		const owner = protocol === undefined ? UNKNOWN : this.#owner(protocol, flow, phone);
		return { phone, owner };
	}

	#phone(protocol: Socket['protocol'] | undefined, { a, b }: FlowEnds): Flow['phone'] {
		const isOwn = ({ address }: Endpoint): boolean => this.addresses.has(address);
		if (protocol === undefined) return only(isOwn(a), isOwn(b));
		const isLocal = (end: Endpoint): boolean =>
			this.#hasPort(end) && this.#locals.has(localKey(protocol, end));
		const isPair = (local: Endpoint, remote: Endpoint): boolean =>
			this.#hasPort(local) && this.pairs.has(pairKey(protocol, { local, remote }));
		return (
			only(isPair(a, b), isPair(b, a)) ?? only(isLocal(a), isLocal(b)) ?? only(isOwn(a), isOwn(b))
		);
	}

	#hasPort({ port }: Endpoint): boolean {
		return this.#ports[port] === 1;
	}

	#owner(protocol: Socket['protocol'], flow: FlowEnds, phone: Flow['phone']): Owner {
		const ways = waysOf(flow, phone).filter(({ local }) => this.#hasPort(local));
		if (ways.length === 0) return UNKNOWN;
		const pairs = ways.map((way) => this.pairs.get(pairKey(protocol, way)));
		const sure = firstOwner(pairs, flow, SAMPLING_MARGIN);
		if (sure !== undefined) return { kind: 'sure', uid: sure };
		const locals = ways.map(({ local }) => this.#locals.get(localKey(protocol, local)));
		const bound = phone === undefined ? [] : this.#wildcards(protocol, flow[phone]);
		const likely =
			firstOwner(pairs, flow, SHORTLY) ??
			firstOwner(locals, flow, SAMPLING_MARGIN) ??
			firstOwner(bound, flow, SAMPLING_MARGIN);
		return likely === undefined ? UNKNOWN : { kind: 'likely', uid: likely };
	}

	/**
	 * Sockets bound to the phone's port of every address. Asked only where the phone's end is known: a bound port
	 * says nothing of a far end that has the same number.
	 */
	#wildcards(
		protocol: Socket['protocol'],
		{ address, port }: Endpoint,
	): (readonly SocketSighting[] | undefined)[] {
		const families = address.includes(':') ? ['::'] : ['0.0.0.0', '::'];
		return families.map((any) => this.#locals.get(localKey(protocol, { address: any, port })));
	}
}

const only = (a: boolean, b: boolean): Flow['phone'] => (a === b ? undefined : a ? 'a' : 'b');

/** Which end may be the phone's; both for a conversation of the phone with itself, who spoke first before. */
function waysOf({ a, b }: FlowEnds, phone: Flow['phone']): readonly Way[] {
	const ways = { a: { local: a, remote: b }, b: { local: b, remote: a } };
	return phone === undefined ? [ways.a, ways.b] : [ways[phone]];
}

function firstOwner(
	lists: readonly (readonly SocketSighting[] | undefined)[],
	flow: FlowEnds,
	margin: Milliseconds,
): Uid | undefined {
	for (const list of lists) {
		const owner = bestOwner(list ?? [], flow, margin);
		if (owner !== undefined) return owner;
	}
	return undefined;
}

function bestOwner(
	sightings: readonly SocketSighting[],
	flow: FlowEnds,
	margin: Milliseconds,
): Uid | undefined {
	let best: Uid | undefined;
	let most = -Infinity;
	for (const { socket, firstSeen, lastSeen } of sightings) {
		// Negative: the time between the two.
		const shared = Math.min(flow.last, lastSeen) - Math.max(flow.first, firstSeen);
		const owner = ownerOf(socket);
		if (owner === undefined || shared < -margin || shared <= most) continue;
		best = owner;
		most = shared;
	}
	return best;
}

/**
 * What must be attributed anew after `before` was replaced by `after`. A socket that is merely still there
 * touches only flows that outlived its last sighting, so watching an open port costs nothing for old flows.
 */
export function attributionChanges(before: SocketIndex, after: SocketIndex): AttributionChanges {
	const since = new Float64Array(PORTS).fill(Infinity);
	const touch = (sightings: readonly SocketSighting[], time: EpochMs): void => {
		const port = sightings[0]?.socket.local.port ?? 0;
		since[port] = Math.min(since[port] ?? Infinity, time);
	};
	for (const [key, sightings] of after.pairs) {
		touch(sightings, changedSince(before.pairs.get(key) ?? [], sightings));
	}
	for (const [key, sightings] of before.pairs) {
		if (!after.pairs.has(key)) touch(sightings, -Infinity);
	}
	return { since, addresses: before.addresses.symmetricDifference(after.addresses) };
}

function changedSince(
	before: readonly SocketSighting[],
	after: readonly SocketSighting[],
): EpochMs {
	if (before.length !== after.length) return -Infinity;
	let since: EpochMs = Infinity;
	for (const [index, now] of after.entries()) {
		const then = before[index];
		const same = then?.firstSeen === now.firstSeen && ownerOf(then.socket) === ownerOf(now.socket);
		if (!same || now.lastSeen < then.lastSeen) return -Infinity;
		if (now.lastSeen > then.lastSeen) since = Math.min(since, then.lastSeen);
	}
	return since;
}

function append<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
	const list = lists.get(key);
	if (list === undefined) lists.set(key, [value]);
	else list.push(value);
}
