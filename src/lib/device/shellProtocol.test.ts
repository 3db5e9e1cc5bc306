import { describe, expect, test } from 'vitest';
import { inputPacket, ShellPackets } from './shellProtocol.ts';

// AOSP shell_protocol.h, written out: stdout "ab", stderr "", a window size (skipped), stderr "c", exit 3.
const BYTES = Uint8Array.from([
	...[1, 2, 0, 0, 0, 0x61, 0x62],
	...[2, 0, 0, 0, 0],
	...[5, 1, 0, 0, 0, 0x78],
	...[2, 1, 0, 0, 0, 0x63],
	...[3, 1, 0, 0, 0, 3],
]);

function read(chunks: readonly Uint8Array[]): { stdout: string; stderr: string; exit?: number } {
	const packets = new ShellPackets();
	const seen: { stdout: string; stderr: string; exit?: number } = { stdout: '', stderr: '' };
	for (const piece of chunks.flatMap((chunk) => [...packets.feed(chunk)])) {
		if (piece.kind === 'exit') seen.exit = piece.code;
		else seen[piece.kind] += new TextDecoder().decode(piece.bytes);
	}
	return seen;
}

const WHOLE = { stdout: 'ab', stderr: 'c', exit: 3 };

describe('a shell v2 stream', () => {
	test.each(BYTES.keys().toArray())('cut in two at byte %i', (at) => {
		expect(read([BYTES.subarray(0, at), BYTES.subarray(at)])).toEqual(WHOLE);
	});

	test('byte by byte', () => {
		expect(read([...BYTES].map((byte) => Uint8Array.of(byte)))).toEqual(WHOLE);
	});

	test('gives what has arrived of a packet that never ends', () => {
		expect(read([BYTES.subarray(0, 6)])).toEqual({ stdout: 'a', stderr: '' });
	});
});

test('input is a packet of id 0 with its length in bytes', () => {
	expect([...inputPacket('é\n')]).toEqual([0, 3, 0, 0, 0, 0xc3, 0xa9, 0x0a]);
});
