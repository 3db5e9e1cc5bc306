import type { EpochMs, Milliseconds } from '../base/units.ts';
import type { UidCounters, UsageSample } from '../model/counters.ts';
import type { Socket, SocketSighting } from '../model/socket.ts';
import type { WatchCost, WatchLog } from '../model/watch.ts';

/** At a sample every two seconds: one hour, then every older second one goes. */
const MAX_SAMPLES = 1800;
/** More sockets than a phone opens in hours; the ones not seen for longest go first. */
const MAX_SIGHTINGS = 20_000;

/** What one round of a watch told. A part that the phone would not tell is undefined. */
export interface Observed {
	readonly at: EpochMs;
	readonly sockets: readonly Socket[] | undefined;
	readonly usage: readonly UidCounters[] | undefined;
	readonly cost: WatchCost;
}

export function startWatchLog(at: EpochMs, every: Milliseconds): WatchLog {
	const cost = { rounds: 0, skipped: 0, busy: 0, received: 0 };
	return { startedAt: at, endedAt: undefined, every, cost, usage: [], sightings: [] };
}

/** The log with one more round in it. */
export function addRound(log: WatchLog, round: Observed): WatchLog {
	return {
		...log,
		cost: round.cost,
		usage: round.usage === undefined ? log.usage : addSample(log.usage, round.at, round.usage),
		sightings:
			round.sockets === undefined
				? log.sightings
				: addSightings(log.sightings, round.sockets, round.at),
	};
}

function addSample(
	samples: readonly UsageSample[],
	at: EpochMs,
	rows: readonly UidCounters[],
): readonly UsageSample[] {
	const sample = { at, rows };
	if (samples.length < MAX_SAMPLES) return [...samples, sample];
	const half = MAX_SAMPLES / 2;
	const thinned = samples.filter((_, index) => index >= half || index % 2 === 0);
	return [...thinned, sample];
}

/**
 * Names one socket over a watch. The owner is part of it: a port that another app takes over is another socket.
 * A row whose owner the kernel has forgotten (TIME_WAIT) stands beside the one that still had it.
 */
export function keyOf(socket: Socket): string {
	const { local, remote } = socket;
	return `${socket.protocol} ${local.address} ${local.port} ${remote.address} ${remote.port} ${String(socket.uid)}`;
}

function addSightings(
	before: readonly SocketSighting[],
	sockets: readonly Socket[],
	at: EpochMs,
): readonly SocketSighting[] {
	const byKey = new Map(before.map((sighting) => [keyOf(sighting.socket), sighting]));
	for (const socket of sockets) {
		const key = keyOf(socket);
		byKey.set(key, { socket, firstSeen: byKey.get(key)?.firstSeen ?? at, lastSeen: at });
	}
	if (byKey.size <= MAX_SIGHTINGS) return [...byKey.values()];
	return [...byKey.values()].sort((a, b) => b.lastSeen - a.lastSeen).slice(0, MAX_SIGHTINGS);
}
