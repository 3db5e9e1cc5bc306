import type { Bytes } from '../base/units.ts';

/** An append-only recording: on disk (OPFS) where the browser has one, in memory elsewhere. */
export interface Recording {
	readonly id: string;
	/** 'memory' means that a crash of the tab loses it: say so to the person. */
	readonly kept: 'disk' | 'memory';
	append(bytes: Uint8Array<ArrayBuffer>): void;
	size(): Bytes;
	/** Makes what was appended safe; called once a second and at the end. */
	flush(): void;
	/** What was recorded so far, read by offset and not copied whole. */
	blob(): Promise<Blob>;
	close(): void;
}
