// The snapshot file, `.porthole`: docs/formats.md.
import type { Result } from '../base/result.ts';
import { err, ok } from '../base/result.ts';
import type { Bytes } from '../base/units.ts';
import type { ProbeId, Reading, Reread } from '../model/reading.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { readSlice } from './bytes.ts';
import type { SnapshotFailure } from './failure.ts';
import { readJson } from './json.ts';
import { MAX_INFLATED_CAPTURE, MAX_JSON, MAX_RAW, MAX_TEXT } from './limits.ts';
import { README } from './readme.ts';
import { asKept, parseSnapshot, whyRefused } from './schema.ts';
import { PROBE_IDS } from './schemaReadings.ts';
import { kindOfFile } from './sniff.ts';
import { textOf } from './unpack.ts';
import type { Zip } from './zipRead.ts';
import { ANY_ZIP, openZip } from './zipRead.ts';
import type { ZipPart } from './zipWrite.ts';
import { writeZip } from './zipWrite.ts';

export const SNAPSHOT_EXTENSION = '.porthole';
/** Not registered; a zip to everyone else. */
export const SNAPSHOT_MEDIA_TYPE = 'application/vnd.porthole+zip';

const JSON_NAME = 'snapshot.json';
const CAPTURE_NAMES = ['capture.pcap', 'capture.pcapng'] as const;
const rawName = (probe: ProbeId): string => `readings/${probe}.txt`;
const stderrName = (probe: ProbeId): string => `readings/${probe}.stderr.txt`;

/** How far the writing is, in bytes of what goes in. */
export type SaveProgress = (done: Bytes, total: Bytes) => void;

/** What a file held. The capture is a piece of the file, read when somebody reads it. */
export interface OpenedSnapshot {
	readonly snapshot: Snapshot;
	readonly capture: Blob | undefined;
}

const deflated = (name: string, content: string): ZipPart => ({
	name,
	content: new Blob([content]),
	method: 'deflate',
});

/** The phone's own words, a file each; `stderr` only where there was any. */
function rawParts(snapshot: Snapshot): readonly ZipPart[] {
	return PROBE_IDS.flatMap((probe) => {
		const reading = snapshot.readings[probe];
		if (reading === undefined) return [];
		const raw = deflated(rawName(probe), reading.raw);
		return reading.stderr === '' ? [raw] : [raw, deflated(stderrName(probe), reading.stderr)];
	});
}

/** The snapshot without the raw texts: where `raw` or `stderr` is absent, it stands in a file of its own. */
function jsonPart(snapshot: Snapshot): ZipPart {
	const readings = Object.fromEntries(
		PROBE_IDS.flatMap((probe) => {
			const reading = snapshot.readings[probe];
			return reading === undefined ? [] : [[probe, textless(reading)]];
		}),
	);
	return deflated(JSON_NAME, JSON.stringify({ ...snapshot, readings }));
}

const textless = (reading: Reading<unknown>): object => ({
	...asKept(reading),
	raw: undefined,
	stderr: reading.stderr === '' ? '' : undefined,
});

/** pcapng begins with a block of its own (draft-ietf-opsawg-pcapng 4.1). */
async function capturePart(content: Blob): Promise<Result<ZipPart, SnapshotFailure>> {
	const head = await readSlice(content, 0, 1);
	if (!head.ok) return head;
	const name = CAPTURE_NAMES[head.value[0] === 0x0a ? 1 : 0];
	return ok({ name, content, method: 'store' });
}

/** What is too big to be read back is refused before anything is written. */
function textParts(snapshot: Snapshot): Result<readonly ZipPart[], SnapshotFailure> {
	const refused = whyRefused(snapshot);
	if (refused !== undefined) return err(refused);
	const json = jsonPart(snapshot);
	if (json.content.size > MAX_JSON) return err({ kind: 'too-big', what: JSON_NAME });
	const parts = rawParts(snapshot);
	const big = parts.find((part) => part.content.size > MAX_RAW);
	if (big !== undefined) return err({ kind: 'too-big', what: big.name });
	return ok([deflated('README.txt', README), json, ...parts]);
}

/**
 * The snapshot as a file, with the capture's own bytes if there are any. The capture is read once, a slice at a
 * time, and goes in as it is: never packed, never copied into memory.
 */
