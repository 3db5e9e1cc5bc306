import { assertNever } from '../base/assert.ts';
import type { Milliseconds } from '../base/units.ts';
import type { CaptureOrigin, CaptureSummary, CaptureTool } from '../model/capture.ts';
import type { CaptureMessage } from '../ports/decoder.ts';
import { later } from './breather.ts';
import { CHUNK } from './fileFeed.ts';
import { blankSummary, OpenCapture, type Surroundings } from './openCapture.ts';
import type { CaptureReader } from './reader.ts';
import type { RecordingNote, RecordingStore, SealableRecording } from './recordings.ts';

/** A crash may cost this much and no more. */
const FLUSH_EVERY: Milliseconds = 1000;

/** A port that says nothing for so many turns of the thread's loop, this long each, is empty. */
const QUIET_TURNS = 3;
const QUIET_TURN: Milliseconds = 20;

const SILENT_TOOL: CaptureTool = {
	stderr: '',
	captured: undefined,
	receivedByFilter: undefined,
	droppedByKernel: undefined,
	ended: false,
	fault: undefined,
};

/** What a live capture stands on. */
export interface LiveGround {
	readonly reader: Promise<CaptureReader>;
	readonly store: RecordingStore;
	readonly around: Surroundings;
	/** Called once, when no more will come. */
	readonly onEnd: () => void;
}

/** A capture that arrives on a port: recorded first, then decoded. */
export class LiveReading {
	capture: OpenCapture | undefined;
	recording: SealableRecording | undefined;
	readonly #port: MessagePort;
	readonly #origin: CaptureOrigin;
	readonly #ground: LiveGround;
	#opened: Promise<void> | undefined;
	#received = 0;
	#flushing: ReturnType<typeof setInterval> | undefined;
	#closed = false;

	constructor(port: MessagePort, origin: CaptureOrigin, ground: LiveGround) {
		this.#port = port;
		this.#origin = origin;
		this.#ground = ground;
	}

	/** Resolves when the recording is open and the port is being read. What came before waits in the port. */
	open(): Promise<void> {
		this.#opened = this.#open();
		return this.#opened;
	}

	/** Ends a capture whose source is gone, once what it had sent is in. */
	async finish(fault: string | undefined): Promise<CaptureSummary> {
		await this.#opened;
		await this.#silence();
		const { capture } = this;
		if (capture !== undefined && !capture.complete) {
			const tool = capture.tool ?? SILENT_TOOL;
			this.#end(capture, { ...tool, ended: true, fault: fault ?? tool.fault });
		}
		return this.summary();
	}

	summary(): CaptureSummary {
		return this.capture?.summary() ?? blankSummary(this.#origin, undefined);
	}

	async bytes(): Promise<Blob | undefined> {
		return this.recording?.blob();
	}

	/** Forgets the capture; the recording stays in the store. */
	close(): void {
		this.#closed = true;
		this.#stopListening();
		this.recording?.close();
		this.capture?.close();
	}

	/**
	 * Waits until the port has nothing left to say. What was sent before the source went is here or on its way:
	 * two ports have no order among them, so the word that it is gone may overtake its last bytes.
	 */
	async #silence(): Promise<void> {
		for (let quiet = 0; quiet < QUIET_TURNS && this.capture?.complete === false; quiet++) {
			const before = this.#received;
			await later(QUIET_TURN);
			if (this.#received !== before) quiet = -1;
		}
	}

	async #open(): Promise<void> {
		const { reader, store, around } = this.#ground;
		const [opened, recording] = await Promise.all([reader, store.create(noteOf(this.#origin))]);
		if (this.#closed) {
			opened.close();
			recording.close();
			await store.delete(recording.id);
			return;
		}
		const capture = new OpenCapture(opened, this.#origin, around);
		this.recording = recording;
		this.capture = capture;
		this.#flushing = setInterval(() => {
			recording.flush();
		}, FLUSH_EVERY);
		this.#port.onmessage = ({ data }: MessageEvent<CaptureMessage>) => {
			this.#received++;
			this.#take(data, capture, recording);
		};
		around.onChange();
	}

	#take(message: CaptureMessage, capture: OpenCapture, recording: SealableRecording): void {
		switch (message.kind) {
			case 'bytes':
				recording.append(message.bytes);
				for (let at = 0; at < message.bytes.length; at += CHUNK) {
					capture.push(message.bytes.subarray(at, at + CHUNK));
				}
				break;
			case 'tool':
				capture.tool = message.tool;
				this.#ground.around.onChange();
				break;
			case 'end':
				this.#end(capture, message.tool);
				break;
			default:
				assertNever(message);
		}
	}

	#end(capture: OpenCapture, tool: CaptureTool): void {
		capture.tool = tool;
		this.#stopListening();
		this.recording?.seal();
		capture.end(undefined);
		this.#ground.onEnd();
	}

	#stopListening(): void {
		clearInterval(this.#flushing);
		this.#port.onmessage = null;
		this.#port.close();
	}
}

function noteOf(origin: CaptureOrigin): RecordingNote {
	return origin.kind === 'tcpdump'
		? { startedAt: origin.startedAt, interface: origin.interface, filter: origin.filter }
		: { startedAt: Date.now(), interface: origin.name, filter: '' };
}
