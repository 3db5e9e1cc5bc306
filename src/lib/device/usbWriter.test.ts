import { AdbCommand } from '@yume-chan/adb';
import { Consumable } from '@yume-chan/stream-extra';
import { expect, test } from 'vitest';
import { usbWriter } from './usbWriter.ts';

/** Lengths of the transfers that one packet with a payload of `length` bytes makes. */
async function transfers(length: number): Promise<readonly number[]> {
	const lengths: number[] = [];
	const device = {
		transferOut: (endpoint: number, data: Uint8Array) => {
			expect(endpoint).toBe(2);
			lengths.push(data.length);
			return Promise.resolve();
		},
	};
	const writer = usbWriter(device, { endpointNumber: 2, packetSize: 512 }).getWriter();
	const packet = { command: AdbCommand.Write, arg0: 1, arg1: 2, checksum: 0, magic: 0 };
	await writer.write(new Consumable({ ...packet, payload: new Uint8Array(length) }));
	return lengths;
}

test.each([
	[0, [24]],
	[1, [24, 1]],
	[511, [24, 511]],
	[512, [24, 512, 0]],
	[513, [24, 513]],
	[1024, [24, 1024, 0]],
])('a payload of %i bytes', async (length, expected) => {
	expect(await transfers(length)).toEqual(expected);
});

test('the header says what follows, in little-endian words (AOSP protocol.txt)', async () => {
	const sent: Uint8Array[] = [];
	const device = {
		transferOut: (_: number, data: Uint8Array) => Promise.resolve(void sent.push(data.slice())),
	};
	const writer = usbWriter(device, { endpointNumber: 2, packetSize: 512 }).getWriter();
	const payload = Uint8Array.of(1, 2, 3);
	const magic = AdbCommand.Write ^ 0xffffffff;
	const packet = { command: AdbCommand.Write, arg0: 0x01020304, arg1: 5, checksum: 6, magic };
	await writer.write(new Consumable({ ...packet, payload }));
	expect(Buffer.concat(sent).toString('hex')).toBe(
		'57525445' + '04030201' + '05000000' + '03000000' + '06000000' + 'a8adabba' + '010203',
	);
});
