// The services that run commands: shell v2 (AOSP shell_protocol.h), shell v1, exec.
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { exitStatus, hangUp, pump, startCommand } from './command.ts';
import type { CommandOptions } from './command.ts';
import type { Stream } from './stream.ts';

// Packet ids of shell v2. Window size (5) is ignored: nothing here draws on a terminal.
const STDIN = 0;
const STDOUT = 1;
const STDERR = 2;
const EXIT = 3;
const CLOSE_STDIN = 4;
const HEADER_LENGTH = 5;

/** A shell v2 packet: id, length (u32, little-endian), data. */
function shellPacket(id: number, data: Buffer): Buffer {
	const header = Buffer.alloc(HEADER_LENGTH);
	header.writeUInt8(id, 0);
	header.writeUInt32LE(data.length, 1);
	return Buffer.concat([header, data]);
}

function writeInput(child: ChildProcessWithoutNullStreams, data: Buffer): Promise<void> {
	return new Promise((resolve) => {
		if (child.stdin.writable)
			child.stdin.write(data, () => {
				resolve();
			});
		else resolve(); // the command does not read any more: its input is dropped
	});
}

/** Reads the host's shell v2 packets and gives the command its input. */
class InputReader {
	readonly #child: ChildProcessWithoutNullStreams;
	#pending: Buffer = Buffer.alloc(0);

	constructor(child: ChildProcessWithoutNullStreams) {
		this.#child = child;
	}

	async push(bytes: Buffer): Promise<void> {
		this.#pending = Buffer.concat([this.#pending, bytes]);
		while (this.#pending.length >= HEADER_LENGTH) {
			const id = this.#pending.readUInt8(0);
			const end = HEADER_LENGTH + this.#pending.readUInt32LE(1);
			if (this.#pending.length < end) return;
			const data = this.#pending.subarray(HEADER_LENGTH, end);
			this.#pending = this.#pending.subarray(end);
			if (id === STDIN) await writeInput(this.#child, data);
			else if (id === CLOSE_STDIN) this.#child.stdin.end();
		}
	}
}

function feedInOrder(stream: Stream, take: (bytes: Buffer) => Promise<void>): void {
	let tail = Promise.resolve();
	stream.onData = (bytes) => {
		tail = tail
			.then(() => take(bytes))
			.then(() => {
				stream.consumed(bytes.length);
			});
	};
}

export async function shellV2(stream: Stream, options: CommandOptions): Promise<void> {
	const child = startCommand(options);
	child.stdin.on('error', () => undefined); // EPIPE: the command closed its input
	const input = new InputReader(child);
	feedInOrder(stream, (bytes) => input.push(bytes));
	stream.onClose = () => {
		hangUp(child, { wiring: options.wiring, survives: false });
	};
	stream.accept();
	const [status] = await Promise.all([
		exitStatus(child),
		pump(child.stdout, stream, (bytes) => shellPacket(STDOUT, bytes)),
		pump(child.stderr, stream, (bytes) => shellPacket(STDERR, bytes)),
	]);
	await stream.write(shellPacket(EXIT, Buffer.from([status & 0xff])));
	await stream.end();
}

/** Shell v1 hangs up on its command when the host closes; one of exec survives until it writes. */
export async function rawCommand(
	stream: Stream,
	options: CommandOptions,
	survives: boolean,
): Promise<void> {
	const child = startCommand(options);
	child.stdin.on('error', () => undefined); // EPIPE: the command closed its input
	feedInOrder(stream, (bytes) => writeInput(child, bytes));
	stream.onClose = () => {
		hangUp(child, { wiring: options.wiring, survives });
	};
	stream.accept();
	await Promise.all([exitStatus(child), pump(child.stdout, stream), pump(child.stderr, stream)]);
	await stream.end();
}
