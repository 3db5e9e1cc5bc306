import type { SocketIndex } from '../analysis/attribution.ts';
import type { Bytes } from '../base/units.ts';
import type { CaptureOrigin, CaptureSummary, CaptureTool, Stop } from '../model/capture.ts';
import { FlowViews } from './flowViews.ts';
import { JoinedFlows } from './joinedFlows.ts';
import type { CaptureReader, ReaderStatus, ReadingWay } from './reader.ts';

/** What every capture is joined with, whichever is open. */
export interface Surroundings {
	readonly sockets: SocketIndex;
	/** What each uid is called. */
	readonly apps: ReadonlyMap<number, string>;
	/** Called with every change that a summary or a page would show. */
	readonly onChange: () => void;
}

const NOTHING: ReaderStatus = {
	read: 0,
	format: undefined,
	linkTypes: [],
	packets: 0,
	bytes: 0,
	cut: 0,
	undecoded: 0,
	first: undefined,
	last: undefined,
	firstNanos: undefined,
	lastNanos: undefined,
	flows: 0,
	dns: 0,
	tls: 0,
	http: 0,
	hosts: 0,
	indexed: 0,
	stopped: 0,
	damages: 0,
	evicted: 0,
	stop: undefined,
};

/** What a summary tells of a reader, named one by one: it is saved as it is. */
const toldOf = (status: ReaderStatus) => ({
	format: status.format,
	linkTypes: status.linkTypes,
	packets: status.packets,
	bytes: status.bytes,
	cut: status.cut,
	undecoded: status.undecoded,
	first: status.first,
	last: status.last,
	flows: status.flows,
	evicted: status.evicted,
	dns: status.dns,
	stopped: status.stopped,
	damages: status.damages,
});

/** The summary of a capture of which nothing could be read, or not yet. */
export function blankSummary(origin: CaptureOrigin, stop: Stop | undefined): CaptureSummary {
	return {
		...toldOf(NOTHING),
		read: 0,
		origin,
		stop,
		complete: stop !== undefined,
		tool: undefined,
	};
}

/** A capture on its way through the core, with everything that can be asked about it. */
export class OpenCapture {
	readonly flows: JoinedFlows;
	readonly views: FlowViews;
	tool: CaptureTool | undefined;
	readonly #origin: CaptureOrigin;
	readonly #reader: CaptureReader;
	readonly #onChange: () => void;
	#packedRead: Bytes | undefined;
	#stop: Stop | undefined;
	#complete = false;
	readonly #closed = new AbortController();
	/** What the reader said last, once it is closed. */
	#last: ReaderStatus | undefined;
	readonly #readsOn: boolean;

	constructor(
		reader: CaptureReader,
		origin: CaptureOrigin,
		around: Surroundings,
		{ readOn }: ReadingWay = { readOn: false },
	) {
		this.#readsOn = readOn;
		this.#reader = reader;
		this.#origin = origin;
		this.#onChange = around.onChange;
		this.flows = new JoinedFlows(reader, around.sockets, around.apps);
		this.views = new FlowViews(this.flows, around.onChange, this.#closed.signal);
	}

	get complete(): boolean {
		return this.#complete;
	}

	/** Decodes a chunk. False when the core can make nothing of what follows. */
	push(chunk: Uint8Array): boolean {
		this.#reader.push(chunk);
		return this.#grew();
	}

	/** Room for the next bytes, so that a disk can write them where they are decoded; valid until the next call. */
	room(): Uint8Array<ArrayBuffer> {
		return this.#reader.room();
	}

	/** Decodes the first `length` bytes of `room`. As `push`. */
	took(length: number): boolean {
		this.#reader.took(length);
		return this.#grew();
	}

	#grew(): boolean {
		this.flows.grew();
		this.#onChange();
		const { stop, format } = this.#reader.status();
		return stop === undefined || (this.#readsOn && format !== undefined);
	}

	unpackedFrom(read: Bytes): void {
		this.#packedRead = read;
		this.#onChange();
	}

	/** No more will come: all was read, or `fault` says what ended it. */
	end(fault: Stop['reason'] | undefined): void {
		const { read } = this.#status;
		// A record that a person or a disk cut short is not a damage of the capture,
		// and tcpdump without a packet writes nothing at all.
		const isSilent = this.#origin.kind === 'tcpdump' && read === 0;
		if (fault !== undefined) this.#stop = { offset: read, reason: fault };
		else if (!isSilent && this.#last === undefined) this.#reader.end();
		this.#complete = true;
		this.flows.ended();
	}

	/** Ends work on views that nobody will see. Of what was read only the summary is left; no more may be pushed. */
	close(): void {
		this.#closed.abort();
		this.#last = this.#status;
		this.#reader.close();
	}

	get #status(): ReaderStatus {
		return this.#last ?? this.#reader.status();
	}

	summary(): CaptureSummary {
		const status = this.#status;
		return {
			...toldOf(status),
			origin: this.#origin,
			read: this.#packedRead ?? status.read,
			stop: this.#stop ?? status.stop,
			complete: this.#complete,
			tool: this.tool,
		};
	}
}
