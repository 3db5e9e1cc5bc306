// Proves that the tool which guards the floors is awake: plants one violation per rule and wants it caught.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Planted file -> what it imports, and the rule that must catch it. */
const planted: readonly (readonly [file: string, imports: string, rule: string])[] = [
	['src/lib/base/planted.ts', '#lib/model/target.ts', 'floor: src/lib/base'],
	['src/lib/model/planted.ts', '../ports/target.ts', 'floor: src/lib/model'],
	['src/lib/ports/planted.ts', '#lib/parse/target.ts', 'floor: src/lib/ports'],
	['src/lib/parse/planted.ts', '#lib/ports/target.ts', 'floor: src/lib/parse'],
	['src/lib/analysis/planted.ts', '#lib/decode/target.ts', 'floor: src/lib/analysis'],
	['src/lib/probes/planted.ts', '#lib/device/target.ts', 'floor: src/lib/probes'],
	['src/lib/decode/planted.ts', '#core/target.ts', 'floor: src/lib/decode'],
	['src/lib/snapshot/planted.ts', '#lib/decode/target.ts', 'floor: src/lib/snapshot'],
	['src/lib/device/planted.ts', '#lib/session/target.ts', 'floor: src/lib/device'],
	['src/workers/planted.ts', '#lib/session/target.ts', 'floor: src/workers'],
	['src/lib/session/planted.ts', '#lib/ui/target.ts', 'floor: src/lib/session'],
	['src/lib/ui/planted.ts', '#lib/device/target.ts', 'floor: src/lib/ui'],
	['src/lib/ui/shared/planted.ts', '#lib/model/target.ts', 'floor: src/lib/ui/shared'],
	['src/routes/planted.ts', '#lib/decode/target.ts', 'floor: src/routes'],
	['src/core/planted.ts', '../lib/base/target.ts', 'floor: src/core'],
	['src/lib/session/adb.ts', '@yume-chan/adb', 'only device speaks ADB'],
	['src/lib/base/lost.ts', './nowhere.ts', 'everything resolves'],
];

let folder: string;
let caught: readonly { readonly rule: { readonly name: string }; readonly from: string }[];

function write(path: string, text: string): void {
	mkdirSync(dirname(join(folder, path)), { recursive: true });
	writeFileSync(join(folder, path), text);
}

beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'floors-'));
	write(
		'package.json',
		JSON.stringify({
			type: 'module',
			imports: { '#lib/*': './src/lib/*', '#core/*': './src/core/*' },
			dependencies: { '@yume-chan/adb': '*' },
		}),
	);
	write('tsconfig.json', JSON.stringify({ compilerOptions: { module: 'esnext' } }));
	write('node_modules/@yume-chan/adb/package.json', JSON.stringify({ main: 'index.js' }));
	write('node_modules/@yume-chan/adb/index.js', '');
	for (const [file, imports] of planted) {
		// Type-only, the kind that a careless tool overlooks.
		write(file, `import type { T } from '${imports}';\nexport type U = T;\n`);
		write(join(dirname(file), 'target.ts'), 'export type T = number;\n');
	}
	const depcruise = join(root, 'node_modules/.bin/depcruise');
	const config = join(root, '.dependency-cruiser.js');
	const { stdout } = spawnSync(depcruise, ['--config', config, '-T', 'json', 'src'], {
		cwd: folder,
		encoding: 'utf8',
	});
	caught = (JSON.parse(stdout) as { summary: { violations: typeof caught } }).summary.violations;
});

afterAll(() => {
	rmSync(folder, { recursive: true });
});

test.each(planted)('%s may not import %s', (file, _imports, rule) => {
	expect(
		caught.filter(({ from }) => from === file).map((violation) => violation.rule.name),
	).toContain(rule);
});

test('a cycle is caught', () => {
	write('src/lib/base/one.ts', "import type { B } from './two.ts';\nexport type A = B;\n");
	write('src/lib/base/two.ts', "import type { A } from './one.ts';\nexport type B = A | 1;\n");
	const { stdout } = spawnSync(
		join(root, 'node_modules/.bin/depcruise'),
		['--config', join(root, '.dependency-cruiser.js'), '-T', 'err', 'src/lib/base'],
		{ cwd: folder, encoding: 'utf8' },
	);
	expect(stdout).toContain('no cycles');
});
