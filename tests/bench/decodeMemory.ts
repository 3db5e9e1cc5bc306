import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_LIMITS, openLimitedReader } from '#lib/decode/core.ts';
import type { CaptureReader } from '#lib/decode/reader.ts';
import { writeBigCapture, type BigCapture } from './bigCapture.ts';
import { openDecodePage } from './decodePage.ts';
import type { Plan } from './plan.ts';
import type { Figure } from './table.ts';

/** What a person's capture of an hour may hold. */
const MANY_PACKETS = 1.4e6;
const CORE = new URL('../../src/lib/decode/core.wasm', import.meta.url);

/** What a packet and a flow cost, and what a renderer holds that has decoded very many. */
export async function memoryFigures(
	folder: string,
	{ bytes, packets }: BigCapture,
	plan: Plan,
): Promise<readonly Figure[]> {
	const path = join(folder, 'many.pcap');
	const many = await writeBigCapture(path, (bytes / packets) * MANY_PACKETS, 'mixed');
	const empty = newReader(0).memory();
	const flowsOnly = read(path, newReader(0));
	const all = read(path, newReader(1 << 22));
	const { flows } = all.status();
	const line = { runs: '1', command: plan.command('decode') };
	const perFlow = (flowsOnly.memory() - empty) / flows;
	const perPacket = (all.memory() - flowsOnly.memory()) / many.packets;
	return [
		{
			...line,
			what: `Memory of the core, ${many.packets} packets, ${flows} flows`,
			ratio: `${perPacket.toFixed(1)} B a packet, ${perFlow.toFixed(0)} B a flow with everything beside it`,
			here: `${(all.memory() / 1e6).toFixed(0)} MB`,
		},
		{
			...line,
			what: '  the renderer that decoded them',
			ratio: '',
			here: await rendererWith(path),
		},
	];
}

function newReader(packets: number): CaptureReader {
	const module = new WebAssembly.Module(readFileSync(CORE));
	return openLimitedReader(module, { ...DEFAULT_LIMITS, packets });
}

function read(path: string, reader: CaptureReader): CaptureReader {
	const file = openSync(path, 'r');
	for (;;) {
		const length = readSync(file, reader.room());
		if (length === 0) break;
		reader.took(length);
	}
	closeSync(file);
	reader.end();
	return reader;
}

/** A page that did nothing else; the file is put on disk by another one. */
async function rendererWith(path: string): Promise<string> {
	await using opened = await openDecodePage();
	await opened.choose(path);
	const id = await opened.page.evaluate(() => bench.keep());
	await opened.page.reload();
	await opened.page.evaluate((recording) => bench.hold(recording), id);
	const size = opened.rendererMemory();
	return size === 0 ? 'not known on this system' : `${(size / 1e6).toFixed(0)} MB`;
}
