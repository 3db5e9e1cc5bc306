import { describe, expect, test } from 'vitest';
import { slicesOf, type SlicedFile } from './fileSlices.ts';

const MIB = 1024 * 1024;
/** Every place differs from its neighbours and from the same place a slice further. */
const long = new Uint8Array(
	new Uint32Array(10.1 * MIB).map((_, index) => Math.imul(index, 0x9e3779b1)).buffer,
);
const never = new AbortController().signal;

/** A file with only what is said of it. */
const fileOf = (blob: Blob, stream?: SlicedFile['stream']): SlicedFile => ({
	size: blob.size,
	slice: (from, to) => blob.slice(from, to),
	arrayBuffer: () => blob.arrayBuffer(),
	...(stream !== undefined && { stream }),
});

/** As `slicesOf`, with the bytes joined: they are only lent. */
async function read(
	file: SlicedFile,
	signal = never,
): Promise<{ readonly bytes: Uint8Array; readonly ending: string | undefined }> {
	const pieces: Uint8Array[] = [];
	const bytes = () => new Uint8Array(Buffer.concat(pieces));
	for await (const slice of slicesOf(file, signal)) {
		if (!slice.ok) return { bytes: bytes(), ending: slice.error };
		pieces.push(slice.value.slice());
	}
	return { bytes: bytes(), ending: undefined };
}

/** A file's stream as bytes into the reader's memory, `size` at a time, until `end` is called instead. */
function streamOf(
	size: number,
	last: number,
	end: (controller: ReadableByteStreamController) => Promise<void> | void,
	onCancel?: () => void,
): ReadableStream<Uint8Array<ArrayBuffer>> {
	let at = 0;
	return new ReadableStream({
		type: 'bytes',
		pull: (controller) => {
			if (at >= last) return end(controller);
			controller.enqueue(long.slice(at, at + size));
			at += size;
			return undefined;
		},
		cancel: () => onCancel?.(),
	});
}

describe('a file comes as it is, in its order', () => {
	test.each([0, 1, MIB - 1, MIB, MIB + 1, 2.5 * MIB, long.length])('%d bytes', async (size) => {
		const bytes = long.subarray(0, size);
		const blob = new Blob([bytes]);
		const noBytes = (): ReadableStream<Uint8Array<ArrayBuffer>> => new ReadableStream();
		for (const file of [blob, fileOf(blob), fileOf(blob, noBytes)]) {
			const told = await read(file);
			expect(told.ending).toBeUndefined();
			expect(Buffer.compare(told.bytes, bytes)).toBe(0);
		}
	});

	test('whatever pieces its stream comes in', async () => {
		const bytes = long.subarray(0, 700_000);
		for (const size of [1009, 70_001, 700_000]) {
			const stream = () =>
				streamOf(size, bytes.length, (controller) => {
					controller.close();
					controller.byobRequest?.respond(0);
				});
			const told = await read(fileOf(new Blob([bytes]), stream));
			expect(told.ending).toBeUndefined();
			expect(Buffer.compare(told.bytes.subarray(0, bytes.length), bytes)).toBe(0);
		}
	});
});

test('a file that changes while it is read: what came before stays', async () => {
	const gone = () => {
		throw new DOMException('changed', 'NotReadableError');
	};
	const told = await read(fileOf(new Blob([long]), () => streamOf(MIB, 3 * MIB, gone)));
	expect(told.ending).toBe('unreadable');
	expect(Buffer.compare(told.bytes, long.subarray(0, 3 * MIB))).toBe(0);

	const noSlice = fileOf(new Blob([long]));
	const part = { arrayBuffer: () => Promise.reject(new DOMException('gone', 'NotReadableError')) };
	const unsliced = { ...noSlice, slice: () => ({ ...noSlice, ...part }) };
	expect(await read(unsliced)).toMatchObject({ ending: 'unreadable', bytes: new Uint8Array() });
});

test('a file that changed since its stream began: all that came stays, and it is told', async () => {
	const blob = new Blob([long.subarray(0, 3 * MIB)]);
	const file = fileOf(blob, () => blob.stream());
	const gone = { arrayBuffer: () => Promise.reject(new DOMException('gone', 'NotReadableError')) };
	const told = await read({ ...file, slice: () => ({ ...file, ...gone }) });
	expect(told.ending).toBe('unreadable');
	expect(Buffer.compare(told.bytes, long.subarray(0, 3 * MIB))).toBe(0);
});

test('a disk that says nothing does not delay a cancel, and is let go', async () => {
	const cancel = new AbortController();
	let isLetGo = false;
	const silent = () => {
		cancel.abort();
		return new Promise<void>(() => undefined);
	};
	const stream = () =>
		streamOf(MIB, 2 * MIB, silent, () => {
			isLetGo = true;
		});
	const told = await read(fileOf(new Blob([long]), stream), cancel.signal);
	expect(told.ending).toBe('cancelled');
	expect(isLetGo).toBe(true);
});

test('who wants no more lets the file go', async () => {
	let isLetGo = false;
	const more = (): void => {
		throw new Error('nobody asked for more');
	};
	const stream = () =>
		streamOf(MIB, 5 * MIB, more, () => {
			isLetGo = true;
		});
	for await (const slice of slicesOf(fileOf(new Blob([long]), stream), never)) {
		expect(slice).toMatchObject({ ok: true });
		break;
	}
	expect(isLetGo).toBe(true);
});
