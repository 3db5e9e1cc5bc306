import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { feedFile } from './fileFeed.ts';
import type { FileFault } from './fileSink.ts';

interface Fed {
	readonly bytes: Uint8Array;
	readonly fault: FileFault | undefined;
	/** Of the packed file, as it was told. */
	readonly read: readonly number[];
	readonly largest: number;
}

/** What a sink gets that wants no more once it has `wanted` bytes. */
async function fed(file: Blob, wanted = Infinity): Promise<Fed> {
	const chunks: Uint8Array[] = [];
	const read: number[] = [];
	let length = 0;
	const sink = {
		push(chunk: Uint8Array) {
			chunks.push(chunk.slice());
			length += chunk.length;
			return length < wanted;
		},
		unpackedFrom(bytes: number) {
			read.push(bytes);
		},
	};
	const fault = await feedFile(file, sink, new AbortController().signal);
	const largest = Math.max(0, ...chunks.map((chunk) => chunk.length));
	return { bytes: joined(...chunks), fault, read, largest };
}

const joined = (...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> =>
	new Uint8Array(Buffer.concat(parts));

const blob = (...parts: readonly Uint8Array[]): Blob => new Blob([joined(...parts)]);

/** Bytes that pack to about half. */
function text(length: number, seed = 1): Uint8Array<ArrayBuffer> {
	let state = seed;
	return Uint8Array.from({ length }, () => {
		state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
		return 0x40 + ((state >>> 16) & 15);
	});
}

/** The same member, with an extra field (of which bgzip makes use) and a file name: RFC 1952 2.3.1. */
function withFields(member: Uint8Array, extra: number): Uint8Array {
	const head = member.slice(0, 10);
	head[3] = 0x04 | 0x08;
	const field = [extra & 255, extra >> 8, ...new Array<number>(extra).fill(0x1f)];
	const name = new TextEncoder().encode('capture.pcap\0');
	return joined(head, Uint8Array.from(field), name, member.subarray(10));
}

const one = text(300_000);
const two = text(70_000, 2);
const packedOne = gzipSync(one);
const packedTwo = gzipSync(two);
const both = joined(one, two);
const zeros = (length: number): Uint8Array => new Uint8Array(length);

describe('gzip', () => {
	const many = Array.from({ length: 60 }, (_, index) => text(3000 + index, index + 1));
	const large = text(2_000_000, 9);

	test.each([
		{ what: 'one member', file: blob(packedOne), bytes: one },
		{ what: 'two members', file: blob(packedOne, packedTwo), bytes: both },
		{
			what: 'a large member, then another',
			file: blob(gzipSync(large), packedTwo),
			bytes: joined(large, two),
		},
		{
			what: 'an empty member between two',
			file: blob(packedOne, gzipSync(''), packedTwo),
			bytes: both,
		},
		{
			what: 'many members with fields in their headers',
			file: blob(...many.map((part, index) => withFields(gzipSync(part), index * 150))),
			bytes: joined(...many),
		},
		{ what: 'one member, padded', file: blob(packedOne, zeros(3)), bytes: one },
		{ what: 'one member, padded to a block', file: blob(packedOne, zeros(10_240)), bytes: one },
		{
			what: 'two members, padded far',
			file: blob(packedOne, packedTwo, zeros(3_000_000)),
			bytes: both,
		},
		{
			what: 'members of stored bytes',
			file: blob(gzipSync(one, { level: 0 }), packedTwo),
			bytes: both,
		},
		{ what: 'nothing, packed', file: blob(gzipSync('')), bytes: zeros(0) },
		{ what: 'nothing, packed and padded', file: blob(gzipSync(''), zeros(20)), bytes: zeros(0) },
	])('$what: all that was packed, and no fault', async ({ file, bytes }) => {
		const told = await fed(file);
		expect(told.fault).toBeUndefined();
		expect(Buffer.compare(told.bytes, bytes)).toBe(0);
		expect(told.read).toEqual([...told.read].sort((a, b) => a - b));
		expect(told.read.at(-1)).toBeLessThanOrEqual(file.size);
	});

	const damaged = (bytes: Uint8Array, fromEnd: number): Uint8Array =>
		bytes.with(bytes.length - fromEnd, (bytes.at(-fromEnd) ?? 0) ^ 0x10);

	test.each([
		{ what: 'the first', front: [], member: packedOne, behind: [] },
		{ what: 'the second', front: [packedOne], member: packedTwo, behind: [] },
		{ what: 'the first, padded', front: [], member: packedOne, behind: [zeros(100)] },
		{ what: 'the second, padded', front: [packedOne], member: packedTwo, behind: [zeros(100)] },
	])(
		'$what member: damage in its sums is told, and takes nothing away',
		async ({ front, member, behind }) => {
			const whole = await fed(blob(...front, member));
			for (const fromEnd of [2, 4, 5, 8]) {
				const told = await fed(blob(...front, damaged(member, fromEnd), ...behind));
				expect(told.fault).toBe('malformed');
				expect(Buffer.compare(told.bytes, whole.bytes)).toBe(0);
			}
		},
	);

	test('a damaged member in front of another', async () => {
		const told = await fed(blob(damaged(packedTwo, 6), packedOne));
		expect(told.fault).toBe('malformed');
		expect(Buffer.compare(told.bytes.subarray(0, two.length), two)).toBe(0);
	});

	test('what is no gzip behind the end is told, and takes nothing away', async () => {
		const told = await fed(blob(packedOne, packedTwo, text(500)));
		expect(told.fault).toBe('malformed');
		expect(Buffer.compare(told.bytes, both)).toBe(0);
	});

	test.each([
		{ what: 'one member', file: packedOne, from: 1 },
		{ what: 'two members', file: joined(packedOne, packedTwo), from: packedOne.length + 1 },
	])('$what, cut anywhere: the beginning stays', async ({ file, from }) => {
		const places = [from, from + 4, from + 12, from + 1000, (from + file.length) >> 1];
		const end = file.length;
		for (const to of [...places, end - 30, end - 9, end - 8, end - 7, end - 4, end - 1]) {
			const told = await fed(blob(file.subarray(0, to)));
			if (to > 1) expect(told.fault, `cut at ${to} of ${end}`).toBe('truncated');
			if (to > 1) expect(Buffer.compare(told.bytes, both.subarray(0, told.bytes.length))).toBe(0);
			if (from > 1) expect(told.bytes.length).toBeGreaterThanOrEqual(one.length);
		}
	});

	test('any members, cut into any pieces by their sizes', async () => {
		const member = fc.record({
			size: fc.nat(9000),
			seed: fc.nat(99),
			level: fc.constantFrom(0, 1, 6, 9),
			extra: fc.nat(300),
		});
		const members = fc.array(member, { minLength: 1, maxLength: 6 });
		await fc.assert(
			fc.asyncProperty(members, fc.nat(40), async (all, padding) => {
				const plain = all.map(({ size, seed }) => text(size, seed));
				const packed = plain.map((part, index) => {
					const { level = 6, extra = 0 } = all[index] ?? {};
					return withFields(gzipSync(part, { level }), extra);
				});
				const told = await fed(blob(...packed, zeros(padding)));
				expect(told.fault).toBeUndefined();
				expect(Buffer.compare(told.bytes, joined(...plain))).toBe(0);
			}),
			{ numRuns: 60 },
		);
	});

	test('members that swell come in portions, and no more of them than wanted', async () => {
		const bomb = gzipSync(zeros(100_000_000));
		const told = await fed(blob(packedTwo, bomb, bomb), 20_000_000);
		expect(told.fault).toBeUndefined();
		expect(told.largest).toBeLessThan(34_000_000);
		expect(told.bytes.length).toBeLessThan(54_000_000);
		expect(told.read.at(-1)).toBeLessThan(packedTwo.length + bomb.length);
	});
});
