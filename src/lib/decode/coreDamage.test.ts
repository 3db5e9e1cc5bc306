import { describe, expect, test } from 'vitest';
import { LINK_ETHERNET, LINK_RAW, pcap, Pcapng } from '../../../tests/fixtures/captures.ts';
import { found, numbered, range } from '../../../tests/fixtures/numbered.ts';
import { ETHER_IPV4, ethernet, zeros } from '../../../tests/fixtures/packets.ts';
import { readCapture } from '../../../tests/fixtures/readCapture.ts';

const readOn = { readOn: true };

const without = (count: number, ...lost: readonly number[]): readonly number[] =>
	range(0, count).filter((index) => !lost.includes(index));

function spliced(bytes: Uint8Array, at: number, junk: readonly number[]): Uint8Array<ArrayBuffer> {
	return Uint8Array.from([...bytes.subarray(0, at), ...junk, ...bytes.subarray(at)]);
}

const COUNT = 10;
const packets = range(0, COUNT).map(numbered);
const LENGTH = numbered(0).bytes.length;

describe('pcap: behind damage', () => {
	const FILE_HEADER = 24;
	const kinds = [
		{ what: 'plain', options: {}, header: 16 },
		{ what: 'big-endian', options: { bigEndian: true }, header: 16 },
		{ what: 'nanoseconds', options: { nanoseconds: true }, header: 16 },
		{ what: 'modified', options: { modified: { ifindex: 2, packetType: 0 } }, header: 24 },
	];

	describe.each(kinds)('$what', ({ options, header }) => {
		const whole = pcap(packets, { link: LINK_RAW, ...options });
		const record = (index: number): number => FILE_HEADER + index * (header + LENGTH);
		const brokenAt = (...indices: readonly number[]): Uint8Array<ArrayBuffer> => {
			const bytes = whole.slice();
			for (const index of indices) bytes.fill(0xff, record(index) + 8, record(index) + 12);
			return bytes;
		};

		test('reading ends there, if nobody says otherwise', () => {
			const reader = readCapture(brokenAt(3));
			expect(found(reader)).toEqual(range(0, 3));
			expect(reader.status()).toMatchObject({
				read: record(3),
				damages: 0,
				stop: { offset: record(3), reason: 'malformed' },
			});
		});

		test.each([
			{ what: 'the first', broken: [0], damages: 1 },
			{ what: 'one in the middle', broken: [4], damages: 1 },
			{ what: 'two apart', broken: [2, 6], damages: 2 },
			{ what: 'two in a row', broken: [4, 5], damages: 1 },
			{ what: 'the third from the end', broken: [COUNT - 3], damages: 1 },
			{ what: 'the one before the last', broken: [COUNT - 2], damages: 1 },
			{ what: 'the last', broken: [COUNT - 1], damages: 1 },
			{
				what: 'too close to another for a run of three',
				broken: [3, 6],
				lost: [3, 4, 5, 6],
				damages: 1,
			},
		])('only damaged records are lost: $what', ({ broken, lost = broken, damages }) => {
			const bytes = brokenAt(...broken);
			const reader = readCapture(bytes, [], readOn);
			expect(found(reader)).toEqual(without(COUNT, ...lost));
			expect(reader.status()).toMatchObject({
				read: bytes.length,
				packets: COUNT - lost.length,
				damages,
				stop: { offset: record(broken[0] ?? 0), reason: 'malformed' },
			});
		});

		test('what stands between two records is passed over', () => {
			const bytes = spliced(whole, record(5), new Array<number>(77).fill(0xff));
			const reader = readCapture(bytes, [], readOn);
			expect(found(reader)).toEqual(range(0, COUNT));
			expect(reader.status()).toMatchObject({ damages: 1, stop: { offset: record(5) } });
		});

		test('a length that reaches behind the end hides nothing', () => {
			const bytes = whole.slice();
			const big = 'bigEndian' in options ? [0, 0, 0x80, 0] : [0, 0x80, 0, 0];
			bytes.set([...big, ...big], record(5) + 8);
			const reader = readCapture(bytes, [], readOn);
			expect(found(reader)).toEqual(without(COUNT, 5));
			expect(reader.status()).toMatchObject({
				damages: 1,
				stop: { offset: record(5), reason: 'truncated' },
			});
		});

		test('a cut end is the only damage of a file that is cut', () => {
			const reader = readCapture(whole.subarray(0, -3), [], readOn);
			expect(found(reader)).toEqual(range(0, COUNT - 1));
			expect(reader.status()).toMatchObject({
				read: whole.length - 3,
				damages: 1,
				stop: { offset: record(COUNT - 1), reason: 'truncated' },
			});
		});
	});

	test('records of another time, as a capture inside a packet would have, are none', () => {
		const inner = pcap(range(0, 5).map((index) => ({ ...numbered(90), seconds: index })));
		const whole = pcap(packets, { link: LINK_RAW });
		const at = FILE_HEADER + 5 * (16 + LENGTH);
		const junk = [0xff, 0xff, 0xff, 0xff, ...zeros(4), ...new Array<number>(8).fill(0xff)];
		const bytes = spliced(whole, at, [...junk, ...inner.subarray(FILE_HEADER)]);
		expect(found(readCapture(bytes, [], readOn))).toEqual(range(0, COUNT));
	});

	test('a damaged file header says nothing of what follows', () => {
		const bytes = pcap(packets, { link: LINK_RAW }).fill(9, 4, 5);
		const expected = { packets: 0, stop: { offset: 0, reason: 'unsupported-format' } };
		expect(readCapture(bytes, [], readOn).status()).toMatchObject(expected);
		const short = readCapture(bytes.subarray(0, 20), [], readOn).status();
		expect(short).toMatchObject({ packets: 0, stop: { offset: 0, reason: 'truncated' } });
	});
});

