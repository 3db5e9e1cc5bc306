import { setImmediate } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { BY_TIME, longCapture, newDecoder } from '../../../tests/decode/decoding.ts';
import { feedFile } from './fileFeed.ts';
import { serveFile, type Served } from './fileServing.ts';
import type { FeedFile, FileFault } from './fileSink.ts';
import { feedByThread, type ReadingThread } from './servedFeed.ts';

const MIB = 1024 * 1024;
const SLICE = 16 * MIB;

interface Fed {
	readonly bytes: Uint8Array;
	readonly fault: FileFault | undefined;
	/** Of the packed file, as it was told last. */
	readonly read: number | undefined;
}

/** What a sink gets that wants no more once it has `wanted` bytes. */
async function fed(
	feed: FeedFile<Blob>,
	file: Blob,
	wanted = Infinity,
	signal = new AbortController().signal,
): Promise<Fed> {
	const chunks: Uint8Array[] = [];
	let read: number | undefined;
	let length = 0;
	const sink = {
		push(chunk: Uint8Array) {
			chunks.push(chunk.slice());
			length += chunk.length;
			return length < wanted;
		},
		unpackedFrom(bytes: number) {
			read = bytes;
		},
	};
	const fault = await feed(file, sink, signal);
	return { bytes: new Uint8Array(Buffer.concat(chunks)), fault, read };
}

/** The other thread's work, done in this one: all that passes between them goes through a true port. */
class Thread implements ReadingThread {
	broken = new Promise<unknown>(() => undefined);
	stopped = false;
	#port: MessagePort | undefined;

	serve(file: Blob, port: MessagePort): Promise<void> {
		this.#port = port;
		return serveFile(file, port);
	}

	stop(): void {
		this.stopped = true;
		this.#port?.close();
	}
}

/** Dies when it has sent `count` messages. */
class Mortal extends Thread {
	readonly #count: number;

	constructor(count: number) {
		super();
		this.#count = count;
	}

	override serve(file: Blob, port: MessagePort): Promise<void> {
		const { port1, port2 } = new MessageChannel();
		let left = this.#count;
		const { promise, resolve } = Promise.withResolvers<undefined>();
		this.broken = promise;
		return new Promise((_, reject) => {
			port1.onmessage = ({ data }: MessageEvent<Served>) => {
				if (left > 0) port.postMessage(data);
				else {
					port1.close();
					resolve(undefined);
					reject(new Error('the thread is gone'));
				}
				left -= 1;
			};
			port.onmessage = ({ data }) => {
				port1.postMessage(data);
			};
			void serveFile(file, port2);
		});
	}
}

const byThread = (thread: ReadingThread): FeedFile<Blob> => feedByThread(() => thread, 0);

/** Bytes that pack to about half. */
function text(length: number, seed = 1): Uint8Array<ArrayBuffer> {
	let state = seed;
	return Uint8Array.from({ length }, () => {
		state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
		return 0x40 + ((state >>> 16) & 15);
	});
}

/** Every place differs from its neighbours and from the same place in the next slice. */
const long = new Uint8Array(
	new Uint32Array(10.5 * MIB).map((_, index) => Math.imul(index, 0x9e3779b1)).buffer,
);

test('a file of some slices comes as it is, in its order', async () => {
	const thread = new Thread();
	const told = await fed(byThread(thread), new Blob([long]));
	expect(told.fault).toBeUndefined();
	expect(Buffer.compare(told.bytes, long)).toBe(0);
	expect(thread.stopped).toBe(true);
});

