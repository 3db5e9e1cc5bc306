// Captures of any size on disk: a block of `mixedCapture`, again and again, each time from another phone and later.
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { mixedCapture, PHONE, type PacketSizes } from './mixedCapture.ts';
import { ip4, ip6 } from '../fixtures/packets.ts';

const FILE_HEADER = 24;
const RECORD_HEADER = 16;
const BLOCK = 8e6;
/** Where the changing half of each phone's address stands behind its start. */
const CHANGING = { four: 1, six: 8 } as const;

export interface BigCapture {
	readonly packets: number;
	readonly bytes: number;
}

/** What differs from one copy of the block to the next. */
interface Places {
	/** Of the seconds of each record. */
	readonly seconds: readonly number[];
	/** Of the 16 bits that tell one phone from the next. */
	readonly phones: readonly number[];
	/** Seconds that the block lasts. */
	readonly lasts: number;
}

/** Writes at least `size` bytes to `path`, whole blocks of whole packets. */
export async function writeBigCapture(
	path: string,
	size: number,
	sizes: PacketSizes,
): Promise<BigCapture> {
	const { bytes, packets } = mixedCapture(Math.min(BLOCK, size), sizes);
	const header = bytes.slice(0, FILE_HEADER);
	const block = bytes.slice(FILE_HEADER);
	const places = findPlaces(block);
	const file = createWriteStream(path);
	file.write(header);
	const copies = Math.max(1, Math.ceil((size - FILE_HEADER) / block.length));
	for (let copy = 0; copy < copies; copy += 1) {
		if (!file.write(another(block, places, copy))) await once(file, 'drain');
	}
	file.end();
	await finished(file);
	return { packets: packets * copies, bytes: FILE_HEADER + copies * block.length };
}

function findPlaces(block: Uint8Array<ArrayBuffer>): Places {
	const view = new DataView(block.buffer);
	const phones = [
		{ octets: ip4(PHONE[0]), changing: CHANGING.four },
		{ octets: ip6(PHONE[1]), changing: CHANGING.six },
	];
	const seconds: number[] = [];
	const found: number[] = [];
	for (let at = 0; at < block.length;) {
		const start = at + RECORD_HEADER;
		const packet = block.subarray(start, start + HEADERS);
		seconds.push(at);
		for (const { octets, changing } of phones) {
			const place = positionOf(packet, octets);
			if (place !== undefined) found.push(start + place + changing);
		}
		at = start + view.getUint32(at + 8, true);
	}
	const last = Math.max(...seconds.slice(-1));
	const lasts = view.getUint32(last, true) - view.getUint32(0, true) + 1;
	return { seconds, phones: found, lasts };
}

/** Ethernet and IPv6 at the most. */
const HEADERS = 54;

function positionOf(packet: Uint8Array, octets: readonly number[]): number | undefined {
	for (let at = 0; at + octets.length <= packet.length; at += 1) {
		if (octets.every((octet, index) => packet[at + index] === octet)) return at;
	}
	return undefined;
}

function another(
	block: Uint8Array<ArrayBuffer>,
	places: Places,
	copy: number,
): Uint8Array<ArrayBuffer> {
	const bytes = block.slice();
	const view = new DataView(bytes.buffer);
	for (const at of places.seconds) {
		view.setUint32(at, view.getUint32(at, true) + copy * places.lasts, true);
	}
	for (const at of places.phones) view.setUint16(at, copy + 1);
	return bytes;
}
