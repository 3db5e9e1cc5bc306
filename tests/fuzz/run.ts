// `npm run fuzz -- --minutes N [--seed S]`: mutated captures and noise through both builds of the core.
// Every case is made from the seed and its number; what goes wrong is written to test-results/fuzz, to be read again.
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { compileChecked } from '../../scripts/lib/checkedCore.ts';
import { compiledCore } from '../decode/core.ts';
import { Dice } from './dice.ts';
import { makeCase } from './mutate.ts';
import { caseSeed, type Beat, type ThreadPlan } from './plan.ts';
import { readSeeds } from './seeds.ts';

const USAGE = 'npm run fuzz -- [--minutes N] [--seed S]';
/** A case takes milliseconds; one that takes this long never ends. */
const HANG = 60_000;
const REPORT_EVERY = 30_000;
const FOLDER = 'test-results/fuzz';

interface Tally {
	cases: number;
	bytes: number;
	trap: number;
	difference: number;
	memory: number;
	hang: number;
}

const tally: Tally = { cases: 0, bytes: 0, trap: 0, difference: 0, memory: 0, hang: 0 };

function keep(seed: number, index: number, why: string): void {
	mkdirSync(FOLDER, { recursive: true });
	const bytes = makeCase(readSeeds(), new Dice(caseSeed(seed, index)));
	const path = `${FOLDER}/${seed}-${index}.pcap`;
	writeFileSync(path, bytes);
	console.error(`case ${index} of seed ${seed}: ${why}\n  kept as ${path}`);
}

/** Runs one thread to its end; one that hangs is stopped, and another takes its place behind that case. */
function runThread(plan: ThreadPlan): Promise<void> {
	const thread = new Worker(new URL('thread.ts', import.meta.url), { workerData: plan });
	let begun = plan.first;
	return new Promise((resolve, reject) => {
		const giveUp = (): void => {
			tally.hang += 1;
			keep(plan.seed, begun, 'hangs');
			const rest = { ...plan, first: begun + plan.step };
			void thread.terminate().then(() => runThread(rest).then(resolve, reject));
		};
		let watch = setTimeout(giveUp, HANG);
		thread.on('error', reject);
		thread.on('message', (beat: Beat) => {
			clearTimeout(watch);
			if (beat.kind === 'begin') begun = beat.index;
			if (beat.kind === 'end') count(plan.seed, beat);
			if (beat.kind === 'over') resolve();
			else watch = setTimeout(giveUp, HANG);
		});
	});
}

function count(seed: number, { index, size, fault, why }: Extract<Beat, { kind: 'end' }>): void {
	tally.cases += 1;
	tally.bytes += size;
	if (fault === undefined) return;
	tally[fault] += 1;
	keep(seed, index, `${fault}: ${why}`);
}

function report(began: number): string {
	const { cases, bytes, trap, difference, memory, hang } = tally;
	const minutes = ((Date.now() - began) / 60_000).toFixed(1);
	return `${minutes} min: ${cases} cases, ${(bytes / 1e6).toFixed(0)} MB; ${trap} traps, ${difference} differences, ${hang} hangs, ${memory} beyond their memory`;
}

function readOptions(): { readonly minutes: number; readonly seed: number } | undefined {
	try {
		const { values } = parseArgs({
			options: {
				minutes: { type: 'string', default: '1' },
				seed: { type: 'string', default: `${Date.now() % 1e9}` },
			},
		});
		const minutes = Number(values.minutes);
		const seed = Number(values.seed);
		return minutes > 0 && Number.isSafeInteger(seed) ? { minutes, seed } : undefined;
	} catch {
		return undefined;
	}
}

async function main({
	minutes,
	seed,
}: {
	readonly minutes: number;
	readonly seed: number;
}): Promise<void> {
	await compiledCore();
	const wrong = await compileChecked('src/lib/decode/core.checked.wasm');
	if (wrong !== undefined) throw new Error(wrong);
	const began = Date.now();
	const step = cpus().length;
	const until = began + minutes * 60_000;
	console.log(`seed ${seed}, ${step} threads, ${minutes} min`);
	const reporting = setInterval(() => {
		console.log(report(began));
	}, REPORT_EVERY);
	await Promise.all(
		Array.from({ length: step }, (_, first) => runThread({ seed, first, step, until })),
	);
	clearInterval(reporting);
	console.log(report(began));
	process.exitCode = tally.trap + tally.difference + tally.hang + tally.memory === 0 ? 0 : 1;
}

const options = readOptions();
if (options === undefined) {
	console.error(USAGE);
	process.exitCode = 2;
} else await main(options);