test('whatever a file holds, packed, cut or damaged: the same as by one thread', async () => {
	const file = fc.record({
		size: fc.nat(2 * MIB),
		seed: fc.nat(99),
		packed: fc.boolean(),
		cut: fc.nat(20),
		damage: fc.option(fc.double({ min: 0, max: 0.999, noNaN: true })),
	});
	await fc.assert(
		fc.asyncProperty(file, async ({ size, seed, packed, cut, damage }) => {
			const plain = text(size, seed);
			const bytes = packed ? new Uint8Array(gzipSync(plain)) : plain;
			const place = Math.floor((damage ?? 0) * bytes.length);
			if (damage !== null && bytes.length > 0) bytes[place] = (bytes[place] ?? 0) ^ 0x10;
			const blob = new Blob([bytes.subarray(0, Math.max(0, bytes.length - cut))]);
			const one = await fed(feedFile, blob);
			const two = await fed(byThread(new Thread()), blob);
			expect(two.fault).toBe(one.fault);
			expect(two.read).toBe(one.read);
			expect(Buffer.compare(two.bytes, one.bytes)).toBe(0);
		}),
		{ numRuns: 20 },
	);
});

test.each([
	{ what: 'before it sent anything', after: 0 },
	{ what: 'after a slice', after: 1 },
	{ what: 'when all is sent but the end', after: 3 },
])('a thread that dies $what is done without, and no byte comes twice', async ({ after }) => {
	const told = await fed(byThread(new Mortal(after)), new Blob([long]));
	expect(told.fault).toBeUndefined();
	expect(Buffer.compare(told.bytes, long)).toBe(0);
});

test('the same where the file is packed', async () => {
	const plain = text(3 * MIB);
	const file = new Blob([gzipSync(plain)]);
	const told = await fed(byThread(new Mortal(1)), file);
	expect(told.fault).toBeUndefined();
	expect(Buffer.compare(told.bytes, plain)).toBe(0);
	expect(told.read).toBe(file.size);
});

test('cancelled while the thread says nothing', async () => {
	const cancel = new AbortController();
	const silent = new Thread();
	silent.serve = () => {
		cancel.abort();
		return new Promise(() => undefined);
	};
	const told = await fed(byThread(silent), new Blob([long]), Infinity, cancel.signal);
	expect(told).toMatchObject({ fault: 'cancelled', bytes: new Uint8Array() });
	expect(silent.stopped).toBe(true);
});

test('a sink that wants no more gets no more', async () => {
	const thread = new Thread();
	const told = await fed(byThread(thread), new Blob([long]), 3 * MIB);
	expect(told.fault).toBeUndefined();
	expect(told.bytes.length).toBe(3 * MIB);
	expect(thread.stopped).toBe(true);
});

test('a file that can no longer be read', async () => {
	const gone = new Blob([long]);
	gone.slice = () => {
		const part = new Blob();
		part.arrayBuffer = () => Promise.reject(new DOMException('gone', 'NotReadableError'));
		return part;
	};
	expect((await fed(byThread(new Thread()), gone)).fault).toBe('unreadable');
});

test('for a small file no thread is started', async () => {
	const feed = feedByThread(() => {
		throw new Error('nobody asked for a thread');
	});
	const told = await fed(feed, new Blob([text(1000)]));
	expect(Buffer.compare(told.bytes, text(1000))).toBe(0);
});

test('of a file that nobody takes only two slices are sent', async () => {
	const { port1, port2 } = new MessageChannel();
	onTestFinished(() => {
		port1.close();
	});
	const sent: Served[] = [];
	port1.onmessage = ({ data }: MessageEvent<Served>) => {
		sent.push(data);
	};
	const served = serveFile(new Blob([long]), port2);
	while (sent.length < 2) await setImmediate();
	for (let turn = 0; turn < 100; turn += 1) await setImmediate();
	expect(sent).toHaveLength(2);
	port1.postMessage(SLICE);
	await served;
	while (sent.length < 4) await setImmediate();
	expect(sent.at(-1)).toMatchObject({ kind: 'end', fault: undefined });
});

test('a capture shows the same as one that is read by its decoder', async () => {
	const file = new Blob([longCapture(20_000)]);
	const seen = async (feed: FeedFile<Blob>): Promise<unknown> => {
		const decoder = newDecoder(undefined, feed);
		const summary = await decoder.openFile(file, 'long.pcap');
		const page = await decoder.page(BY_TIME, 15_000, 1000);
		return { summary, page, packets: await decoder.packets(15_500, 0, 10) };
	};
	expect(await seen(byThread(new Thread()))).toEqual(await seen(feedFile));
});
