import * as v from 'valibot';
import type { Result } from '../base/result.ts';
import { err, ok } from '../base/result.ts';
import type { Reading, Readings, Reread } from '../model/reading.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { SnapshotFailure } from './failure.ts';
import { MAX_ROWS, MAX_TEXT } from './limits.ts';
import { isCarried } from './schemaCarried.ts';
import { capture } from './schemaCapture.ts';
import type { Frozen } from './schemaParts.ts';
import {
	count,
	later,
	list,
	maybe,
	sentence,
	span,
	text,
	time,
	word,
	wholeNumber,
} from './schemaParts.ts';
import {
	interfaceRows,
	PROBE_IDS,
	readings,
	SAID_IDS,
	socket,
	usageRows,
	VALUED_IDS,
} from './schemaReadings.ts';

const origin = v.variant('kind', [
	v.object({ kind: v.literal('phone') }),
	v.object({ kind: v.literal('file'), name: text(MAX_TEXT.fileName) }),
	v.object({ kind: v.literal('sample') }),
	v.object({ kind: v.literal('link') }),
]);

const rung = v.object({
	id: v.picklist(['files', 'watch', 'pcapdroid', 'packet-trace', 'tcpdump']),
	available: v.boolean(),
	why: sentence,
});

const counterRows = list(v.object({ id: word, value: wholeNumber }), MAX_ROWS.counters);

const watch = v.object({
	startedAt: time,
	endedAt: maybe(time),
	every: span,
	cost: v.object({ rounds: count, skipped: count, busy: span, received: count }),
	usage: list(v.object({ at: time, rows: usageRows }), MAX_ROWS.samples),
	sightings: list(v.object({ socket, firstSeen: time, lastSeen: time }), MAX_ROWS.sightings),
	interfaces: later(list(v.object({ at: time, rows: interfaceRows }), MAX_ROWS.samples)),
	protocols: later(list(v.object({ at: time, rows: counterRows }), MAX_ROWS.samples)),
});

const section = v.object({
	title: text(MAX_TEXT.fileName),
	command: text(MAX_TEXT.fileName),
	lines: count,
	// A newer copy may know more probes.
	probes: v.pipe(
		list(word, MAX_ROWS.names),
		v.transform((words) => PROBE_IDS.filter((id) => words.includes(id))),
	),
});

const report = v.object({
	sections: list(section, MAX_ROWS.sections),
	unlisted: count,
	notes: list(text(MAX_TEXT.fileName), MAX_ROWS.notes),
});

const snapshot = v.object({
	version: v.literal(1),
	takenAt: time,
	origin,
	ladder: list(rung, MAX_ROWS.rungs),
	readings,
	watch: maybe(watch),
	capture: maybe(capture),
	report: later(report),
});

/** What the schema takes. The model must fit into it, and `parseSnapshot` makes the model of what comes out. */
type Accepted = Frozen<v.InferInput<typeof snapshot>>;
type Checked = v.InferOutput<typeof snapshot>;

/**
 * The one door for snapshots that were not made in this tab. Keys that the model does not know are dropped; a
 * number out of range, a text or a list beyond its limit, a word that is not in its list: refused, and the
 * failure names the place (`capture.flows.3.a.port`). What is kept as text alone is read by `reread`.
 */
export function parseSnapshot(value: unknown, reread: Reread): Result<Snapshot, SnapshotFailure> {
	const checked = checkedOf(value);
	if (!checked.ok) return checked;
	const { identity, interfaces, sockets, packages, usage, ...said } = checked.value.readings;
	const valued = {
		...(identity && { identity }),
		...(interfaces && { interfaces }),
		...(sockets && { sockets }),
		...(packages && { packages }),
		...(usage && { usage }),
	};
	return ok({ ...checked.value, readings: { ...valued, ...revived(said, reread) } });
}

/** A reading as a file keeps it: without its value where its text tells it anew. */
export const asKept = (reading: Reading<unknown>): object =>
	toldByText(reading) && reading.outcome.kind === 'ok'
		? { ...reading, outcome: { kind: 'ok' } }
		: reading;

/** Links bring values without text. */
const toldByText = ({ probe, raw }: Reading<unknown>): boolean =>
	!VALUED_IDS.some((id) => id === probe) && (raw !== '' || !isCarried(probe));

type SaidReadings = Omit<Checked['readings'], (typeof VALUED_IDS)[number]>;

function revived(said: SaidReadings, reread: Reread): Readings {
	let all: Readings = {};
	for (const id of SAID_IDS) {
		const reading = said[id];
		if (reading === undefined) continue;
		const { outcome } = reading;
		const told = outcome.kind === 'ok' && 'value' in outcome;
		all = { ...all, [id]: told ? reading : reread(id, reading) };
	}
	return all;
}

function checkedOf(value: unknown): Result<Checked, SnapshotFailure> {
	const result = v.safeParse(snapshot, value, { abortEarly: true });
	if (result.success) return ok(result.output);
	const [issue] = result.issues;
	const what = v.getDotPath(issue) ?? 'snapshot';
	return err(issue.type === 'max_length' ? { kind: 'too-big', what } : { kind: 'damaged', what });
}

/** Why `parseSnapshot` would not take back what is about to be saved; undefined where it would. */
export function whyRefused(value: Snapshot): SnapshotFailure | undefined {
	const accepted: Accepted = value;
	const readings = Object.values(value.readings).map(
		(reading) => [reading.probe, asKept(reading)] as const,
	);
	const checked = checkedOf({ ...accepted, readings: Object.fromEntries(readings) });
	return checked.ok ? undefined : checked.error;
}
