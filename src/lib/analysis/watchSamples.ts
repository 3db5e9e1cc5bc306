import type { EpochMs } from '../base/units.ts';
import type { InterfaceCounters, InterfaceSample } from '../model/counters.ts';
import type { ProtocolCounter, ProtocolSample } from '../model/protocols.ts';

/** At a sample every two seconds: one hour, then every older second one goes. */
const MAX_SAMPLES = 1800;

/** The samples with one more. `join`: what is left of a sample that goes and the one after it; default the latter. */
export function bounded<Sample>(
	samples: readonly Sample[],
	sample: Sample,
	join: (gone: Sample, next: Sample) => Sample = (_, next) => next,
): readonly Sample[] {
	if (samples.length < MAX_SAMPLES) return [...samples, sample];
	const half = MAX_SAMPLES / 2;
	const thinned: Sample[] = [];
	for (const [index, one] of samples.entries()) {
		// The first stays as it is: everything is counted from there.
		if (index < half && index % 2 === 1) continue;
		const gone = index > 1 && index <= half && index % 2 === 0 ? samples[index - 1] : undefined;
		thinned.push(gone === undefined ? one : join(gone, one));
	}
	return [...thinned, sample];
}

/** The samples with one more, of the interfaces that carried or lost anything: most of a phone's never do. */
export function addInterfaces(
	samples: readonly InterfaceSample[] | undefined,
	sample: InterfaceSample | undefined,
): readonly InterfaceSample[] | undefined {
	if (sample === undefined) return samples;
	return bounded(samples ?? [], { at: sample.at, rows: sample.rows.filter(counted) });
}

/** Whether any of its counters ever moved. */
export const counted = ({ rx, tx }: InterfaceCounters): boolean =>
	[rx, tx].some((way) => Object.values<number>({ ...way }).some((value) => value > 0));

/** The samples with one more, of which only what changed is kept; a sample that goes leaves its changes to the next. */
export function addProtocols(
	samples: readonly ProtocolSample[] | undefined,
	sample: ProtocolSample | undefined,
): readonly ProtocolSample[] | undefined {
	if (sample === undefined) return samples;
	const before = latestValues(samples ?? []);
	const rows = sample.rows.filter(({ id, value }) => before.get(id) !== value);
	return bounded(samples ?? [], { at: sample.at, rows }, joined);
}

function joined(gone: ProtocolSample, next: ProtocolSample): ProtocolSample {
	const rows = new Map([...gone.rows, ...next.rows].map((row) => [row.id, row]));
	return { at: next.at, rows: [...rows.values()] };
}

/** Each counter as it stood in the last of these samples. */
export function latestValues(samples: readonly ProtocolSample[]): ReadonlyMap<string, number> {
	const values = new Map<string, number>();
	for (const { rows } of samples) for (const { id, value } of rows) values.set(id, value);
	return values;
}

/** Values of one counter over the samples, one per sample; undefined before it was first seen. */
export interface CounterCourse {
	readonly at: readonly EpochMs[];
	readonly values: ReadonlyMap<string, readonly (number | undefined)[]>;
}

/** The course of the counters of these names; of those alone that ever changed, where none are named. */
export function coursesOf(
	samples: readonly ProtocolSample[],
	ids: ReadonlySet<string> = changedIds(samples),
): CounterCourse {
	const values = new Map<string, (number | undefined)[]>();
	for (const id of ids) values.set(id, []);
	const now = new Map<string, number>();
	for (const { rows } of samples) {
		for (const { id, value } of rows) if (ids.has(id)) now.set(id, value);
		for (const [id, course] of values) course.push(now.get(id));
	}
	return { at: samples.map(({ at }) => at), values };
}

/** What differs in any sample from the first. */
export function changedIds(samples: readonly ProtocolSample[]): ReadonlySet<string> {
	return new Set(samples.slice(1).flatMap(({ rows }) => rows.map(({ id }: ProtocolCounter) => id)));
}
