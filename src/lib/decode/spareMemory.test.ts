import { expect, test } from 'vitest';
import { life, longCapture } from '../../../tests/decode/decoding.ts';
import { pcap } from '../../../tests/decode/packets.ts';
import { everything } from '../../../tests/fixtures/everything.ts';
import { coreModule, newReader } from '../../../tests/fixtures/readCapture.ts';
import { createReaders, DEFAULT_LIMITS, openLimitedReader } from './core.ts';
import type { CaptureReader } from './reader.ts';
import { SpareMemory } from './spareMemory.ts';

function read(reader: CaptureReader, bytes: Uint8Array): CaptureReader {
	reader.push(bytes);
	reader.end();
	return reader;
}

test('what a capture leaves behind is handed on, as empty as new memory', () => {
	const spare = new SpareMemory();
	const reader = openLimitedReader(coreModule, DEFAULT_LIMITS, spare);
	read(reader, longCapture(20_000));
	const used = reader.memory();
	reader.close();
	const bytes = new Uint8Array(spare.take().buffer);
	expect(bytes.length).toBeGreaterThanOrEqual(used);
	expect(bytes.every((byte) => byte === 0)).toBe(true);
});

test('is handed on once, and not where a thread without a capture would keep too much', () => {
	const spare = new SpareMemory();
	const small = spare.take();
	spare.giveBack(small, 0);
	expect(spare.take()).toBe(small);
	expect(spare.take()).not.toBe(small);
	const large = new WebAssembly.Memory({ initial: 3000 });
	spare.giveBack(large, 0);
	expect(spare.take()).not.toBe(large);
});

test('a capture in the memory of another one tells what it tells in its own', () => {
	const openReader = createReaders();
	const way = { readOn: false };
	read(openReader(coreModule, way), longCapture(20_000)).close();
	const again = read(openReader(coreModule, way), pcap(life));
	expect(everything(again)).toEqual(everything(read(newReader(), pcap(life))));
});

test('whoever still turns to a closed reader is stopped, before it harms another one', () => {
	const openReader = createReaders();
	const old = read(openReader(coreModule, { readOn: false }), pcap(life));
	old.close();
	const next = read(openReader(coreModule, { readOn: false }), pcap(life));
	const before = everything(next);
	const calls: readonly (() => unknown)[] = [
		() => old.status(),
		() => old.flow(0),
		() => old.columns(),
		() => old.dns(0),
		() => old.packet(0),
		() => old.notes(),
		() => old.room(),
	];
	for (const call of calls) expect(call).toThrow('a closed reader is left alone');
	const writes: readonly (() => void)[] = [
		() => {
			old.push(pcap(life));
		},
		() => {
			old.took(100);
		},
		() => {
			old.end();
		},
		() => {
			old.close();
		},
	];
	for (const write of writes) expect(write).toThrow('a closed reader is left alone');
	expect(everything(next)).toEqual(before);
});
