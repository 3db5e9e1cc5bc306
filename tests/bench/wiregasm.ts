// `node tests/bench/wiregasm.ts MODULE FILE`: reads a capture with Wireshark's dissectors in WebAssembly, wherever that
// package (@goodtools/wiregasm, dist/wiregasm.js) is installed. Fails where it does not read all of it.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { assert } from '#lib/base/assert.ts';

/** What is used here of what the package exports. */
interface Wiregasm {
	init(): boolean;
	_malloc(size: number): number;
	readonly asm: { stackRestore(at: number): void };
	readonly FS: { writeFile(path: string, bytes: Uint8Array, how: { canOwn: boolean }): void };
	readonly DissectSession: new (path: string) => {
		load(): { readonly code: number; readonly summary: { readonly packet_count: number } };
	};
}
type Load = (overrides: object) => Promise<Wiregasm>;

/** Its own stack of 64 KB is too small for packets that are nested deeply. */
const STACK = 8 * 2 ** 20;

const [module, file] = process.argv.slice(2);
assert(module !== undefined && file !== undefined, 'a module and a file are named');
// The one place where the package gets its types: it is not among ours.
const load = createRequire(import.meta.url)(module) as Load;
const silent = (): void => undefined;
const wiregasm = await load({
	locateFile: (name: string) => join(dirname(module), name),
	...{ print: silent, printErr: silent, handleStatus: silent },
});
wiregasm.asm.stackRestore((wiregasm._malloc(STACK) + STACK) & ~15);
wiregasm.init();
wiregasm.FS.writeFile('/uploads/capture', readFileSync(file), { canOwn: true });
const { code, summary } = new wiregasm.DissectSession('/uploads/capture').load();
assert(code === 0, `it is read to its end, not until ${code}`);
console.log(summary.packet_count);
process.exit();
