import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { allDns } from '../fixtures/readCapture.ts';
import type { Comparable } from './comparable.ts';
import { DIFFERENCES } from './differences.ts';
import { comparable, readFile } from './ours.ts';
import { askCapinfos, askTshark, hasTshark } from './tshark.ts';

/** Other people's captures, many made to break readers. They stay where they are. */
const folder = fileURLToPath(new URL('../../../shared/captures/', import.meta.url));

/** Captures of at least so many packets are compared in everything they hold, those that differ in any case. */
const MANY_PACKETS = 20;

const missing = whatIsMissing();
const files = missing === undefined ? captureFiles() : [];
const inCi = process.env['CI'] !== undefined && process.env['CI'] !== '';

function whatIsMissing(): string | undefined {
	if (!existsSync(folder)) return 'no ../shared/captures beside the project';
	return hasTshark() ? undefined : 'no tshark or capinfos on this machine';
}

function captureFiles(): readonly string[] {
	const all = readdirSync(folder, { recursive: true }).map(String);
	return all.filter((file) => /\.pcap(ng)?$/.test(file)).sort();
}

const PARTS = ['hosts', 'conversations', 'bytes', 'dns', 'serverNames'] as const;

const known = new Map(
	DIFFERENCES.flatMap(({ files: names, parts }) => names.map((name) => [name, parts] as const)),
);

if (missing === undefined) await compareAll();
else
	test.skipIf(!inCi)(`real captures are compared with tshark (${missing})`, () => {
		expect(missing, 'CI has everything: nothing is skipped there').toBeUndefined();
	});

async function compareAll(): Promise<void> {
	const packets = await askCapinfos(folder, files);
	const chosen = files.filter(
		(file) => known.has(file) || (packets.get(file) ?? 0) >= MANY_PACKETS,
	);

	test('are as many as the oracle saw', () => {
		expect([...packets.keys()].sort()).toEqual(files);
		expect(chosen.length).toBeGreaterThan(150);
		expect([...known.keys()].filter((file) => !files.includes(file))).toEqual([]);
	});

	test.each(files)('%s: packets as capinfos counts them', (file) => {
		expect(readFile(folder + file).status().packets).toBe(packets.get(file));
	});

	test.concurrent.each(chosen)('%s: what tshark says', { timeout: 60_000 }, async (file) => {
		const theirs = await askTshark(folder + file);
		const ours = comparable(readFile(folder + file));
		const explained = known.get(file) ?? [];
		for (const part of PARTS.filter((each) => !explained.includes(each))) {
			expect(ours[part], part).toEqual(theirs[part] ?? ours[part]);
		}
		const differing = PARTS.filter((part) => differs(ours[part], theirs[part]));
		expect(differing).toEqual(explained);
	});

	test('hold messages and server names, so that comparing them says something', () => {
		const readers = chosen.map((file) => readFile(folder + file));
		const questions = readers.flatMap((reader) => allDns(reader));
		const names = readers.flatMap((reader) => comparable(reader).serverNames);
		expect(questions.length).toBeGreaterThan(500);
		expect(names.length).toBeGreaterThan(40);
	});
}

type Part = Comparable[keyof Comparable];

function differs(ours: Part, theirs: Part): boolean {
	return theirs !== undefined && JSON.stringify(ours) !== JSON.stringify(theirs);
}
