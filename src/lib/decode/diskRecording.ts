// A recording in the origin private file system, WHATWG File System (https://fs.spec.whatwg.org).
import type { Bytes } from '../base/units.ts';
import { MemoryRecording, type ReadableFile, type SealableRecording } from './recordings.ts';

declare global {
	// Exists in dedicated workers only, so TypeScript's DOM library leaves it out.
	interface FileSystemFileHandle {
		createSyncAccessHandle(options?: { readonly mode: 'read-only' }): Promise<SyncFile>;
	}
}

/** `FileSystemSyncAccessHandle`, as far as it is used here. While it is open no other tab can open the file. */
export interface SyncFile extends ReadableFile {
	write(buffer: Uint8Array<ArrayBuffer>, options: { readonly at: number }): number;
	flush(): void;
}

const COPY_SLICE: Bytes = 16 * 1024 * 1024;

/** One file that grows. Its lock is held until `close`, so that no other tab takes it for a leftover. */
export class DiskRecording implements SealableRecording {
	readonly id: string;
	readonly #handle: FileSystemFileHandle;
	readonly #file: SyncFile;
	#size: Bytes = 0;
	#sealed = false;
	/** What came after the disk was full. */
	#overflow: MemoryRecording | undefined;

	constructor(id: string, handle: FileSystemFileHandle, file: SyncFile) {
		this.id = id;
		this.#handle = handle;
		this.#file = file;
	}

	get kept(): 'disk' | 'memory' {
		return this.#overflow === undefined ? 'disk' : 'memory';
	}

	append(bytes: Uint8Array<ArrayBuffer>): void {
		const written = this.#overflow === undefined ? this.#write(bytes) : 0;
		this.#size += written;
		if (written === bytes.length) return;
		this.#overflow ??= new MemoryRecording(this.id, () => undefined);
		this.#overflow.append(bytes.subarray(written));
	}

	/** How much the disk took; less than all when it is full (QuotaExceededError, or a short write). */
	#write(bytes: Uint8Array<ArrayBuffer>): Bytes {
		try {
			return this.#file.write(bytes, { at: this.#size });
		} catch {
			return 0;
		}
	}

	size(): Bytes {
		return this.#size + (this.#overflow?.size() ?? 0);
	}

	flush(): void {
		this.#overflow?.flush();
		try {
			this.#file.flush();
		} catch {
			// What could not be made safe is as good as in memory: that is what must be said.
			this.#overflow ??= new MemoryRecording(this.id, () => undefined);
		}
	}

	seal(): void {
		this.flush();
		this.#sealed = true;
	}

	async blob(): Promise<Blob> {
		const file = this.#sealed ? await this.#handle.getFile() : this.#copy();
		const overflow = await this.#overflow?.blob();
		return new Blob([file.slice(0, this.#size), ...(overflow === undefined ? [] : [overflow])]);
	}

	/** A File of a growing file can no longer be read after the next write (NotReadableError): copy by slices. */
	#copy(): Blob {
		const slices: Blob[] = [];
		for (let at = 0; at < this.#size; at += COPY_SLICE) {
			const slice = new Uint8Array(Math.min(COPY_SLICE, this.#size - at));
			const read = this.#file.read(slice, { at });
			slices.push(new Blob([slice.subarray(0, read)]));
		}
		return new Blob(slices);
	}

	close(): void {
		this.seal();
		this.#file.close();
	}
}
