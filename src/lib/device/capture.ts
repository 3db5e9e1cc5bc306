import { err, ok, type Result } from '../base/result.ts';
import type { Milliseconds } from '../base/units.ts';
import type { CaptureTool } from '../model/capture.ts';
import type { ShellFailure } from '../model/failure.ts';
import type { CaptureMessage } from '../ports/decoder.ts';
import type { CaptureFailure } from '../ports/device.ts';
import type { Running } from '../ports/shell.ts';
import { after } from './after.ts';
import { chunksOf } from './streams.ts';
import { isListening, parseCounts } from './tcpdump.ts';

type Exit = Awaited<Running['exit']>;

/** Of what tcpdump says, the newest is kept. */
const STDERR_KEPT = 16 * 1024;

/** How long tcpdump may take to open an interface before it counts as started. */
const STARTING: Milliseconds = 5_000;

/** How long tcpdump may take to write out the rest, and the phone to kill it. */
const STOPPING: Milliseconds = 10_000;
const KILLING: Milliseconds = 2_000;

/** Where the messages go; a `MessagePort`. */
export interface Sink {
	postMessage(message: CaptureMessage, transfer: Transferable[]): void;
}

/** A tcpdump that is running on the phone, from its start to its `end` message. */
export class Capture {
	/** Settles when tcpdump listens, or has ended instead. */
	readonly started: Promise<Result<void, CaptureFailure>>;
	/** Settles when everything it wrote has gone to the sink, and `end` after it. Never rejects. */
	readonly ended: Promise<void>;
	readonly #running: Running;
	readonly #sink: Sink;
	readonly #listening = Promise.withResolvers<undefined>();
	#stopped = false;
	#stderr: string;

	/** `note`: a line that precedes what tcpdump says. */
	constructor(running: Running, sink: Sink, note = '') {
		this.#running = running;
		this.#sink = sink;
		this.#stderr = note;
		const end = Promise.all([this.#forward(), this.#listen(), running.exit]).then(
			([, , exit]) => exit,
		);
		this.started = this.#start(end);
		this.ended = this.#finish(end);
	}

	/**
	 * Lets tcpdump write out what it has, and waits for that. A tcpdump that does not obey is killed. A phone that
	 * answers nothing is not waited for: the end then comes with the end of the connection.
	 */
	async stop(): Promise<void> {
		this.#stopped = true;
		void this.#running.stop('interrupt');
		await Promise.race([this.ended, after(STOPPING)]);
		await this.#running.stop('kill');
		await Promise.race([this.ended, after(KILLING)]);
	}

	/** Bytes go on as they come. A chunk shares its memory with its neighbours, so it is copied once to be given away. */
	async #forward(): Promise<void> {
		for await (const chunk of chunksOf(this.#running.stdout)) {
			const bytes = chunk.slice();
			this.#listening.resolve(undefined);
			this.#sink.postMessage({ kind: 'bytes', bytes }, [bytes.buffer]);
		}
	}

	async #listen(): Promise<void> {
		const decoder = new TextDecoder();
		for await (const chunk of chunksOf(this.#running.stderr)) {
			this.#stderr = (this.#stderr + decoder.decode(chunk, { stream: true })).slice(-STDERR_KEPT);
			if (isListening(this.#stderr)) this.#listening.resolve(undefined);
			this.#sink.postMessage({ kind: 'tool', tool: this.#tool() }, []);
		}
	}

	async #start(end: Promise<Exit>): Promise<Result<void, CaptureFailure>> {
		const early = await Promise.race([end, this.#listening.promise, after(STARTING)]);
		if (early === undefined) return ok(undefined);
		if (!early.ok) return early;
		return err({ kind: 'refused-by-tcpdump', message: this.#stderr.trim() });
	}

	async #finish(end: Promise<Exit>): Promise<void> {
		const exit = await end;
		const tool = { ...this.#tool(), ended: true, fault: this.#faultOf(exit) };
		this.#sink.postMessage({ kind: 'end', tool }, []);
	}

	#tool(): CaptureTool {
		const stderr = this.#stderr;
		return { stderr, ...parseCounts(stderr), ended: false, fault: undefined };
	}

	/** What the person did not ask for. */
	#faultOf(exit: Exit): string | undefined {
		if (!exit.ok) return faultWords(exit.error);
		if (this.#stopped) return undefined;
		return exit.value === undefined
			? 'tcpdump was ended on the phone'
			: `tcpdump ended by itself, with exit code ${exit.value}`;
	}
}

function faultWords(failure: ShellFailure): string {
	switch (failure.kind) {
		case 'disconnected':
			return 'The connection to the phone was lost';
		case 'cancelled':
			return 'The capture was cancelled';
		case 'timed-out':
			return 'The capture took too long';
		case 'refused':
			return failure.message;
	}
}
