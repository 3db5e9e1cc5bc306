import { reread } from '#lib/probes/reread.ts';
import { clockOffset, onPhoneClock } from '#lib/analysis/clock.ts';
import type { Loading } from '#lib/base/loading.ts';
import { arrayTable } from '#lib/decode/arrayTable.ts';
import type { Capture } from '#lib/model/capture.ts';
import type { Snapshot } from '#lib/model/snapshot.ts';
import type { SocketSighting } from '#lib/model/socket.ts';
import type { FlowTable } from '#lib/ports/decoder.ts';
import type { GivenFile } from '#lib/ports/report.ts';
import { explainReport } from '#lib/report/explain.ts';
import { kindOfText } from '#lib/report/sniff.ts';
import { startReportReader, type ReportThread } from '#lib/report/thread.ts';
import { explain, type SnapshotFailure } from '#lib/snapshot/failure.ts';
import { isOtherZip, readSnapshotFile } from '#lib/snapshot/file.ts';
import { decodeLink } from '#lib/snapshot/link.ts';
import { kindOfFile } from '#lib/snapshot/sniff.ts';
import type { CaptureSession } from './capture.svelte.ts';
import { ReportSession, type ReadingReport } from './report.svelte.ts';

/** Enough to tell a zip, a gzip, a pcap and a pcapng apart, and a report by its first lines. */
const HEAD = 4096;

/** A snapshot that came from outside: a file, the sample, a link. */
export class OpenedSession {
	readonly capture: CaptureSession;
	readonly #report: ReportSession;
	/** What was opened, or why not, in words. */
	#state = $state.raw<Loading<Snapshot, string>>({ state: 'idle' });
	#fragment = $state('');
	/** Counts what was asked for, so that a slow earlier one gives way. */
	#turn = 0;

	constructor(capture: CaptureSession, startReader: () => ReportThread = startReportReader) {
		this.capture = capture;
		this.#report = new ReportSession(startReader);
	}

	get state(): Loading<Snapshot, string> {
		return this.#state;
	}

	/** Why nothing was opened, and what to do; undefined where something was, or nothing was tried. */
	get failure(): string | undefined {
		return this.#state.state === 'failed' ? this.#state.failure : undefined;
	}

	/** The bug report or acquisition that is being read; undefined while there is none. */
	get reading(): ReadingReport | undefined {
		return this.#report.reading;
	}

	/** The link's own part of the address, kept on every page so that reload and bookmark keep what is shown. */
	get fragment(): string {
		return this.#fragment;
	}

