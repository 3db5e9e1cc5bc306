// The file service, version 1 (STAT LIST SEND RECV) and 2 (LST2 STA2 LIS2 SND2 RCV2):
// AOSP daemon/file_sync_service.cpp and file_sync_protocol.h. All integers are little-endian.
import { dirname } from 'node:path/posix';
import * as fs from 'node:fs';
import { asUid, errorText } from '../android/as.ts';
import { ROOT_UID, SHELL_UID } from '../android/ids.ts';
import type { Stream } from './stream.ts';
import { dirent1, dirent2, message, stat1, stat2, STAT2_LENGTH } from './sync-messages.ts';

const DATA_MAX = 64 * 1024;
const PATH_MAX = 1024;

/** The host closed the stream in the middle of a message. */
class EndOfStream extends Error {}

/** The host's bytes as messages of asked-for length. */
class SyncReader {
	#pending: Buffer[] = [];
	#length = 0;
	#ended = false;
	#wake: (() => void) | undefined;

	push(bytes: Buffer): void {
		this.#pending.push(bytes);
		this.#length += bytes.length;
		this.#wake?.();
	}

	end(): void {
		this.#ended = true;
		this.#wake?.();
	}

	async read(length: number): Promise<Buffer> {
		while (this.#length < length) {
			if (this.#ended) throw new EndOfStream();
			await new Promise<void>((resolve) => (this.#wake = resolve));
		}
		const all = Buffer.concat(this.#pending);
		const rest = all.subarray(length);
		this.#pending = [rest];
		this.#length = rest.length;
		return all.subarray(0, length);
	}
}

/** One sync session: the host asks, file by file, until QUIT. */
class SyncSession {
	readonly #stream: Stream;
	readonly #reader = new SyncReader();
	readonly #uid: number;

	constructor(stream: Stream, root: boolean) {
		this.#stream = stream;
		this.#uid = root ? ROOT_UID : SHELL_UID;
		stream.onData = (bytes) => {
			this.#reader.push(bytes);
			stream.consumed(bytes.length);
		};
		stream.onClose = () => {
			this.#reader.end();
		};
	}

	async run(): Promise<void> {
		this.#stream.accept();
		try {
			while (await this.#answerOne());
		} catch (error) {
			if (!(error instanceof EndOfStream)) throw error;
		}
		await this.#stream.end();
	}

	/** False when the session is over. */
	async #answerOne(): Promise<boolean> {
		const header = await this.#reader.read(8);
		const id = header.toString('latin1', 0, 4);
		if (id === 'QUIT') return false;
		const length = header.readUInt32LE(4);
		if (length > PATH_MAX) return this.#fail('path too long');
		const path = (await this.#reader.read(length)).toString();
		return this.#answer(id, path);
	}

	async #answer(id: string, path: string): Promise<boolean> {
		switch (id) {
			case 'STAT':
				return this.#say(stat1(this.#stat(path, 'lstat')));
			case 'LST2':
				return this.#say(stat2(id, this.#stat(path, 'lstat')));
			case 'STA2':
				return this.#say(stat2(id, this.#stat(path, 'stat')));
			case 'LIST':
			case 'LIS2':
				return this.#list(path, id);
			case 'SEND': {
				const comma = path.lastIndexOf(',');
				return this.#receive(path.slice(0, comma), Number(path.slice(comma + 1)));
			}
			case 'SND2': {
				const setup = await this.#reader.read(12); // id, mode, flags
				return this.#receive(path, setup.readUInt32LE(4));
			}
			case 'RECV':
				return this.#send(path);
			case 'RCV2':
				await this.#reader.read(8); // id, flags
				return this.#send(path);
			default:
				await this.#fail(`unknown command ${id}`);
				return false;
		}
	}

	#stat(path: string, how: 'lstat' | 'stat'): fs.BigIntStats | NodeJS.ErrnoException {
		const read = how === 'lstat' ? fs.lstatSync : fs.statSync;
		return asUid(this.#uid, () => read(path, { bigint: true }));
	}

	async #list(path: string, id: 'LIST' | 'LIS2'): Promise<boolean> {
		const names = asUid(this.#uid, () => fs.readdirSync(path));
		for (const name of names instanceof Error ? [] : ['.', '..', ...names]) {
			const stat = this.#stat(`${path}/${name}`, 'lstat');
			const entry = id === 'LIST' ? dirent1(name, stat) : dirent2(name, stat);
			await this.#say(entry);
		}
		const done = id === 'LIST' ? message('DONE', 0, 0, 0, 0) : Buffer.alloc(STAT2_LENGTH + 4);
		done.write('DONE', 0, 'latin1');
		return this.#say(done);
	}

	/** SEND: DATA blocks until DONE, which carries the modification time. */
	async #receive(path: string, mode: number): Promise<boolean> {
		let file = asUid(this.#uid, () => {
			fs.mkdirSync(dirname(path), { recursive: true });
			return fs.openSync(path, 'w', mode & 0o777);
		});
		for (;;) {
			const header = await this.#reader.read(8);
			const id = header.toString('latin1', 0, 4);
			const value = header.readUInt32LE(4);
			if (id === 'DONE') return this.#finish(path, file, { mode, mtime: value });
			if (id !== 'DATA' || value > DATA_MAX) return this.#fail(`bad message ${id}`);
			const data = await this.#reader.read(value);
			const open = file;
			if (typeof open === 'number') {
				const written = asUid(this.#uid, () => {
					fs.writeFileSync(open, data);
				});
				if (written instanceof Error) file = written;
			}
		}
	}

	async #finish(
		path: string,
		file: number | NodeJS.ErrnoException,
		meta: { readonly mode: number; readonly mtime: number },
	): Promise<boolean> {
		if (file instanceof Error) return this.#fail(`couldn't create file: ${errorText(file)}`);
		fs.closeSync(file);
		asUid(this.#uid, () => {
			fs.chmodSync(path, meta.mode & 0o777);
			fs.utimesSync(path, meta.mtime, meta.mtime);
		});
		return this.#say(message('OKAY', 0));
	}

	/** RECV: the file in DATA blocks, then DONE. */
	async #send(path: string): Promise<boolean> {
		const file = asUid(this.#uid, () => fs.openSync(path, 'r'));
		if (file instanceof Error) return this.#fail(`open failed: ${errorText(file)}`);
		const block = Buffer.alloc(DATA_MAX);
		try {
			for (;;) {
				const length = fs.readSync(file, block);
				if (length === 0) break;
				await this.#say(Buffer.concat([message('DATA', length), block.subarray(0, length)]));
			}
		} catch (error) {
			return await this.#fail(`read failed: ${errorText(error)}`);
		} finally {
			fs.closeSync(file);
		}
		return this.#say(message('DONE', 0));
	}

	async #say(bytes: Buffer): Promise<true> {
		await this.#stream.write(bytes);
		return true;
	}

	#fail(reason: string): Promise<true> {
		const text = Buffer.from(reason);
		return this.#say(Buffer.concat([message('FAIL', text.length), text]));
	}
}

export function serveSync(stream: Stream, root: boolean): Promise<void> {
	return new SyncSession(stream, root).run();
}
