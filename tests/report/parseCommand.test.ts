import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MODERN } from './reportTexts.ts';

const script = fileURLToPath(new URL('../../scripts/parse.ts', import.meta.url));
const fixture = (name: string) =>
	fileURLToPath(new URL(`../fixtures/phones/${name}`, import.meta.url));

let folder = '';
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'parse-'));
	writeFileSync(join(folder, 'bugreport.txt'), MODERN);
	writeFileSync(join(folder, 'empty.txt'), '');
	mkdirSync(join(folder, 'nothing'));
	writeFileSync(join(folder, 'letter.txt'), 'hello\u001B[2J\n');
});
afterAll(() => {
	rmSync(folder, { recursive: true });
});

interface Ended {
	readonly code: number;
	readonly stdout: string;
	readonly stderr: string;
}

const parse = (...args: readonly string[]): Promise<Ended> =>
	new Promise((resolve) => {
		const env = { ...process.env, INIT_CWD: folder };
		const child = execFile(process.execPath, [script, ...args], { env }, (_, stdout, stderr) => {
			resolve({ code: child.exitCode ?? -1, stdout, stderr });
		});
	});

test('a reading as JSON', async () => {
	const { code, stdout } = await parse('interfaces', fixture('pixel-14/interfaces.txt'));
	expect(code).toBe(0);
	expect(JSON.parse(stdout)).toMatchObject({ status: 'ok', value: expect.any(Array) as unknown });
});

test('a text that cannot be read, with the line', async () => {
	writeFileSync(join(folder, 'dev.txt'), 'Inter-| x\n face | y\nnonsense\n');
	const { code, stdout } = await parse('interfaces', 'dev.txt');
	expect(code).toBe(0);
	expect(JSON.parse(stdout)).toMatchObject({
		status: 'unparsed',
		failure: { line: 3, text: 'nonsense' },
	});
});

test('a section with its title, and a probe out of a whole report', async () => {
	const [, section = ''] = /(------ NETWORK DEV INFO[^]*?)------ 0/.exec(MODERN) ?? [];
	writeFileSync(join(folder, 'section.txt'), section);
	for (const file of ['section.txt', 'bugreport.txt']) {
		const { stdout } = await parse('interfaces', file);
		expect(JSON.parse(stdout), file).toMatchObject({
			status: 'ok',
			value: [{ name: 'lo' }, { name: 'wlan0', rx: { bytes: 500_000 } }],
		});
	}
});

test('a folder of an acquisition', async () => {
	mkdirSync(join(folder, 'acquired'));
	writeFileSync(join(folder, 'acquired/acquisition.json'), '{"started":"2024-05-06T07:08:09Z"}');
	writeFileSync(join(folder, 'acquired/getprop.txt'), '[ro.build.version.sdk]: [33]\n');
	const { code, stdout } = await parse('bugreport', 'acquired');
	expect(code).toBe(0);
	expect(stdout).toContain('begun 2024-05-06T07:08:09.000Z\n');
	expect(stdout).toContain('SYSTEM PROPERTIES (getprop)  -> identity\n');
});

test('a text longer than any answer is refused at once, unread', async () => {
	const file = join(folder, 'endless.txt');
	writeFileSync(file, '');
	truncateSync(file, 1_000_000_000);
	const { code, stderr } = await parse('interfaces', 'endless.txt');
	expect(code).toBe(2);
	expect(stderr).toMatch(/too big for one answer/);
});

test('the sections of a bug report, and how every probe fares', async () => {
	const { code, stdout } = await parse('bugreport', 'bugreport.txt');
	expect(code).toBe(0);
	expect(stdout).toContain('begun 2023-07-01T16:00:07.000Z\n');
	expect(stdout).toContain('NETWORK DEV INFO (/proc/net/dev)  -> interfaces\n');
	expect(stdout).toMatch(/^ {2}usage +ok {2}DUMP OF SERVICE netstats$/m);
	expect(stdout).toMatch(/^ {2}sockets +not in this report$/m);
});

test('every probe, what it asks and where a bug report has it', async () => {
	const { code, stdout } = await parse('--list');
	expect(code).toBe(0);
	expect(stdout).toContain('\nneighbours: Neighbours\n');
	expect(stdout).toContain('  asks  cat /proc/net/arp\n');
	expect(stdout).toContain('  reads ------ ARP CACHE (ip -4 neigh...) ------ as @@4\n');
});

test.each([
	['an unknown probe', ['nonsense', 'letter.txt'], /nonsense is no probe/],
	['a file that is not there', ['usage', 'absent.txt'], /absent\.txt cannot be read/],
	['a report that is not there', ['bugreport', 'absent.zip'], /absent\.zip cannot be read/],
	['a report that is none', ['bugreport', 'letter.txt'], /Nothing in it is known/],
	['a folder for a probe', ['usage', '.'], /cannot be read/],
	['a folder of nothing', ['bugreport', 'nothing'], /Nothing in it is known/],
	['an empty report', ['bugreport', 'empty.txt'], /Nothing in it is known/],
	['nothing', [], /npm run parse/],
])('%s: one line and exit 2', async (_, args, words) => {
	const { code, stdout, stderr } = await parse(...args);
	expect(code).toBe(2);
	expect(stdout).toBe('');
	expect(stderr).toMatch(words);
	expect(stderr.trimEnd().split('\n')).toHaveLength(1);
});
