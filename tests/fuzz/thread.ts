// One thread of `npm run fuzz`: case after case, each told before it begins, so that one that hangs is known.
import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { Dice } from './dice.ts';
import { judge } from './judge.ts';
import { makeCase } from './mutate.ts';
import { readSeeds } from './seeds.ts';
import { caseSeed, readPlan, type Beat } from './plan.ts';

const plan = readPlan(workerData);
const moduleOf = (name: string): WebAssembly.Module =>
	new WebAssembly.Module(readFileSync(new URL(`../../src/lib/decode/${name}`, import.meta.url)));
const builds = { released: moduleOf('core.wasm'), checked: moduleOf('core.checked.wasm') };
const seeds = readSeeds();

const tell = (beat: Beat): void => {
	parentPort?.postMessage(beat);
};

for (let index = plan.first; Date.now() < plan.until; index += plan.step) {
	tell({ kind: 'begin', index });
	const dice = new Dice(caseSeed(plan.seed, index));
	const bytes = makeCase(seeds, dice);
	const { fault, why } = judge(bytes, builds, dice);
	tell({ kind: 'end', index, size: bytes.length, fault, why });
}
tell({ kind: 'over' });
