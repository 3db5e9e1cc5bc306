import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { asc } from './asc.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const core = resolve(root, 'src/core');
const guard = resolve(core, 'memory/guard.ts');

/** The builtins that touch one value: where it stands is checked, and the rest left as it is. */
const ACCESS = /(?<![.\w])(load|store)<(\w+)>\(/g;

/** The builtins that touch many: the guard has them by the same name. */
const BULK = /\bmemory\.(copy|fill|compare)\(/g;

/** Bytes behind every static buffer that belong to nobody, so that an overrun does not land in the next one. */
const NO_MANS_LAND = 64;

/** `memory.data(64, 8)`: room without values. */
const ROOM = /\bmemory\.data\(([^()]+), (\d+)\)/g;

/** `memory.data<u32>([1, 2, 3])`: how many values, and how wide. */
const VALUES = /\bmemory\.data<u(\d+)>\(\[([^\]]*)\]\)/g;

/** What else touches memory must not be in the core: it could not be watched. */
const UNWATCHED = /\b(?:StaticArray|v128|memory\.(?:repeat|init)|changetype)\b/;

/** A trap says where; without `abort` the core would need an import. */
const FLAGS = [
	'--runtime',
	'stub',
	'--optimizeLevel',
	'2',
	'--debug',
	'--use',
	'abort=',
	'--importMemory',
	'--zeroFilledMemory',
];

/** Another text for a file of the core, by its path inside src/core. */
export type Rewrite = (path: string, text: string) => string;

/** The source with the guard's functions for the builtins; line numbers stay. */
function guarded(path: string, text: string): string {
	if (path === guard) return text;
	const found = UNWATCHED.exec(text);
	if (found !== null)
		throw new Error(`${relative(root, path)} uses ${found[0]}, which cannot be watched`);
	const from = relative(dirname(path), guard).replace(/\.ts$/, '');
	const imported = text.includes('import * as guard ')
		? ''
		: `import * as guard from '${from.startsWith('.') ? from : `./${from}`}'; `;
	const watched = watchAccess(text)
		.replaceAll(BULK, 'guard.$1(')
		.replaceAll(ROOM, `guard.data(memory.data($1 + ${NO_MANS_LAND}, $2), $1)`);
	return imported + watched.replaceAll(VALUES, withSize);
}

/** `load<u16>(at, OFFSET)` becomes `load<u16>(guard.check((at) + (OFFSET), 2))`; `store` likewise. */
function watchAccess(text: string): string {
	const call = [...text.matchAll(ACCESS)][0];
	if (call === undefined) return text;
	const [found, builtin, type] = call;
	const open = call.index + found.length;
	const { parts, end } = argumentsAt(text, open);
	const [at = '', ...others] = parts.map(watchAccess);
	const value = builtin === 'store' ? others.shift() : undefined;
	const where = `guard.check((${at}) + (${others[0] ?? '0'}), sizeof<${type}>())`;
	const watched = `${builtin}<${type}>(${where}${value === undefined ? '' : `, ${value}`})`;
	return text.slice(0, call.index) + watched + watchAccess(text.slice(end + 1));
}

/** The arguments of a call whose bracket stands open before `from`, and where it is closed. */
function argumentsAt(
	text: string,
	from: number,
): { readonly parts: string[]; readonly end: number } {
	const parts: string[] = [];
	let depth = 0;
	let start = from;
	for (let at = from; at < text.length; at += 1) {
		const character = text.charAt(at);
		if ('([{'.includes(character)) depth += 1;
		else if (depth > 0 && ')]}'.includes(character)) depth -= 1;
		else if (character === ')') return { parts: [...parts, text.slice(start, at)], end: at };
		else if (character === ',' && depth === 0) {
			parts.push(text.slice(start, at));
			start = at + 1;
		}
	}
	throw new Error('A call of load or store is not closed');
}

function withSize(call: string, bits: string, values: string): string {
	const count = values.split(',').filter((value) => value.trim() !== '').length;
	return `guard.data(${call}, ${count * (Number(bits) / 8)})`;
}

/**
 * Compiles the checked core to `outFile`. `rewrite` may change a file first: so tests plant mistakes. Gives what the
 * compiler complains of; undefined when it is content.
 */
export async function compileChecked(
	outFile: string,
	rewrite: Rewrite = (_, text) => text,
): Promise<string | undefined> {
	const folder = mkdtempSync(join(tmpdir(), 'porthole-core-'));
	try {
		for (const file of readdirSync(core, { recursive: true }).map(String)) {
			if (!file.endsWith('.ts')) continue;
			const text = rewrite(file, readFileSync(join(core, file), 'utf8'));
			mkdirSync(join(folder, dirname(file)), { recursive: true });
			writeFileSync(join(folder, file), guarded(join(core, file), text));
		}
		return await asc(['index.ts', '--outFile', resolve(outFile), ...FLAGS], folder);
	} finally {
		rmSync(folder, { recursive: true });
	}
}
