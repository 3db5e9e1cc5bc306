import { assert } from '#lib/base/assert.ts';
import type { Arrival } from './inPage.ts';

/** draft-ietf-opsawg-pcap: the file's header, then a header and a packet each. */
const FILE_HEADER = 24;
const RECORD_HEADER = 16;
const CAPTURED_AT = 8;
const MICROSECONDS = 0xa1b2c3d4;

/**
 * With which bytes each packet of a capture had arrived whole, by the millisecond (since 1970) it was seen on the wire;
 * the first one where several share it. The bytes are those of a little-endian pcap, as tcpdump writes it.
 */
export function arrivalByTime(arrivals: readonly Arrival[]): ReadonlyMap<number, Arrival> {
	const bytes = Buffer.concat(arrivals.map((arrival) => arrival.bytes));
	const found = new Map<number, Arrival>();
	if (bytes.length < FILE_HEADER) return found;
	assert(bytes.readUInt32LE(0) === MICROSECONDS, 'tcpdump writes pcap with microseconds');
	let chunk = 0;
	let received = arrivals[0]?.bytes.length ?? 0;
	let at = FILE_HEADER;
	while (at + RECORD_HEADER <= bytes.length) {
		const end = at + RECORD_HEADER + bytes.readUInt32LE(at + CAPTURED_AT);
		if (end > bytes.length) break;
		while (received < end) received += arrivals[++chunk]?.bytes.length ?? Infinity;
		const seen = bytes.readUInt32LE(at) * 1000 + Math.floor(bytes.readUInt32LE(at + 4) / 1000);
		const arrived = arrivals[chunk];
		if (arrived !== undefined && !found.has(seen)) found.set(seen, arrived);
		at = end;
	}
	return found;
}
