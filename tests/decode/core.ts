import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const wasm = `${root}src/lib/decode/core.wasm`;

/** The compiled core, built first where it was not. */
export async function compiledCore(): Promise<WebAssembly.Module> {
	if (!existsSync(wasm)) {
		const asc = createRequire(import.meta.url).resolve('assemblyscript/bin/asc.js');
		execFileSync(process.execPath, [asc, '--target', 'release'], { cwd: root, stdio: 'inherit' });
	}
	return WebAssembly.compile(await readFile(wasm));
}
