import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_LIMITS, openLimitedReader, type ReaderLimits } from '#lib/decode/core.ts';
import type { CaptureReader } from '#lib/decode/reader.ts';
import { writeBigCapture, type BigCapture } from './bigCapture.ts';
import { openDecodePage } from './decodePage.ts';
import type { Plan } from './plan.ts';
import type { Figure } from './table.ts';

/** What a person's capture of an hour may hold. */
const MANY_PACKETS = 1.4e6;
const CORE = new URL('../../src/lib/decode/core.wasm', import.meta.url);

/** Writes a capture of as many packets as an hour may bring, as long ones as those of `like`. */
export async function writeMany(folder: string, like: BigCapture): Promise<string> {
	const path = join(folder, 'many.pcap');
	await writeBigCapture(path, (like.bytes / like.packets) * MANY_PACKETS, 'mixed');
	return path;
}

/** What a packet and a flow of a capture cost, and what a renderer holds that has decoded it. */
export async function memoryFigures(path: string, plan: Plan): Promise<readonly Figure[]> {
	const empty = newReader(NOTHING_BESIDE).memory();
	const flowsOnly = read(path, newReader(NOTHING_BESIDE));
	const named = read(path, newReader({ packets: 0 }));
	const all = read(path, newReader({}));
	const { flows, indexed } = all.status();
	const line = { runs: '1', command: plan.command('decode') };
	const perFlow = (flowsOnly.memory() - empty) / flows;
	const perNamed = (named.memory() - empty) / flows;
	const perPacket = (all.memory() - named.memory()) / indexed;
	return [
		{
			...line,
			what: `Memory of the core, ${indexed} packets, ${flows} flows`,
			ratio: `${perPacket.toFixed(1)} B a packet, ${perFlow.toFixed(0)} B a flow, ${perNamed.toFixed(0)} B with its names, handshakes and DNS`,
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

/** Flows and their TCP state, and nothing of what they said. */
const NOTHING_BESIDE: Partial<ReaderLimits> = {
	packets: 0,
	dnsMessages: 0,
	dnsAnswers: 0,
	tls: 0,
	http: 0,
	names: 0,
	text: 0,
};

function newReader(limits: Partial<ReaderLimits>): CaptureReader {
	const module = new WebAssembly.Module(readFileSync(CORE));
	return openLimitedReader(module, { ...DEFAULT_LIMITS, ...limits });
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
