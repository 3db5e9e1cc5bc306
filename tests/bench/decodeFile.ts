// `node tests/bench/decodeFile.ts FILE`: decodes a capture with the core and prints how many packets it holds and how
// long that took, without the start of the process. Reads as the site does, chunk by chunk.
import { closeSync, openSync, readSync } from 'node:fs';
import { openReader } from '#lib/decode/core.ts';
import { compiledCore } from '../decode/core.ts';

const CHUNK = 1 << 20;

const [path = ''] = process.argv.slice(2);
const core = await compiledCore();
const chunk = Buffer.allocUnsafe(CHUNK);
const started = performance.now();
const reader = openReader(core, { readOn: false });
const file = openSync(path, 'r');
for (;;) {
	const length = readSync(file, chunk);
	if (length === 0) break;
	reader.push(chunk.subarray(0, length));
}
closeSync(file);
reader.end();
const taken = performance.now() - started;
console.log(`${reader.status().packets} ${taken}`);
