import type { EpochMs, Milliseconds } from '../base/units.ts';
import type { InterfaceSample, UidCounters } from '../model/counters.ts';
import type { ProtocolSample } from '../model/protocols.ts';
import type { Socket, SocketSighting } from '../model/socket.ts';
import type { Uid } from '../model/uid.ts';
import type { WatchCost, WatchLog } from '../model/watch.ts';
import { addInterfaces, addProtocols, bounded } from './watchSamples.ts';

/** More sockets than a phone opens in hours; the ones not seen for longest go first. */
const MAX_SIGHTINGS = 20_000;

/** What one round of a watch told. A part that the phone would not tell is undefined. */
export interface Observed {
	readonly at: EpochMs;
	readonly sockets: readonly Socket[] | undefined;
	readonly usage: readonly UidCounters[] | undefined;
	/** With the time at which they were read: after the slower parts of the round. */
	readonly interfaces: InterfaceSample | undefined;
	/** Every counter that there is. */
	readonly protocols: ProtocolSample | undefined;
	readonly cost: WatchCost;
}

export const NO_COST: WatchCost = { rounds: 0, skipped: 0, busy: 0, received: 0 };

export function addCost(a: WatchCost, b: WatchCost): WatchCost {
	return {
		rounds: a.rounds + b.rounds,
		skipped: a.skipped + b.skipped,
		busy: a.busy + b.busy,
		received: a.received + b.received,
	};
}

export function startWatchLog(at: EpochMs, every: Milliseconds): WatchLog {
	return { startedAt: at, endedAt: undefined, every, cost: NO_COST, usage: [], sightings: [] };
}

/** The log with one more round in it. */
export function addRound(log: WatchLog, round: Observed): WatchLog {
	const interfaces = addInterfaces(log.interfaces, round.interfaces);
	const protocols = addProtocols(log.protocols, round.protocols);
	return {
		...log,
		cost: round.cost,
		usage:
			round.usage === undefined
				? log.usage
				: bounded(log.usage, { at: round.at, rows: round.usage }),
		sightings:
			round.sockets === undefined
				? log.sightings
				: addSightings(log.sightings, round.sockets, round.at),
		...(interfaces && { interfaces }),
		...(protocols && { protocols }),
	};
}

/** What the kernel tells a socket by: protocol and both ends. */
export function tupleOf({ protocol, local, remote }: Socket): string {
	return `${protocol} ${local.address} ${local.port} ${remote.address} ${remote.port}`;
}

/** Names one socket over a watch. The owner is part of it: a port that another app takes over is another socket. */
export const keyOf = (socket: Socket): string => `${tupleOf(socket)} ${String(socket.uid)}`;

function addSightings(
	before: readonly SocketSighting[],
	sockets: readonly Socket[],
	at: EpochMs,
): readonly SocketSighting[] {
	const byKey = new Map(before.map((sighting) => [keyOf(sighting.socket), sighting]));
	const owners = ownersOf(before, at);
	for (const seen of sockets) {
		const socket = seen.uid === undefined ? { ...seen, uid: owners.get(tupleOf(seen)) } : seen;
		const key = keyOf(socket);
		byKey.set(key, { socket, firstSeen: byKey.get(key)?.firstSeen ?? at, lastSeen: at });
	}
	if (byKey.size <= MAX_SIGHTINGS) return [...byKey.values()];
	return [...byKey.values()].sort((a, b) => b.lastSeen - a.lastSeen).slice(0, MAX_SIGHTINGS);
}

/** A closed socket waits a minute (TIME_WAIT, `include/net/tcp.h`); the kernel no longer tells whose it was. */
const REMEMBERED: Milliseconds = 60_000;

/** Who owned which ends until lately: it is still theirs when the kernel forgets the owner of a closing socket. */
function ownersOf(sightings: readonly SocketSighting[], at: EpochMs): ReadonlyMap<string, Uid> {
	const owners = new Map<string, Uid>();
	for (const { socket, lastSeen } of sightings) {
		if (socket.uid !== undefined && at - lastSeen <= REMEMBERED)
			owners.set(tupleOf(socket), socket.uid);
	}
	return owners;
}