describe('pcapng: behind damage', () => {
	const SECTION = 28;
	const INTERFACE = 20;
	const BLOCK = 32 + LENGTH;
	const FIRST = SECTION + INTERFACE;
	const block = (index: number): number => FIRST + index * BLOCK;

	const head = (bigEndian = false): Pcapng => new Pcapng().section(bigEndian).interface(LINK_RAW);
	function add(file: Pcapng, indices: readonly number[], nic = 0): Pcapng {
		for (const index of indices) file.packet(nic, BigInt(index), numbered(index));
		return file;
	}

	test('lengths in these tests are what they say', () => {
		expect(LENGTH % 4).toBe(0);
		expect(add(head(), range(0, 2)).bytes).toHaveLength(block(2));
	});

	describe.each([false, true])('big-endian %s', (bigEndian) => {
		const whole = add(head(bigEndian), range(0, COUNT)).bytes;

		test.each([
			{ what: 'its head', at: 0, size: 8 },
			{ what: 'its length', at: 4, size: 4 },
			{ what: 'its length at the end', at: BLOCK - 4, size: 4 },
			{ what: 'its interface', at: 8, size: 4 },
			{ what: 'the length of its packet', at: 20, size: 4 },
			{ what: 'all of it', at: 0, size: BLOCK },
		])('only the damaged block is lost: $what', ({ at, size }) => {
			for (const index of [0, 4, COUNT - 2, COUNT - 1]) {
				const bytes = whole.slice().fill(0xee, block(index) + at, block(index) + at + size);
				const reader = readCapture(bytes, [], readOn);
				expect(found(reader)).toEqual(without(COUNT, index));
				expect(reader.status()).toMatchObject({
					read: bytes.length,
					damages: 1,
					stop: { offset: block(index), reason: 'malformed' },
				});
				expect(found(readCapture(bytes))).toEqual(range(0, index));
			}
		});

		test('the damaged type of a sane block is no damage: another block is passed over', () => {
			const bytes = whole.slice().fill(0xee, block(4), block(4) + 4);
			expect(readCapture(bytes, [], readOn).status()).toMatchObject({
				packets: COUNT - 1,
				damages: 0,
			});
		});

		test('what stands between two blocks is passed over', () => {
			const bytes = spliced(whole, block(5), new Array<number>(64).fill(0xff));
			const reader = readCapture(bytes, [], readOn);
			expect(found(reader)).toEqual(range(0, COUNT));
			expect(reader.status()).toMatchObject({ damages: 1, stop: { offset: block(5) } });
		});

		test('a length that reaches behind the end hides nothing', () => {
			const bytes = whole.slice();
			bytes.set(bigEndian ? [0, 0, 0x80, 0] : [0, 0x80, 0, 0], block(5) + 4);
			const reader = readCapture(bytes, [], readOn);
			expect(found(reader)).toEqual(without(COUNT, 5));
			expect(reader.status()).toMatchObject({
				damages: 1,
				stop: { offset: block(5), reason: 'truncated' },
			});
		});
	});

	test('damage here and there: the first is told, each is counted', () => {
		const bytes = add(head(), range(0, COUNT)).bytes;
		bytes.fill(0xff, block(2) + 4, block(2) + 8).fill(0xff, block(3) + 8, block(3) + 12);
		bytes.fill(0xff, block(7) + 20, block(7) + 24);
		const reader = readCapture(bytes, [], readOn);
		expect(found(reader)).toEqual(without(COUNT, 2, 3, 7));
		expect(reader.status()).toMatchObject({ damages: 2, stop: { offset: block(2) } });
	});

	test('a lost interface: its packets are not read as those of another', () => {
		const file = new Pcapng().section().interface(LINK_RAW).interface(LINK_ETHERNET);
		const framed = { bytes: ethernet(ETHER_IPV4, numbered(1).bytes) };
		const { bytes } = add(file, [0]).packet(1, 0n, framed);
		const reader = readCapture(bytes.fill(0xee, SECTION + 4, SECTION + 8), [], readOn);
		expect(reader.status()).toMatchObject({ packets: 2, undecoded: 1, damages: 1 });
		expect(found(reader)).toEqual([1]);
		expect(reader.notes().interfaces).toMatchObject([{ id: 1, linkType: LINK_ETHERNET }]);
	});

	test('a lost section: its packets are not read as those of the one before', () => {
		const file = add(head(), [0]);
		const border = file.bytes.length;
		const { bytes } = add(file.section().interface(LINK_ETHERNET), [1]).packet(0, 0n, {
			bytes: ethernet(ETHER_IPV4, numbered(2).bytes),
		});
		bytes.fill(0xee, border + 4, border + 8);
		const reader = readCapture(bytes, [], readOn);
		expect(reader.status()).toMatchObject({ packets: 3, undecoded: 1, damages: 1 });
		expect(found(reader)).toEqual([0, 2]);
		expect(reader.notes().interfaces.map(({ section }) => section)).toEqual([0, 1]);
	});

	test('the next section is found, whatever its byte order', () => {
		const file = add(head(), [0]);
		const border = file.bytes.length;
		const { bytes } = add(file.block(6, zeros(60)).section(true).interface(LINK_RAW), [1]);
		const reader = readCapture(bytes.fill(0xee, border, border + 60), [], readOn);
		expect(found(reader)).toEqual([0, 1]);
	});

	test('behind a large block that does not end where it says', () => {
		const file = add(head(), [0]).block(0x0bad, zeros(900_000));
		const border = file.bytes.length;
		const { bytes } = add(file, range(1, 4));
		const reader = readCapture(bytes.fill(0xee, border - 4, border), [], readOn);
		expect(found(reader)).toEqual(range(0, 4));
		const stop = { offset: block(1), reason: 'malformed' };
		expect(reader.status()).toMatchObject({ damages: 1, stop });
	});

	test('behind a damaged first section nothing can be understood', () => {
		const { bytes } = add(head(), range(0, COUNT));
		const status = readCapture(bytes.fill(0, 8, 12), [], readOn).status();
		expect(status).toMatchObject({ packets: 0, stop: { offset: 0, reason: 'malformed' } });
	});
});
