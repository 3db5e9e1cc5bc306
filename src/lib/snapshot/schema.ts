import * as v from 'valibot';
import type { Result } from '../base/result.ts';
import { err, ok } from '../base/result.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { SnapshotFailure } from './failure.ts';
import { MAX_ROWS, MAX_TEXT } from './limits.ts';
import { capture } from './schemaCapture.ts';
import type { Frozen } from './schemaParts.ts';
import { count, list, maybe, sentence, span, text, time } from './schemaParts.ts';
import { readings, socket, usageRows } from './schemaReadings.ts';

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

const watch = v.object({
	startedAt: time,
	endedAt: maybe(time),
	every: span,
	cost: v.object({ rounds: count, skipped: count, busy: span, received: count }),
	usage: list(v.object({ at: time, rows: usageRows }), MAX_ROWS.samples),
	sightings: list(v.object({ socket, firstSeen: time, lastSeen: time }), MAX_ROWS.sightings),
});

const snapshot = v.object({
	version: v.literal(1),
	takenAt: time,
	origin,
	ladder: list(rung, MAX_ROWS.rungs),
	readings,
	watch: maybe(watch),
	capture: maybe(capture),
});

/** What the schema takes. The model must fit into it, and `parseSnapshot` makes the model of what comes out. */
type Accepted = Frozen<v.InferInput<typeof snapshot>>;

/**
 * The one door for snapshots that were not made in this tab. Keys that the model does not know are dropped; a
 * number out of range, a text or a list beyond its limit, a word that is not in its list: refused, and the
 * failure names the place (`capture.flows.3.a.port`).
 */
export function parseSnapshot(value: unknown): Result<Snapshot, SnapshotFailure> {
	const result = v.safeParse(snapshot, value, { abortEarly: true });
	if (result.success) return ok(result.output);
	const [issue] = result.issues;
	const what = v.getDotPath(issue) ?? 'snapshot';
	return err(issue.type === 'max_length' ? { kind: 'too-big', what } : { kind: 'damaged', what });
}

/** Would `parseSnapshot` take back what is about to be saved? */
export function checkSnapshot(value: Snapshot): Result<Snapshot, SnapshotFailure> {
	const accepted: Accepted = value;
	return parseSnapshot(accepted);
}
