import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { asc } from '../../scripts/lib/asc.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const wasm = `${root}src/lib/decode/core.wasm`;

/** The compiled core, built first where it was not. */
export async function compiledCore(): Promise<WebAssembly.Module> {
	if (!existsSync(wasm)) {
		const complaint = await asc(['--target', 'release']);
		if (complaint !== undefined) throw new Error(complaint);
	}
	return WebAssembly.compile(await readFile(wasm));
}