export async function writeSnapshotFile(
	snapshot: Snapshot,
	capture?: Blob,
	onProgress?: SaveProgress,
	signal?: AbortSignal,
): Promise<Result<Blob, SnapshotFailure>> {
	const texts = textParts(snapshot);
	if (!texts.ok) return texts;
	const parts = [...texts.value];
	if (capture !== undefined) {
		const part = await capturePart(capture);
		if (!part.ok) return part;
		parts.push(part.value);
	}
	const total = parts.reduce((sum, part) => sum + part.content.size, 0);
	const zip = await writeZip(parts, {
		at: snapshot.takenAt,
		onProgress: (done) => onProgress?.(done, total),
		signal,
	});
	return zip.ok ? ok(new Blob([zip.value], { type: SNAPSHOT_MEDIA_TYPE })) : zip;
}

/**
 * Opens a snapshot file. The bytes are read by slices, the capture's not at all. The snapshot's origin becomes
 * the file, by the name it has here. What the phone said is read anew by `reread`, where the file keeps only that.
 */
export async function readSnapshotFile(
	file: Blob,
	reread: Reread,
): Promise<Result<OpenedSnapshot, SnapshotFailure>> {
	const head = await readSlice(file, 0, 4);
	if (!head.ok) return head;
	if (kindOfFile(head.value) !== 'snapshot') return err({ kind: 'not-a-snapshot' });
	const zip = await openZip(file);
	if (!zip.ok) return zip;
	if (!zip.value.has(JSON_NAME)) return err({ kind: 'not-a-snapshot' });
	const text = await readText(zip.value, JSON_NAME, MAX_JSON);
	if (!text.ok) return text;
	const json = readJson(text.value);
	if (!json.ok) return json;
	const whole = await withRawTexts(zip.value, json.value);
	if (!whole.ok) return whole;
	const snapshot = parseSnapshot(whole.value, reread);
	if (!snapshot.ok) return snapshot;
	const capture = await readCapture(zip.value);
	if (!capture.ok) return capture;
	const name = (file instanceof File ? file.name : '').slice(0, MAX_TEXT.fileName);
	return ok({
		snapshot: { ...snapshot.value, origin: { kind: 'file', name } },
		capture: capture.value,
	});
}

/** Whether this is a zip that can be read, with no snapshot in it. */
export async function isOtherZip(file: Blob): Promise<boolean> {
	const zip = await openZip(file, ANY_ZIP);
	return zip.ok && !zip.value.has(JSON_NAME);
}

async function readText(
	zip: Zip,
	name: string,
	limit: Bytes,
): Promise<Result<string, SnapshotFailure>> {
	const read = await zip.read(name, limit);
	return read.ok ? ok(await textOf(read.value.pieces)) : read;
}

async function readCapture(zip: Zip): Promise<Result<Blob | undefined, SnapshotFailure>> {
	const name = CAPTURE_NAMES.find((each) => zip.has(each));
	return name === undefined ? ok(undefined) : zip.blob(name, MAX_INFLATED_CAPTURE);
}

/** Puts the raw texts back into the readings that the JSON has. A reading without its raw text is damage. */
async function withRawTexts(zip: Zip, json: object): Promise<Result<unknown, SnapshotFailure>> {
	const bare: unknown = 'readings' in json ? json.readings : undefined;
	if (typeof bare !== 'object' || bare === null) {
		return err({ kind: 'damaged', what: 'readings' });
	}
	const readings = new Map<string, unknown>();
	const entries: readonly (readonly [string, unknown])[] = Object.entries(bare);
	for (const [key, reading] of entries) {
		const probe = PROBE_IDS.find((id) => id === key);
		if (probe === undefined || typeof reading !== 'object') continue;
		const raw = await readText(zip, rawName(probe), MAX_RAW);
		if (!raw.ok) return raw;
		const inJson = reading !== null && 'stderr' in reading;
		const stderr = inJson ? ok(reading.stderr) : await readText(zip, stderrName(probe), MAX_RAW);
		if (!stderr.ok) return stderr;
		readings.set(probe, { ...reading, raw: raw.value, stderr: stderr.value });
	}
	return ok({ ...json, readings: Object.fromEntries(readings) });
}