	/** The snapshot as opened; its capture, where it has one, goes on growing while it is decoded. */
	get snapshot(): Snapshot | undefined {
		if (this.#state.state !== 'loaded') return undefined;
		const opened = this.#state.value;
		return { ...opened, capture: joined(opened.capture, this.capture.value) };
	}

	/** The flows by pages: decoded from the capture's bytes, or the ones that a link brought along. */
	tableOf(apps: ReadonlyMap<number, string>): FlowTable {
		if (this.capture.value !== undefined || this.#state.state !== 'loaded') return this.capture;
		return arrayTable(this.#state.value.capture?.flows ?? [], apps);
	}

	/**
	 * Opens a snapshot, a capture or a bug report; which one it is, its first bytes say. Resolves when it is read; a
	 * capture goes on being decoded behind it. What was asked for last wins, however long anything before takes.
	 */
	async open(file: Blob, name: string): Promise<void> {
		const turn = await this.#begin();
		const head = await headOf(file);
		const kind = head && (await kindOf(file, head));
		if (turn !== this.#turn) return;
		if (kind === undefined) this.#fail({ kind: 'unreadable' });
		else if (kind === 'report') await this.#openReport([{ path: name, file }], name, turn);
		else if (kind === 'snapshot') await this.#openSnapshot(file, { kind: 'file', name }, turn);
		else this.#openCapture(file, name);
	}

	/** Opens what another tool took of a phone, as a folder of files. */
	async openFolder(files: readonly GivenFile[], name: string): Promise<void> {
		const turn = await this.#begin();
		if (turn === this.#turn) await this.#openReport(files, name, turn);
	}

	/** Gives up reading a report; the words say so. */
	cancelReading(): void {
		this.#report.cancel();
	}

	/** Fetches and opens the sample that is part of the site. */
	async openSample(url: string): Promise<void> {
		const turn = await this.#begin();
		const sample = await fetched(url);
		if (turn !== this.#turn) return;
		if (sample === undefined) this.#fail({ kind: 'unreadable' });
		else await this.#openSnapshot(sample, { kind: 'sample' }, turn);
	}

	/** Opens what a share link carries in its fragment. */
	async openLink(fragment: string): Promise<void> {
		const turn = await this.#begin();
		const decoded = decodeLink(fragment);
		if (turn !== this.#turn) return;
		if (!decoded.ok) {
			this.#fail(decoded.error);
			return;
		}
		this.#fragment = fragment;
		this.#state = { state: 'loaded', value: decoded.value };
	}

	/** Opens a recording that an earlier visit left on this computer. */
	async openLeftover(id: string, name: string): Promise<void> {
		const turn = await this.#begin();
		if (turn !== this.#turn) return;
		this.#state = { state: 'loaded', value: emptySnapshot(name) };
		await this.capture.openLeftover(id);
	}

	async close(): Promise<void> {
		this.#turn += 1;
		this.#state = { state: 'idle' };
		this.#fragment = '';
		this.#report.cancel();
		await this.capture.close();
	}

	async #begin(): Promise<number> {
		const closing = this.close();
		this.#state = { state: 'loading' };
		const turn = this.#turn;
		await closing;
		return turn;
	}

	#fail(failure: SnapshotFailure): void {
		this.#state = { state: 'failed', failure: explain(failure) };
	}

	async #openReport(files: readonly GivenFile[], name: string, turn: number): Promise<void> {
		const report = await this.#report.read(files, name);
		if (turn !== this.#turn) return;
		if (!report.ok) {
			this.#state = { state: 'failed', failure: explainReport(report.error) };
			return;
		}
		const { at, readings, sections, unlisted, notes } = report.value;
		const contents = { sections, unlisted, notes };
		this.#state = {
			state: 'loaded',
			value: { ...emptySnapshot(name), takenAt: at, readings, report: contents },
		};
	}

	async #openSnapshot(file: Blob, origin: Snapshot['origin'], turn: number): Promise<void> {
		const read = await readSnapshotFile(file, reread);
		if (turn !== this.#turn) return;
		if (!read.ok) {
			this.#fail(read.error);
			return;
		}
		const snapshot = { ...read.value.snapshot, origin };
		this.#state = { state: 'loaded', value: snapshot };
		if (read.value.capture === undefined) return;
		await this.capture.attribute(sightingsFor(snapshot));
		if (turn !== this.#turn) return;
		const name = origin.kind === 'file' ? origin.name : 'capture';
		void this.capture.openFile(read.value.capture, name);
	}

	#openCapture(file: Blob, name: string): void {
		this.#state = { state: 'loaded', value: emptySnapshot(name) };
		void this.capture.openFile(file, name);
	}
}

/** A zip that holds none of our snapshots is somebody's report, and so is a text that begins like one. */
async function kindOf(file: Blob, head: Uint8Array): Promise<'snapshot' | 'capture' | 'report'> {
	const kind = kindOfFile(head);
	if (kind === 'snapshot') return (await isOtherZip(file)) ? 'report' : 'snapshot';
	return kind === 'unknown' && kindOfText(head) !== 'unknown' ? 'report' : 'capture';
}

/** Undefined where the disk would not give it. */
async function headOf(file: Blob): Promise<Uint8Array | undefined> {
	try {
		return new Uint8Array(await file.slice(0, HEAD).arrayBuffer());
	} catch {
		return undefined;
	}
}

/** What was seen, by the clock that the capture's packets bear: the phone's where its tcpdump took them. */
function sightingsFor({ capture, readings, watch }: Snapshot): readonly SocketSighting[] {
	const onPhone = capture?.summary.origin.kind === 'tcpdump';
	return onPhoneClock(watch?.sightings ?? [], onPhone ? clockOffset(readings.identity) : 0);
}

/** The capture as decoded here, with what the snapshot says of how it was taken. */
function joined(kept: Capture | undefined, decoded: Capture | undefined): Capture | undefined {
	if (kept === undefined || decoded === undefined) return decoded ?? kept;
	const { origin, tool } = kept.summary;
	return { ...decoded, summary: { ...decoded.summary, origin, tool } };
}

async function fetched(url: string): Promise<Blob | undefined> {
	try {
		const response = await fetch(url);
		return response.ok ? await response.blob() : undefined;
	} catch {
		return undefined;
	}
}

function emptySnapshot(name: string): Snapshot {
	return {
		version: 1,
		takenAt: Date.now(),
		origin: { kind: 'file', name },
		ladder: [],
		readings: {},
		watch: undefined,
		capture: undefined,
	};
}
