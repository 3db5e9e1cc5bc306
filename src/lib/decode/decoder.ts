import { SocketIndex } from '../analysis/attribution.ts';
import type { CaptureOrigin, CaptureSummary } from '../model/capture.ts';
import type { DnsMessage, Flow, HttpExchange, TlsHandshake } from '../model/flow.ts';
import type { SocketSighting } from '../model/socket.ts';
import type {
	Decoder,
	FlowPage,
	FlowQuery,
	LeftoverCapture,
	PacketPage,
} from '../ports/decoder.ts';
import { FileReading, type FileSource } from './fileReading.ts';
import { LiveReading } from './liveReading.ts';
import { blankSummary } from './openCapture.ts';
import type { CaptureReader, OpenReader, ReadingWay } from './reader.ts';
import type { RecordingStore } from './recordings.ts';
import { Reporter } from './reporter.ts';

/** The recording of the live capture that is open. */
interface RecordingInfo {
	readonly id: string;
	/** 'memory': a crash of the tab loses it, so it should be saved soon. May change when the disk is full. */
	readonly kept: 'disk' | 'memory';
}

/** A decoder that also tells of its recording, so that one which was saved can be deleted by its id. */
export interface RecordingDecoder extends Decoder {
	/** Undefined where no live capture is open. */
	recording(): Promise<RecordingInfo | undefined>;
}

/** What a decoder is made of. */
export interface DecoderParts {
	readonly module: Promise<WebAssembly.Module>;
	readonly openReader: OpenReader;
	readonly store: RecordingStore;
}

/** As many DNS messages as a snapshot holds. */
const MAX_DNS = 5000;
const MAX_LARGEST = 5000;
const NO_FILE: CaptureOrigin = { kind: 'file', name: '', size: 0 };

/** A decoder in this thread, ready at once: its first answer waits for the core to load. */
export function createDecoder(parts: DecoderParts): RecordingDecoder {
	return new CaptureDecoder(parts);
}

/**
 * One capture at a time: `#held` is the one that is open, and whatever is asked or reported is of it alone. One
 * that was replaced ends by itself and is not heard of again, save by whoever still waits for its summary.
 *
 * A live recording outlives its capture: `close`, opening another, and the end of the tab all leave it in the
 * store, to be found by `leftovers`, until `deleteLeftover` is called with its id. That may be done while it is
 * still open (it was saved, or is not wanted): its bytes then stay until it is closed.
 */
