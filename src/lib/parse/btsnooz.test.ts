import { zlibSync } from 'fflate';
import { expect, test } from 'vitest';
import { parseBtsnooz } from './btsnooz.ts';

/** A summary of this version with these bytes of records, its last packet at 2026-03-14 09:30:00 UTC. */
function packed(version: number, records: Uint8Array): string {
	const head = new DataView(new ArrayBuffer(9));
	head.setUint8(0, version);
	head.setBigUint64(1, BigInt(Date.UTC(2026, 2, 14, 9, 30)) * 1000n, true);
	const all = [...new Uint8Array(head.buffer), ...zlibSync(records)];
	return btoa(all.map((byte) => String.fromCharCode(byte)).join(''));
}

/** Kept 2 of 99 bytes (and the type), a millisecond after the one before: data that came in. */
const RECORD = [3, 0, 100, 0, 0xe8, 3, 0, 0, 0x11, 0xaa, 0xbb];

test('packets by kind, from the first to the last', () => {
	const snoop = parseBtsnooz(packed(2, Uint8Array.from([...RECORD, ...RECORD, ...RECORD])));
	expect(snoop.kinds).toEqual([
		{ type: 'data', direction: 'received', packets: 3, bytes: 297, kept: 6 },
	]);
	expect((snoop.last ?? 0) - (snoop.first ?? 0)).toBe(2);
	expect(new Date(snoop.last ?? 0).toISOString()).toBe('2026-03-14T09:30:00.000Z');
});

test('a record that is cut off ends the count', () => {
	const snoop = parseBtsnooz(packed(2, Uint8Array.from([...RECORD, ...RECORD.slice(0, 5)])));
	expect(snoop.kinds.map(({ packets }) => packets)).toEqual([1]);
});

test('a summary that swells a thousandfold is given up', () => {
	const snoop = parseBtsnooz(packed(2, new Uint8Array(40_000_000)));
	expect(snoop).toMatchObject({ unreadable: 'It does not inflate.', kinds: [] });
});

test.each([
	['no base64', '***'],
	['an unknown version', packed(9, Uint8Array.from(RECORD))],
	['nothing', ''],
])('%s is said to be unreadable', (_, text) => {
	expect(parseBtsnooz(text).unreadable).toBeDefined();
});
