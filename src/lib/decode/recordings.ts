import type { Bytes, EpochMs } from '../base/units.ts';
import type { Recording } from '../ports/byteStore.ts';
import type { LeftoverCapture } from '../ports/decoder.ts';

/** What has to be known of a recording to open it again. */
export interface RecordingNote {
	readonly startedAt: EpochMs;
	readonly interface: string;
	readonly filter: string;
}

/** A recording that can be told that it is whole. */
export interface SealableRecording extends Recording {
	/** Nothing more will be appended: from now on `blob` stays readable and copies nothing. */
	seal(): void;
}

export interface KeptRecording {
	readonly note: RecordingNote;
	readonly bytes: Blob;
	/** Opens the same bytes for reading in place; undefined where they are not on disk, or another tab has them. */
	readonly open?: (() => Promise<ReadableFile | undefined>) | undefined;
}

/** `FileSystemSyncAccessHandle`, as far as reading goes. */
export interface ReadableFile {
	/** How many bytes came; 0 at the end. */
	read(buffer: Uint8Array<ArrayBuffer>, options: { readonly at: Bytes }): Bytes;
	close(): void;
}

/**
 * Where live captures are kept until a person has saved or discarded them. A recording that is closed stays
 * here as a leftover, also after a crash, until `delete` is called with its id.
 */
export interface RecordingStore {
	/** Never fails: where no disk is to be had the recording is kept in memory, and says so. */
	create(note: RecordingNote): Promise<SealableRecording>;
	/** Recordings that are open in no tab, oldest first. */
	leftovers(): Promise<readonly LeftoverCapture[]>;
	/** Undefined where there is no such recording. */
	open(id: string): Promise<KeptRecording | undefined>;
	/** Of a recording that is still open only the note goes at once, its bytes once it was closed. */
	delete(id: string): Promise<void>;
}

/** Chunks come small: gathered to this size they become a Blob, which the browser may put on disk. */
const PIECE: Bytes = 1024 * 1024;

/** A recording in memory: what there is where no disk is to be had, and what is left when a disk is full. */
export class MemoryRecording implements SealableRecording {
	readonly kept = 'memory';
	readonly id: string;
	readonly #pieces: Blob[] = [];
	#chunks: Uint8Array<ArrayBuffer>[] = [];
	#gathered: Bytes = 0;
	#size: Bytes = 0;
	readonly #onClose: () => void;

	constructor(id: string, onClose: () => void) {
		this.id = id;
		this.#onClose = onClose;
	}

	append(bytes: Uint8Array<ArrayBuffer>): void {
		this.#chunks.push(bytes);
		this.#size += bytes.length;
		this.#gathered += bytes.length;
		if (this.#gathered >= PIECE) this.flush();
	}

	size(): Bytes {
		return this.#size;
	}

	flush(): void {
		if (this.#gathered === 0) return;
		this.#pieces.push(new Blob(this.#chunks));
		this.#chunks = [];
		this.#gathered = 0;
	}

	blob(): Promise<Blob> {
		this.flush();
		return Promise.resolve(new Blob(this.#pieces));
	}

	seal(): void {
		this.flush();
	}

	close(): void {
		this.#onClose();
	}
}

/** Recordings that live as long as the tab. */
export function createMemoryStore(): RecordingStore {
	const kept = new Map<
		string,
		{ note: RecordingNote; recording: MemoryRecording; open: boolean }
	>();
	let created = 0;
	return {
		create(note) {
			const id = `memory-${++created}`;
			const recording = new MemoryRecording(id, () => {
				const entry = kept.get(id);
				if (entry !== undefined) entry.open = false;
			});
			kept.set(id, { note, recording, open: true });
			return Promise.resolve(recording);
		},
		leftovers() {
			const closed = [...kept.values()].filter(({ open }) => !open);
			return Promise.resolve(closed.map(({ note, recording }) => leftover(recording, note)));
		},
		async open(id) {
			const entry = kept.get(id);
			return entry && { note: entry.note, bytes: await entry.recording.blob() };
		},
		delete(id) {
			kept.delete(id);
			return Promise.resolve();
		},
	};
}

const leftover = (recording: Recording, note: RecordingNote): LeftoverCapture => ({
	id: recording.id,
	size: recording.size(),
	startedAt: note.startedAt,
	interface: note.interface,
});
