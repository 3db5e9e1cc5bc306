import { Unzlib } from 'fflate';
import type { BluetoothSnoop, SnoopKind } from '../model/bluetooth.ts';

/**
 * The summary of Bluetooth packets in a dump (AOSP `packages/modules/Bluetooth`, `btif_debug_btsnoop.cc`,
 * `tools/scripts/btsnooz.py`): base64 of a version (1 byte), the last packet's time (8 bytes, little-endian, µs since
 * 1970), and zlib of records.
 */
const PREAMBLE = 9;
/** The phone keeps 256 kB of records; a text of more is not its. */
const MAX_PACKED = 1_000_000;
const MAX_SIZE = 8_000_000;
/** A small piece at a time, so that one which grows a thousandfold is noticed early. */
const PIECE = 4096;

/** Version 1: length, time since the record before, type. Version 2: the packet's own length after the kept one. */
const HEADER_LENGTH: Readonly<Record<number, number>> = { 1: 7, 2: 9 };

const KINDS: Readonly<Record<number, Pick<SnoopKind, 'type' | 'direction'>>> = {
	0x10: { type: 'event', direction: 'received' },
	0x11: { type: 'data', direction: 'received' },
	0x12: { type: 'voice', direction: 'received' },
	0x17: { type: 'isochronous', direction: 'received' },
	0x20: { type: 'command', direction: 'sent' },
	0x21: { type: 'data', direction: 'sent' },
	0x22: { type: 'voice', direction: 'sent' },
	0x2d: { type: 'isochronous', direction: 'sent' },
};

/** Reads it far enough to say what is in it; what cannot be read says so in words. */
export function parseBtsnooz(base64: string): BluetoothSnoop {
	const packed = base64.length > MAX_PACKED ? undefined : decoded(base64);
	if (packed === undefined) return unreadable(0, 'It is no base64 text of a likely length.');
	const version = packed[0] ?? 0;
	const header = HEADER_LENGTH[version];
	if (packed.length <= PREAMBLE || header === undefined) {
		return unreadable(packed.length, `Its version is ${version}; 1 and 2 are known.`);
	}
	const records = inflated(packed.subarray(PREAMBLE));
	if (records === undefined) return unreadable(packed.length, 'It does not inflate.');
	const view = new DataView(packed.buffer, packed.byteOffset);
	const last = Number(view.getBigUint64(1, true)) / 1000;
	return { ...summaryOf(records, header, last), packed: packed.length };
}

const unreadable = (packed: number, why: string): BluetoothSnoop => ({
	...{ unreadable: why, packed, size: 0, first: undefined, last: undefined, kinds: [] },
});

function decoded(base64: string): Uint8Array | undefined {
	try {
		return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
	} catch {
		return undefined;
	}
}

function inflated(packed: Uint8Array): Uint8Array | undefined {
	const chunks: Uint8Array[] = [];
	let size = 0;
	const stream = new Unzlib((chunk) => {
		size += chunk.length;
		chunks.push(chunk);
	});
	try {
		for (let at = 0; at < packed.length && size <= MAX_SIZE; at += PIECE) {
			stream.push(packed.subarray(at, at + PIECE), at + PIECE >= packed.length);
		}
	} catch {
		return undefined;
	}
	return size === 0 || size > MAX_SIZE ? undefined : joined(chunks, size);
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
	const whole = new Uint8Array(size);
	let at = 0;
	for (const chunk of chunks) {
		whole.set(chunk, at);
		at += chunk.length;
	}
	return whole;
}

interface Sums {
	packets: number;
	bytes: number;
	kept: number;
}

function summaryOf(
	records: Uint8Array,
	header: number,
	last: number,
): Omit<BluetoothSnoop, 'packed'> {
	const view = new DataView(records.buffer, records.byteOffset, records.length);
	const sums = new Map<number, Sums>();
	let afterFirst = 0;
	let at = 0;
	while (at + header <= records.length) {
		// Lengths count the type, which stands in the header.
		const kept = Math.max(0, view.getUint16(at, true) - 1);
		const bytes = header === 9 ? Math.max(0, view.getUint16(at + 2, true) - 1) : kept;
		if (at > 0) afterFirst += view.getUint32(at + header - 5, true);
		const type = view.getUint8(at + header - 1);
		const sum = sums.get(type) ?? { packets: 0, bytes: 0, kept: 0 };
		sums.set(type, { packets: sum.packets + 1, bytes: sum.bytes + bytes, kept: sum.kept + kept });
		at += header + kept;
	}
	const kinds = [...sums].map(([type, sum]) => ({ ...(KINDS[type] ?? OTHER), ...sum }));
	return {
		unreadable: undefined,
		size: records.length,
		first: sums.size === 0 ? undefined : last - afterFirst / 1000,
		last: sums.size === 0 ? undefined : last,
		kinds: kinds.sort((a, b) => b.bytes - a.bytes),
	};
}

const OTHER: Pick<SnoopKind, 'type' | 'direction'> = { type: 'other', direction: 'sent' };
