/** Single files of the core, compiled by themselves, so that published test vectors reach what the core hides. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asc } from '../../scripts/lib/asc.ts';
import { assert } from '#lib/base/assert.ts';

type Numeric = (...values: readonly number[]) => number;

/** Compiled files of the core; bytes go in and out by address. */
export class CoreParts {
	readonly #exports: WebAssembly.Exports;

	private constructor(exports: WebAssembly.Exports) {
		this.#exports = exports;
	}

	/** `files` stand below src/core; no two of them may export the same name. */
	static async compile(...files: readonly string[]): Promise<CoreParts> {
		const entries = [...files, 'memory/arena.ts'].map((file) => `src/core/${file}`);
		const folder = mkdtempSync(join(tmpdir(), 'porthole-parts-'));
		try {
			const outFile = join(folder, 'parts.wasm');
			// Without a configuration, which would name the whole core.
			const flags = ['--config', 'none', '--runtime', 'stub', '--noAssert', '--outFile', outFile];
			const complaint = await asc([...entries, ...flags]);
			assert(complaint === undefined, `the core compiles (${complaint ?? ''})`);
			return await CoreParts.#load(readFileSync(outFile));
		} finally {
			rmSync(folder, { recursive: true });
		}
	}

	static async #load(wasm: Uint8Array<ArrayBuffer>): Promise<CoreParts> {
		const { instance } = await WebAssembly.instantiate(wasm, {});
		return new CoreParts(instance.exports);
	}

	call(name: string, ...values: readonly number[]): number {
		const called = this.#exports[name];
		assert(typeof called === 'function', `${name} is exported`);
		return (called as Numeric)(...values);
	}

	/** Address of these bytes in the core. */
	put(bytes: Uint8Array): number {
		const at = this.call('allocate', bytes.length);
		this.#bytes.set(bytes, at);
		return at;
	}

	get(at: number, length: number): Uint8Array {
		return this.#bytes.slice(at, at + length);
	}

	get #bytes(): Uint8Array {
		const { memory } = this.#exports;
		assert(memory instanceof WebAssembly.Memory, 'the memory is exported');
		return new Uint8Array(memory.buffer);
	}
}
