import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { assert } from '#lib/base/assert.ts';
import { mixedCapture } from './mixedCapture.ts';
import type { Plan } from './plan.ts';
import { median } from './statistics.ts';
import type { Figure } from './table.ts';
import { spread, times } from './words.ts';

const run = promisify(execFile);

const SIZE = 100e6;
/** What a peer is told; the file comes behind it. */
const PEERS: readonly (readonly [tool: string, ...args: string[]])[] = [
	['tshark', '-n', '-q', '-z', 'conv,tcp', '-r'],
	['capinfos', '-c', '-d'],
];
const OURS = fileURLToPath(new URL('decodeFile.ts', import.meta.url));
/** Megabytes of text, most of it tshark's table of conversations. */
const MAX_OUTPUT = 1 << 28;

interface Timed {
	/** The whole process, in milliseconds. */
	readonly taken: number;
	readonly said: string;
}

async function timed(command: string, ...args: readonly string[]): Promise<Timed> {
	const started = performance.now();
	const { stdout } = await run(command, args, { maxBuffer: MAX_OUTPUT });
	return { taken: performance.now() - started, said: stdout };
}

const isInstalled = (tool: string): boolean =>
	spawnSync(tool, ['--version'], { stdio: 'ignore' }).status === 0;

interface Rounds {
	/** Our core, in milliseconds, without the start of its process. */
	readonly core: number[];
	readonly ours: number[];
	/** By tool. */
	readonly peers: ReadonlyMap<string, number[]>;
}

/** Everyone in turns, so that whatever else this machine does meets all of them. */
async function rounds(path: string, packets: number, { runs, signal }: Plan): Promise<Rounds> {
	const installed = PEERS.filter(([tool]) => isInstalled(tool));
	const peers = new Map(installed.map(([tool]): [string, number[]] => [tool, []]));
	const core: number[] = [];
	const ours: number[] = [];
	for (let round = 0; round < runs; round += 1) {
		signal.throwIfAborted();
		const { taken, said } = await timed(process.execPath, OURS, path);
		const [read, own] = said.split(' ').map(Number);
		assert(read === packets && own !== undefined, `all ${packets} packets are read, not ${said}`);
		core.push(own);
		ours.push(taken);
		for (const [tool, ...args] of installed) {
			peers.get(tool)?.push((await timed(tool, ...args, path)).taken);
		}
	}
	return { core, ours, peers };
}

function figuresOf({ core, ours, peers }: Rounds, packets: number, size: number, plan: Plan) {
	const line = { runs: `${plan.runs}`, command: plan.command('decode') };
	const seconds = median(core) / 1000;
	const speed = `${(size / 1e9 / seconds).toFixed(2)} GB/s, ${(packets / 1e6 / seconds).toFixed(2)} M packets/s`;
	const figures: Figure[] = [...peers].map(([tool, taken]) => ({
		...line,
		what: `Decode, against ${tool}`,
		ratio: `${times(median(taken) / median(ours))} as fast, whole processes`,
		here: `${tool} ${spread(taken)}`,
	}));
	const mean = `${Math.round(size / packets)} B a record`;
	return [
		...figures,
		{
			...line,
			what: '  ours in Node, whole process',
			ratio: '1',
			here: spread(ours),
		},
		{
			...line,
			what: `  ours, the core alone (${(size / 1e6).toFixed(0)} MB, ${mean})`,
			ratio: `${times(median(core) / median(ours))} the process`,
			here: `${spread(core)} (${speed})`,
		},
	];
}

/** The core in Node on a capture of our own making, against whichever peers are installed. */
export async function benchDecode(plan: Plan): Promise<readonly Figure[]> {
	const folder = mkdtempSync(join(tmpdir(), 'porthole-bench-'));
	try {
		const path = join(folder, 'mixed.pcap');
		const { bytes, packets } = mixedCapture(SIZE);
		writeFileSync(path, bytes);
		return figuresOf(await rounds(path, packets, plan), packets, bytes.length, plan);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
