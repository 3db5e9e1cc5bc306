// Throughput: our core in Node and in the site's own decoding thread, against whoever else is installed, in turns.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { assert } from '#lib/base/assert.ts';
import { writeBigCapture, type BigCapture } from './bigCapture.ts';
import { keepOnDisk, timeInPage, type PageTimes } from './decodeInPage.ts';
import { memoryFigures } from './decodeMemory.ts';
import { openDecodePage, type DecodePage } from './decodePage.ts';
import type { PacketSizes } from './mixedCapture.ts';
import { installedPeers, timePeer, type Peer } from './peers.ts';
import type { Plan } from './plan.ts';
import { median } from './statistics.ts';
import type { Figure } from './table.ts';
import { spread, times } from './words.ts';

const run = promisify(execFile);
const OURS = fileURLToPath(new URL('decodeFile.ts', import.meta.url));

/** One capture with everything that was measured of it, in milliseconds. */
interface Measured extends PageTimes {
	readonly sizes: PacketSizes;
	readonly capture: BigCapture;
	/** Our core in Node, without the start of its process. */
	readonly core: number[];
	/** The whole process. */
	readonly node: number[];
	readonly peers: ReadonlyMap<Peer, number[]>;
}

async function timeNode(
	path: string,
	packets: number,
): Promise<readonly [core: number, node: number]> {
	const began = performance.now();
	const { stdout } = await run(process.execPath, [OURS, path]);
	const node = performance.now() - began;
	const [read, core] = stdout.split(' ').map(Number);
	assert(read === packets && core !== undefined, `all ${packets} packets are read, not ${stdout}`);
	return [core, node];
}

/** Everyone in turns, so that whatever else this machine does meets all of them. */
async function measure(folder: string, sizes: PacketSizes, plan: Plan): Promise<Measured> {
	const path = join(folder, `${sizes}.pcap`);
	const capture = await writeBigCapture(path, plan.size, sizes);
	await using page: DecodePage = await openDecodePage();
	await page.choose(path);
	const id = await keepOnDisk(page.page);
	const peers = new Map(installedPeers().map((peer): [Peer, number[]] => [peer, []]));
	const measured: Measured = {
		...{ sizes, capture, peers },
		...{ core: [], node: [], readOnly: [], tee: [], file: [], disk: [], alone: [] },
	};
	for (let round = 0; round < plan.runs; round += 1) {
		plan.signal.throwIfAborted();
		const [core, node] = await timeNode(path, capture.packets);
		measured.core.push(core);
		measured.node.push(node);
		await timeInPage(page.page, id, capture.packets, measured);
		for (const [peer, taken] of peers) taken.push(await timePeer(peer, path));
	}
	return measured;
}

function figuresOf(measured: Measured, plan: Plan): readonly Figure[] {
	const { capture, sizes, readOnly, tee, file, disk, alone, core, node, peers } = measured;
	const line = { runs: `${plan.runs}`, command: plan.command('decode') };
	const rate = (taken: readonly number[]): string => {
		const seconds = median(taken) / 1000;
		return `${(capture.bytes / 1e9 / seconds).toFixed(2)} GB/s, ${(capture.packets / 1e6 / seconds).toFixed(2)} M packets/s`;
	};
	const ours = (what: string, taken: readonly number[], ratio: string): Figure => ({
		...line,
		...{ what: `  ${what}`, ratio, here: `${spread(taken)} (${rate(taken)})` },
	});
	const mean = Math.round(capture.bytes / capture.packets);
	return [
		{
			...line,
			what: `${sizes}: ${(capture.bytes / 1e6).toFixed(0)} MB, ${capture.packets} packets, ${mean} B a record`,
			...{ ratio: '', here: '' },
		},
		ours('thread, from its own disk', disk, '1'),
		ours(
			'thread, from a File',
			file,
			`${times(median(file) / median(readOnly))} the reading alone`,
		),
		ours('  without a thread that reads', alone, `${times(median(file) / median(alone))} with one`),
		ours('  reading the File alone', readOnly, ''),
		ours(
			'  reading it and writing a copy to disk',
			tee,
			`${times(median(tee) / median(readOnly))} the reading alone`,
		),
		ours('Node, the core alone', core, ''),
		ours('Node, whole process', node, ''),
		...[...peers].map(([{ tool, does }, taken]) => ({
			...line,
			what: `  ${tool} (${does})`,
			ratio: `disk ${times(median(taken) / median(disk))}, File ${times(median(taken) / median(file))}, Node ${times(median(taken) / median(node))} as fast`,
			here: spread(taken),
		})),
	];
}

/** Captures of our own making through everything that can read them here. */
export async function benchDecode(plan: Plan): Promise<readonly Figure[]> {
	const folder = mkdtempSync(join(tmpdir(), 'porthole-bench-'));
	try {
		const mixed = await measure(folder, 'mixed', plan);
		const small = await measure(folder, 'small', plan);
		const memory = await memoryFigures(folder, mixed.capture, plan);
		return [...figuresOf(mixed, plan), ...figuresOf(small, plan), ...memory, coreSize(plan)];
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

function coreSize(plan: Plan): Figure {
	const path = fileURLToPath(new URL('../../src/lib/decode/core.wasm', import.meta.url));
	const here = `${(statSync(path).size / 1024).toFixed(1)} kB`;
	return { what: 'core.wasm', ratio: '', here, runs: '', command: plan.command('decode') };
}
