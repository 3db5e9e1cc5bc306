import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LINK_RAW, pcap, Pcapng } from '../../../tests/fixtures/captures.ts';
import { numbered, range } from '../../../tests/fixtures/numbered.ts';
import { zeros } from '../../../tests/fixtures/packets.ts';
import { allFlows, readCapture } from '../../../tests/fixtures/readCapture.ts';
import type { CaptureReader } from './reader.ts';

const readOn = { readOn: true };
const packets = range(0, 10).map(numbered);

describe('reading on behind whatever damage', () => {
	const large = new Pcapng().section().interface(LINK_RAW).block(0x0bad, zeros(800_000));
	const ng = new Pcapng().section().interface(LINK_RAW).interface(LINK_RAW);
	for (const [index, packet] of packets.entries()) ng.packet(index & 1, BigInt(index), packet);
	ng.section(true).interface(LINK_RAW).packet(0, 9n, numbered(10)).simplePacket(numbered(11));
	const files = [
		{ what: 'pcap', bytes: pcap(packets, { link: LINK_RAW }) },
		{ what: 'pcapng', bytes: ng.bytes },
	];

	const everything = (reader: CaptureReader): unknown => ({
		status: reader.status(),
		flows: allFlows(reader),
		notes: reader.notes(),
	});

	test.each(files)(
		'$what: where chunks end changes nothing, and nothing read is lost',
		({ bytes }) => {
			const changes = fc.array(
				fc.tuple(fc.nat(bytes.length - 1), fc.nat(255), fc.integer({ min: 1, max: 90 })),
				{ maxLength: 6 },
			);
			const cuts = fc.array(fc.nat(bytes.length), { maxLength: 20 });
			const end = fc.integer({ min: bytes.length >> 1, max: bytes.length });
			fc.assert(
				fc.property(changes, cuts, end, (places, borders, to) => {
					const changed = bytes.slice(0, to);
					for (const [at, value, size] of places) changed.fill(value, at, at + size);
					const reader = readCapture(changed, [], readOn);
					const chunked = readCapture(
						changed,
						borders.map((at) => Math.min(at, to)),
						readOn,
					);
					expect(everything(chunked)).toEqual(everything(reader));
					const { packets: all, damages, stop } = reader.status();
					const plain = readCapture(changed).status();
					expect(all).toBeGreaterThanOrEqual(plain.packets);
					expect(stop).toEqual(plain.stop);
					if (damages > 0) expect(stop).toBeDefined();
				}),
				{ numRuns: 400 },
			);
		},
	);

	test.each(files)('$what: byte by byte is the same as at once', ({ bytes }) => {
		const changed = bytes.slice().fill(0xff, 250, 300).fill(0xee, 700, 703);
		const every = Array.from(changed.keys());
		const once = readCapture(changed, [], readOn);
		expect(once.status().damages).toBeGreaterThan(0);
		expect(everything(readCapture(changed, every, readOn))).toEqual(everything(once));
	});

	test('borders around a block too large to be held change nothing', () => {
		const { bytes } = large.packet(0, 1n, numbered(1)).packet(0, 2n, numbered(2));
		const end = 48 + 800_012;
		for (const spoilt of [bytes, bytes.slice().fill(1, end - 4, end), bytes.subarray(0, end - 2)]) {
			const once = everything(readCapture(spoilt, [], readOn));
			const near = [47, 49, 60, 786_432 + 48, end - 5, end - 4, end - 3, end, end + 3];
			const borders = near.filter((at) => at < spoilt.length);
			for (const border of borders) {
				expect(everything(readCapture(spoilt, [border], readOn))).toEqual(once);
			}
			expect(everything(readCapture(spoilt, borders, readOn))).toEqual(once);
		}
	});

	test.each(files)('$what: any bytes behind the header are read to an end', ({ what, bytes }) => {
		const head = bytes.subarray(0, what === 'pcap' ? 24 : 48);
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 3000 }), fc.nat(3000), (junk, border) => {
				const file = Uint8Array.from([...head, ...junk]);
				const reader = readCapture(file, [Math.min(border, file.length)], readOn);
				const status = reader.status();
				expect(everything(reader)).toEqual(everything(readCapture(file, [], readOn)));
				expect(status.read).toBe(file.length);
				expect(status.undecoded).toBeLessThanOrEqual(status.packets);
				expect(status.stop?.offset ?? 0).toBeLessThanOrEqual(file.length);
				expect(status.damages > 0).toBe(status.stop !== undefined);
			}),
		);
	});
});