class CaptureDecoder implements RecordingDecoder {
	readonly #parts: DecoderParts;
	readonly #reporter: Reporter;
	readonly #around: {
		sockets: SocketIndex;
		apps: ReadonlyMap<number, string>;
		readonly onChange: () => void;
	};
	#listener: ((summary: CaptureSummary) => void) | undefined;
	#held: FileReading | LiveReading | undefined;
	/** The open recording's id, once it was asked to be deleted. */
	#discarded: string | undefined;

	constructor(parts: DecoderParts) {
		this.#parts = parts;
		const reporter = new Reporter(() => {
			this.#report();
		});
		this.#reporter = reporter;
		this.#around = {
			sockets: new SocketIndex([]),
			apps: new Map(),
			onChange: () => {
				reporter.changed();
			},
		};
	}

	onSummary(report: (summary: CaptureSummary) => void): Promise<void> {
		this.#listener = report;
		return Promise.resolve();
	}

	openFile(file: Blob, name: string): Promise<CaptureSummary> {
		const origin = { kind: 'file', name, size: file.size } as const;
		return this.#read(new FileReading(Promise.resolve({ bytes: file, origin })));
	}

	openLeftover(id: string): Promise<CaptureSummary> {
		return this.#read(new FileReading(this.#findLeftover(id)));
	}

	async readOn(): Promise<CaptureSummary> {
		const held = this.#held;
		if (held instanceof FileReading) return this.#read(held.again({ readOn: true }));
		return held?.summary() ?? blankSummary(NO_FILE, undefined);
	}

	async openLive(port: MessagePort, origin: CaptureOrigin): Promise<void> {
		void this.#release();
		const reading = new LiveReading(port, origin, {
			reader: this.#openReader(),
			store: this.#parts.store,
			around: this.#around,
			onEnd: () => {
				this.#reportEnd(reading);
			},
		});
		this.#held = reading;
		await reading.open();
	}

	async finish(fault: string | undefined): Promise<CaptureSummary> {
		const held = this.#held;
		if (held instanceof LiveReading) return held.finish(fault);
		return held?.summary() ?? blankSummary(NO_FILE, undefined);
	}

	async cancel(): Promise<void> {
		if (this.#held instanceof FileReading) await this.#held.cancel();
	}

	async page(query: FlowQuery, from: number, count: number): Promise<FlowPage> {
		const held = this.#held;
		const page = await held?.capture?.views.page(query, from, count);
		return page === undefined || held !== this.#held ? { total: 0, from, rows: [] } : page;
	}

	async largest(count: number): Promise<readonly Flow[]> {
		const flows = await this.#held?.capture?.views.largest(Math.min(count, MAX_LARGEST));
		return flows ?? [];
	}

	dns(from: number, count: number): Promise<readonly DnsMessage[]> {
		const flows = this.#held?.capture?.flows;
		const messages = flows?.dns(Math.max(0, from), Math.min(count, MAX_DNS));
		return Promise.resolve(messages ?? []);
	}

	packets(flow: number, from: number, count: number): Promise<PacketPage> {
		const flows = this.#held?.capture?.flows;
		return Promise.resolve(flows?.packets(flow, from, count) ?? { total: 0, from, rows: [] });
	}

	http(from: number, count: number): Promise<readonly HttpExchange[]> {
		return Promise.resolve(this.#held?.capture?.flows.http(from, count) ?? []);
	}

	tls(from: number, count: number): Promise<readonly TlsHandshake[]> {
		return Promise.resolve(this.#held?.capture?.flows.tls(from, count) ?? []);
	}

	async bytes(): Promise<Blob | undefined> {
		return this.#held?.bytes();
	}

	recording(): Promise<RecordingInfo | undefined> {
		const recording = this.#held instanceof LiveReading ? this.#held.recording : undefined;
		return Promise.resolve(recording && { id: recording.id, kept: recording.kept });
	}

	attribute(sightings: readonly SocketSighting[]): Promise<void> {
		this.#around.sockets = new SocketIndex(sightings);
		// Whoever pages with every summary sees the new owners, also when no more packets come.
		const touched = this.#held?.capture?.flows.attribute(this.#around.sockets);
		if (touched === true) this.#reporter.changed();
		return Promise.resolve();
	}

	nameApps(names: ReadonlyMap<number, string>): Promise<void> {
		this.#around.apps = names;
		this.#held?.capture?.flows.nameApps(names);
		return Promise.resolve();
	}

	leftovers(): Promise<readonly LeftoverCapture[]> {
		return this.#parts.store.leftovers();
	}

	async deleteLeftover(id: string): Promise<void> {
		if ((await this.recording())?.id === id) this.#discarded = id;
		await this.#parts.store.delete(id);
	}

	close(): Promise<void> {
		return this.#release();
	}

	async #read(reading: FileReading): Promise<CaptureSummary> {
		void this.#release();
		this.#held = reading;
		const summary = await reading.run(this.#openReader(reading.way), this.#around);
		this.#reportEnd(reading);
		return summary;
	}

	async #findLeftover(id: string): Promise<FileSource> {
		const found = await this.#parts.store.open(id);
		if (found === undefined) {
			return { bytes: undefined, origin: { kind: 'file', name: id, size: 0 } };
		}
		const { bytes, note, open } = found;
		return { bytes, open, origin: { kind: 'tcpdump', ...note } };
	}

	async #openReader(way: ReadingWay = { readOn: false }): Promise<CaptureReader> {
		return this.#parts.openReader(await this.#parts.module, way);
	}

	/** Ends whatever is open, at once; only the deletion of a discarded recording takes time. */
	async #release(): Promise<void> {
		const discarded = this.#discarded;
		this.#discarded = undefined;
		this.#held?.close();
		this.#held = undefined;
		this.#reporter.stop();
		if (discarded !== undefined) await this.#parts.store.delete(discarded);
	}

	#report(): void {
		const summary = this.#held?.summary();
		if (summary !== undefined) this.#listener?.(summary);
	}

	#reportEnd(reading: FileReading | LiveReading): void {
		if (this.#held === reading) this.#reporter.now();
	}
}
