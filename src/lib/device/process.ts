import type { AdbSocket } from '@yume-chan/adb';
import { err, ok, type Result } from '../base/result.ts';
import type { WritableStreamDefaultWriter } from '@yume-chan/stream-extra';
import type { MaybeConsumable } from '@yume-chan/stream-extra';
import type { Bytes, Milliseconds } from '../base/units.ts';
import type { ShellFailure } from '../model/failure.ts';
import { after } from './after.ts';
import { BEAT, HELLO } from './guard.ts';
import { inputPacket, ShellPackets } from './shellProtocol.ts';
import { chunksOf, drained, paced } from './streams.ts';
import type { Wire } from './wire.ts';

/**
 * How this phone runs commands: shell v2 (Android 7 and later: streams apart, exit code), `exec:` (5 and 6: clean
 * bytes, streams merged), or a terminal (before: merged, and every line end is \r\n).
 */
export type Dialect = 'v2' | 'exec' | 'pty';

/** A shell line that is running on the phone. */
export interface Process {
	readonly stdout: ReadableStream<Uint8Array>;
	readonly stderr: ReadableStream<Uint8Array>;
	/** The exit code; undefined where the dialect has none, or the end came without one. Never rejects. */
	readonly exit: Promise<number | undefined>;
	/** Writes to its input, where the guard listens. Never rejects. */
	tell(line: string): Promise<void>;
	/** Closes its stream, whereupon adbd hangs up and the guard kills. Safe to call more than once. */
	kill(): void;
}

/** Standard error that nobody reads: the newest of it is kept. `run` reads it, so it gets all. */
const STDERR_KEPT: Bytes = 1024 * 1024;

const SERVICES: Readonly<Record<Dialect, string>> = {
	v2: 'shell,v2,raw:',
	exec: 'exec:',
	pty: 'shell:',
};

/** How long a command that is given up may take to hear the first word. */
const FIRST_WORD: Milliseconds = 1_000;

/** Runs a line. Whoever does not want it any more kills it. */
export async function startProcess(
	wire: Wire,
	dialect: Dialect,
	line: string,
): Promise<Result<Process, ShellFailure>> {
	const opened = await wire.open(SERVICES[dialect] + line);
	return opened.ok ? ok(new SocketProcess(opened.value, dialect)) : err(opened.error);
}

class SocketProcess implements Process {
	readonly exit: Promise<number | undefined>;
	readonly #socket: AdbSocket;
	readonly #dialect: Dialect;
	readonly #input: WritableStreamDefaultWriter<MaybeConsumable<Uint8Array>>;
	readonly #stdout = paced();
	readonly #stderr = drained(STDERR_KEPT);
	readonly #greeted: Promise<void>;

	constructor(socket: AdbSocket, dialect: Dialect) {
		this.#socket = socket;
		this.#dialect = dialect;
		this.#input = socket.writable.getWriter();
		this.exit = dialect === 'v2' ? this.#readPackets() : this.#readBytes();
		this.#greeted = dialect === 'pty' ? Promise.resolve() : this.#keepTelling();
	}

	get stdout(): ReadableStream<Uint8Array> {
		return this.#stdout.readable;
	}

	get stderr(): ReadableStream<Uint8Array> {
		return this.#stderr.readable;
	}

	async tell(line: string): Promise<void> {
		const bytes = this.#dialect === 'v2' ? inputPacket(line) : new TextEncoder().encode(line);
		await this.#input.write(bytes).catch(() => undefined); // It has ended, or the phone is gone.
	}

	kill(): void {
		this.#stdout.abandon();
		// The guard of a root command does nothing before it has heard from us.
		void Promise.race([this.#greeted, after(FIRST_WORD)])
			.then(() => this.#socket.close())
			.catch(() => undefined); // The phone is gone.
	}

	async #readPackets(): Promise<number | undefined> {
		const packets = new ShellPackets();
		let exit: number | undefined;
		for await (const chunk of chunksOf(this.#socket.readable)) {
			for (const piece of packets.feed(chunk)) {
				if (piece.kind === 'exit') exit = piece.code;
				else if (piece.kind === 'stdout') await this.#stdout.push(piece.bytes);
				else await this.#stderr.push(piece.bytes);
			}
		}
		this.#close();
		return exit;
	}

	/** One stream and no exit code: what else there is to know has to be in the bytes. */
	async #readBytes(): Promise<undefined> {
		for await (const chunk of chunksOf(this.#socket.readable)) await this.#stdout.push(chunk);
		this.#close();
	}

	#close(): void {
		this.#stdout.close();
		this.#stderr.close();
	}

	/** Shows the guard that its input is ours, and then that we are still here. */
	#keepTelling(): Promise<void> {
		const beat = setInterval(() => void this.tell(HELLO), BEAT);
		void this.exit.then(() => {
			clearInterval(beat);
		});
		return this.tell(HELLO);
	}
}
