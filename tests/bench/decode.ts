// Throughput: our core in Node and in the site's own decoding thread, against whoever else is installed, in turns.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { assert } from '#lib/base/assert.ts';
import { writeBigCapture, type BigCapture } from './bigCapture.ts';
import { keepOnDisk, timeInPage, type PageTimes } from './decodeInPage.ts';
import { memoryFigures, writeMany } from './decodeMemory.ts';
import { openDecodePage, type DecodePage } from './decodePage.ts';
import { installedPeers, timePeer, type Peer } from './peers.ts';
import type { Plan } from './plan.ts';
import { median } from './statistics.ts';
import type { Figure } from './table.ts';
import type { PacketSizes } from './traffic/world.ts';
import { twice } from './twice.ts';
import { spread, times } from './words.ts';

const run = promisify(execFile);
const OURS = fileURLToPath(new URL('decodeFile.ts', import.meta.url));

/** One capture with everything that was measured of it, in milliseconds. */
interface Measured extends PageTimes {
	readonly name: string;
	readonly capture: BigCapture;
	/** Our core in Node, without the start of its process. */
	readonly core: number[];
	/** The whole process. */
	readonly node: number[];
	readonly peers: ReadonlyMap<Peer, number[]>;
}

/** How many packets the core reads in a process of its own. */
async function readInNode(path: string): Promise<readonly [packets: number, core: number]> {
	const { stdout } = await run(process.execPath, [OURS, path]);
	const [packets, core] = stdout.split(' ').map(Number);
	assert(packets !== undefined && core !== undefined, `packets and milliseconds, not ${stdout}`);
	return [packets, core];
}

async function timeNode(
	path: string,
	packets: number,
): Promise<readonly [core: number, node: number]> {
	const began = performance.now();
	const [read, core] = await readInNode(path);
	assert(read === packets, `all ${packets} packets are read, not ${read}`);
	return [core, performance.now() - began];
}

async function measureGenerated(folder: string, sizes: PacketSizes, plan: Plan): Promise<Measured> {
	const path = join(folder, `${sizes}.pcap`);
	return measure(sizes, path, await writeBigCapture(path, plan.size, sizes), plan);
}

/** A capture of the person's own. How many packets it has is what the core finds in it at first. */
async function measureFile(path: string, plan: Plan): Promise<Measured> {
	const [packets] = await readInNode(path);
	assert(packets > 0, `${path} is a capture with packets`);
	return measure(basename(path), path, { packets, bytes: statSync(path).size }, plan);
}

/** Everyone in turns, so that whatever else this machine does meets all of them. */
async function measure(
	name: string,
	path: string,
	capture: BigCapture,
	plan: Plan,
): Promise<Measured> {
	await using page: DecodePage = await openDecodePage();
	await page.choose(path);
	const id = await keepOnDisk(page.page);
	const installed = installedPeers();
	const peers = new Map(installed.map((peer): [Peer, number[]] => [peer, []]));
	const measured: Measured = {
		...{ name, capture, peers },
		...{ core: [], node: [], readOnly: [], tee: [], slices: [], file: [], disk: [], first: [] },
	};
	for (let round = 0; round < plan.runs; round += 1) {
		plan.signal.throwIfAborted();
		const [core, node] = await twice(() => timeNode(path, capture.packets));
		measured.core.push(core);
		measured.node.push(node);
		await timeInPage(page.page, id, capture.packets, measured);
		await timePeers(peers, path);
		const missing = installed.filter((peer) => !peers.has(peer) && peer.isBounded !== true);
		assert(plan.file !== undefined || missing.length === 0, 'every peer reads ours');
	}
	return measured;
}

/** One round. A peer that cannot read the file is left out from then on. */
async function timePeers(peers: Map<Peer, number[]>, path: string): Promise<void> {
	for (const [peer, taken] of peers) {
		const time = await twice(() => timePeer(peer, path));
		if (time !== undefined) taken.push(time);
		else {
			console.error(`${peer.tool} cannot read it`);
			peers.delete(peer);
		}
	}
}

function figuresOf(measured: Measured, plan: Plan): readonly Figure[] {
	const { capture, name, readOnly, slices, tee, file, disk, first, core, node, peers } = measured;
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
			what: `${name}: ${(capture.bytes / 1e6).toFixed(0)} MB, ${capture.packets} packets, ${mean} B a record`,
			...{ ratio: '', here: '' },
		},
		ours('thread, from its own disk', disk, '1'),
		ours('  the first capture of a thread', first, ''),
		ours(
			'thread, from a File',
			file,
			`${times(median(file) / median(readOnly))} reading alone, ${times(median(file) / median(slices))} by slices`,
		),
		ours('  reading the File alone', readOnly, ''),
		ours('  reading it by slices alone', slices, ''),
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

/** The person's own capture, or some of our own making, through everything that can read them here. */
export async function benchDecode(plan: Plan): Promise<readonly Figure[]> {
	if (plan.file === undefined) return benchGenerated(plan);
	const figures = figuresOf(await measureFile(plan.file, plan), plan);
	return [...figures, ...(await memoryFigures(plan.file, plan)), coreSize(plan)];
}

async function benchGenerated(plan: Plan): Promise<readonly Figure[]> {
	const folder = mkdtempSync(join(tmpdir(), 'porthole-bench-'));
	try {
		const mixed = await measureGenerated(folder, 'mixed', plan);
		const small = await measureGenerated(folder, 'small', plan);
		const memory = await memoryFigures(await writeMany(folder, mixed.capture), plan);
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
