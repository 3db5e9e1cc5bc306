// What happens to a capture before it is read: damage of bytes, of lengths, of order, and packets in strange company.
import type { Dice } from './dice.ts';
import { fragments, nest } from './nesting.ts';
import { putTogether, takeApart, type PcapFile, type PcapRecord } from './pcapRecords.ts';

type Octets = Uint8Array<ArrayBuffer>;

/** Larger ones say nothing that smaller ones do not. */
const MAX_SIZE = 200_000;
/** Link types that the core reads, some it knows by name only, and some nobody does. */
const LINKS = [
	0, 1, 9, 12, 50, 51, 101, 104, 105, 107, 108, 109, 113, 117, 119, 127, 163, 166, 187, 189, 201,
	204, 220, 228, 229, 239, 254, 276, 65_000,
] as const;
const TELLING = [
	0, 1, 2, 3, 4, 7, 8, 0x0f, 0x10, 0x14, 0x1f, 0x28, 0x3f, 0x40, 0x45, 0x60, 0x7f, 0x80, 0xc0, 0xfe,
	0xff,
] as const;
const LENGTHS = [
	0, 1, 7, 8, 19, 20, 39, 40, 255, 256, 1500, 0x7fff, 0x8000, 0xffff, 0x40000, 0x7fffffff,
	0xffffffff,
] as const;

/** A damaged capture made of `seeds`. */
export function makeCase(seeds: readonly Octets[], dice: Dice): Octets {
	if (seeds.length === 0 || dice.once(25)) return noise(dice);
	const seed = seeds[dice.below(seeds.length)] ?? new Uint8Array();
	let bytes: Octets = seed.slice(0, MAX_SIZE);
	const file = takeApart(bytes);
	if (file !== undefined && !dice.once(3)) bytes = putTogether(rearrange(file, seeds, dice));
	for (let left = dice.below(8); left > 0; left -= 1) bytes = damage(bytes, dice);
	return bytes.slice(0, MAX_SIZE);
}

/** Random bytes behind a header that some reader takes. */
function noise(dice: Dice): Octets {
	const packet = (): PcapRecord => {
		const bytes = dice.bytes(dice.below(400));
		return {
			seconds: dice.below(1e9),
			fraction: dice.below(1e6),
			original: bytes.length,
			packet: bytes,
		};
	};
	const records = Array.from({ length: dice.below(20) }, packet);
	return dice.once(5)
		? dice.bytes(dice.below(4000))
		: putTogether({ link: dice.pick(LINKS), records });
}

function rearrange(file: PcapFile, seeds: readonly Octets[], dice: Dice): PcapFile {
	const records = file.records.slice(dice.below(file.records.length + 1));
	const some = dice.once(2) ? [...file.records] : records;
	switch (dice.below(6)) {
		case 0:
			return { link: dice.pick(LINKS), records: some };
		case 1:
			return { ...file, records: shuffled(some, dice) };
		case 2:
			return { ...file, records: some.map((record) => shortened(record, dice)) };
		case 3:
			return {
				...file,
				records: spliced(
					file,
					some,
					takeApart(seeds[dice.below(seeds.length)] ?? new Uint8Array()),
					dice,
				),
			};
		default:
			return rawOf(file, some, dice);
	}
}

/** Some packets out of their places, some twice. */
function shuffled(records: PcapRecord[], dice: Dice): PcapRecord[] {
	const result = [...records];
	for (let left = dice.below(1 + result.length); left > 0; left -= 1) {
		const [taken] = result.splice(dice.below(result.length), 1);
		if (taken === undefined) break;
		result.splice(dice.below(result.length + 1), 0, ...(dice.once(4) ? [taken, taken] : [taken]));
	}
	return result;
}

/** As a snapshot length would leave it. */
function shortened(record: PcapRecord, dice: Dice): PcapRecord {
	if (dice.once(2)) return record;
	return { ...record, packet: record.packet.slice(0, dice.below(record.packet.length + 1)) };
}

function spliced(
	file: PcapFile,
	records: PcapRecord[],
	other: PcapFile | undefined,
	dice: Dice,
): PcapRecord[] {
	if (other?.link !== file.link) return records;
	const guests = other.records.slice(0, 200);
	return records.flatMap((record) => {
		const guest = guests[dice.below(Math.max(1, guests.length))];
		return guest === undefined || dice.once(2) ? [record] : [record, guest];
	});
}

/** IP packets without their link layer, nested and in fragments. */
function rawOf(file: PcapFile, records: readonly PcapRecord[], dice: Dice): PcapFile {
	const skip = new Map([
		[1, 14],
		[101, 0],
		[113, 16],
		[276, 20],
		[0, 4],
	]).get(file.link);
	if (skip === undefined) return { ...file, records };
	const raw = records.slice(0, 300).flatMap((record) => {
		let packet: Octets = record.packet.slice(skip);
		for (let depth = dice.below(4); depth > 0; depth -= 1) packet = nest(packet, dice);
		const pieces = dice.once(3) ? fragments(packet, dice) : [packet];
		return pieces.map((piece) => ({ ...record, original: piece.length, packet: piece }));
	});
	return { link: 101, records: raw };
}

function damage(bytes: Octets, dice: Dice): Octets {
	const at = dice.below(bytes.length + 1);
	switch (dice.below(8)) {
		case 0:
			return bytes.slice(0, at);
		case 1:
			return joined(bytes.subarray(0, at), bytes.subarray(at + dice.below(200)));
		case 2:
			return joined(bytes.subarray(0, at), dice.bytes(dice.below(60)), bytes.subarray(at));
		case 3:
			return joined(bytes.subarray(0, at), bytes.subarray(dice.below(bytes.length + 1)));
		case 4:
			return changed(bytes, at, dice.pick(TELLING));
		case 5:
			return changed(bytes, at, (bytes[at] ?? 0) ^ (1 << dice.below(8)));
		default:
			return withLength(bytes, at, dice);
	}
}

function changed(bytes: Octets, at: number, value: number): Octets {
	const copy = bytes.slice();
	copy[at] = value;
	return copy;
}

/** Where a length may stand, another one. */
function withLength(bytes: Octets, at: number, dice: Dice): Octets {
	const width = dice.pick([2, 4]);
	if (at + width > bytes.length) return bytes;
	const copy = bytes.slice();
	const view = new DataView(copy.buffer);
	const length = dice.once(3) ? dice.below(bytes.length * 2) : dice.pick(LENGTHS);
	if (width === 2) view.setUint16(at, length & 0xffff, dice.once(2));
	else view.setUint32(at, length, dice.once(2));
	return copy;
}

function joined(...parts: readonly Uint8Array[]): Octets {
	const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
	let at = 0;
	for (const part of parts) {
		whole.set(part, at);
		at += part.length;
	}
	return whole;
}
