// What goes when a link would be too long: the smallest first, and the link says how many.
import type { Package } from '../model/app.ts';
import type { UidCounters } from '../model/counters.ts';
import { type Reading, valueOf } from '../model/reading.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { LeftOut } from './linkWords.ts';
import { withSeenPackages } from './redact.ts';
import { CARRIED_IDS, type CarriedId } from './schemaCarried.ts';

/** How many rows of each kind may stay. */
export interface Room {
	/** Uids with counters, and interfaces. */
	readonly counters: number;
	/** Flows, sockets open at the reading, and sockets seen while watching; of each. */
	readonly talks: number;
	/** Package names of one uid: a maker's system apps share one by the hundred. */
	readonly namesPerUid: number;
	/** Which of the other readings. */
	readonly told: readonly CarriedId[];
}

export interface Fitted {
	readonly snapshot: Snapshot;
	readonly leftOut: LeftOut;
}

const traffic = (row: UidCounters): number => row.rxBytes + row.txBytes;

/** The reading with its answer thinned out. */
function thin<T>(reading: Reading<T>, keep: (value: T) => T): Reading<T> {
	const { outcome } = reading;
	return outcome.kind === 'ok'
		? { ...reading, outcome: { kind: 'ok', value: keep(outcome.value) } }
		: reading;
}

/** Every list of counters per uid: the latest reading's, and the watch's. */
function countersOf({ readings, watch }: Snapshot): readonly (readonly UidCounters[])[] {
	return [valueOf(readings.usage)?.rows ?? [], ...(watch?.usage ?? []).map((each) => each.rows)];
}

/** All uids, the one with the most traffic first. */
function byTraffic(snapshot: Snapshot): readonly number[] {
	const most = new Map<number, number>();
	for (const row of countersOf(snapshot).flat()) {
		most.set(row.uid, Math.max(traffic(row), most.get(row.uid) ?? 0));
	}
	return [...most].sort(([, x], [, y]) => y - x).map(([uid]) => uid);
}

/** The longest of the lists that `room` limits. */
export function roomNeeded(snapshot: Snapshot): Room {
	const { readings, watch, capture } = snapshot;
	const interfaces = valueOf(readings.interfaces)?.length ?? 0;
	const talks = [valueOf(readings.sockets), watch?.sightings, capture?.flows];
	return {
		counters: Math.max(byTraffic(snapshot).length, interfaces),
		talks: Math.max(...talks.map((list) => list?.length ?? 0)),
		namesPerUid: valueOf(readings.packages)?.length ?? 0,
		told: CARRIED_IDS.filter((id) => readings[id] !== undefined),
	};
}

/** The first names of every uid. */
function fewNames(packages: readonly Package[], most: number): readonly Package[] {
	const taken = new Map<number, number>();
	return packages.filter(({ uid }) => {
		const before = taken.get(uid) ?? 0;
		taken.set(uid, before + 1);
		return before < most;
	});
}

/** A summary cut down to `room`. Its lists stand with the most telling first, as `summaryOf` left them. */
export function fit(snapshot: Snapshot, room: Room): Fitted {
	const { interfaces, packages, sockets, usage } = snapshot.readings;
	const { watch, capture } = snapshot;
	const talks = <T>(list: readonly T[]): readonly T[] => list.slice(0, room.talks);
	const kept = new Set(byTraffic(snapshot).slice(0, room.counters));
	const counted = (rows: readonly UidCounters[]) => rows.filter((row) => kept.has(row.uid));
	const fitted: Snapshot = withSeenPackages({
		...snapshot,
		readings: {
			...snapshot.readings,
			...Object.fromEntries(
				CARRIED_IDS.filter((id) => !room.told.includes(id)).map((id) => [id, undefined]),
			),
			...(interfaces && { interfaces: thin(interfaces, (list) => list.slice(0, room.counters)) }),
			...(packages && { packages: thin(packages, (all) => fewNames(all, room.namesPerUid)) }),
			...(sockets && { sockets: thin(sockets, talks) }),
			...(usage && { usage: thin(usage, (all) => ({ ...all, rows: counted(all.rows) })) }),
		},
		watch: watch && {
			...watch,
			usage: watch.usage.map(({ at, rows }) => ({ at, rows: counted(rows) })),
			sightings: talks(watch.sightings),
		},
		capture: capture && { ...capture, flows: talks(capture.flows) },
	});
	return { snapshot: fitted, leftOut: difference(snapshot, fitted) };
}

function difference(whole: Snapshot, part: Snapshot): LeftOut {
	const missing = (lengthOf: (snapshot: Snapshot) => number | undefined): number =>
		(lengthOf(whole) ?? 0) - (lengthOf(part) ?? 0);
	return {
		flows: missing((of) => of.capture?.flows.length),
		sockets: missing((of) => valueOf(of.readings.sockets)?.length),
		sightings: missing((of) => of.watch?.sightings.length),
		apps: missing((of) => byTraffic(of).length),
		packages: missing((of) => valueOf(of.readings.packages)?.length),
		interfaces: missing((of) => valueOf(of.readings.interfaces)?.length),
		readings: missing((of) => CARRIED_IDS.filter((id) => of.readings[id] !== undefined).length),
	};
}
