// A session of what was opened, with threads that answer when a test lets them.
import { life } from '../decode/decoding.ts';
import { pcap } from '../decode/packets.ts';
import { exampleSnapshot } from '../fixtures/snapshots.ts';
import { decoderThread, HeldDecoder } from './decoderThread.ts';
import { reportThread } from './reportThread.ts';
import { CHAT } from './sighting.ts';
import { until } from './until.svelte.ts';
import { createMemoryStore } from '#lib/decode/recordings.ts';
import type { Snapshot } from '#lib/model/snapshot.ts';
import { writeSnapshotFile } from '#lib/snapshot/file.ts';
import { CaptureSession } from '#lib/session/capture.svelte.ts';
import { OpenedSession } from '#lib/session/opened.svelte.ts';

export const LIFE = new Blob([pcap(life)]);
export const NO_NAMES = new Map<number, string>();

export function session(store = createMemoryStore(), startReader = () => reportThread()) {
	const decoder = new HeldDecoder(store);
	const capture = new CaptureSession(() => decoderThread(decoder));
	const opened = new OpenedSession(capture, startReader);
	return { decoder, opened };
}

export async function fileOf(snapshot: Snapshot, capture?: Blob): Promise<Blob> {
	const file = await writeSnapshotFile(snapshot, capture);
	if (!file.ok) throw new Error(file.error.kind);
	return file.value;
}

/** A snapshot whose watch saw who owns the TLS conversation of `life`. */
export function watched(): Snapshot {
	const { watch, ...rest } = exampleSnapshot();
	return { ...rest, watch: watch && { ...watch, sightings: [CHAT] } };
}

export const nameOf = ({ snapshot }: OpenedSession): string | undefined =>
	snapshot?.origin.kind === 'file' ? snapshot.origin.name : snapshot?.origin.kind;

export const decoded = (opened: OpenedSession): Promise<void> =>
	until(() => opened.snapshot?.capture?.summary.packets === 5 && flowsOf(opened).length === 3);

export const flowsOf = ({ snapshot }: OpenedSession) => snapshot?.capture?.flows ?? [];
