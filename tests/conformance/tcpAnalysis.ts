import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import type { PacketNote } from '#lib/model/flow.ts';
import { allFlows } from '../fixtures/readCapture.ts';
import { ANALYSIS } from './analysisFlags.ts';
import { readFile } from './ours.ts';
import { TCP_DIFFERENCES } from './tcpDifferences.ts';
import { askTcp } from './tcpFrames.ts';
import { compareTcp, newAgreement, TCP_PARTS } from './tcpStreams.ts';
import { hasTshark } from './tshark.ts';

/** Other people's captures. They stay where they are. */
const folder = fileURLToPath(new URL('../../../shared/captures/', import.meta.url));

const TCP = 6;
const missing = whatIsMissing();
const files = missing === undefined ? capturesWithTcp() : [];
const inCi = process.env['CI'] !== undefined && process.env['CI'] !== '';

function whatIsMissing(): string | undefined {
	if (!existsSync(folder)) return 'no ../shared/captures beside the project';
	return hasTshark() ? undefined : 'no tshark on this machine';
}

function capturesWithTcp(): readonly string[] {
	const all = readdirSync(folder, { recursive: true }).map(String);
	const captures = all.filter((file) => /\.pcap(ng)?$/.test(file)).sort();
	return captures.filter((file) =>
		allFlows(readFile(folder + file)).some(({ protocol }) => protocol === TCP),
	);
}

const known = new Map(
	TCP_DIFFERENCES.flatMap(({ files: names, parts }) => names.map((name) => [name, parts] as const)),
);
const total = newAgreement();
const met = new Map<PacketNote, number>();

if (missing === undefined) compareAll();
else
	test.skipIf(!inCi)(`TCP of real captures is compared with tshark (${missing})`, () => {
		expect(missing, 'CI has everything: nothing is skipped there').toBeUndefined();
	});

function compareAll(): void {
	test('known differences are of captures that are compared', () => {
		expect([...known.keys()].filter((file) => !files.includes(file))).toEqual([]);
	});

	test.concurrent.each(files)('%s: TCP as tshark says', { timeout: 60_000 }, async (file) => {
		const frames = await askTcp(folder + file);
		const agreement = compareTcp(frames, readFile(folder + file));
		const explained = known.get(file) ?? [];
		for (const part of TCP_PARTS) {
			total[part].compared += agreement[part].compared;
			total[part].differ.push(...agreement[part].differ.map((line) => `${file}, ${line}`));
		}
		for (const note of frames.flatMap(({ notes }) => notes))
			met.set(note, (met.get(note) ?? 0) + 1);
		for (const part of TCP_PARTS.filter((each) => !explained.includes(each))) {
			expect(agreement[part].differ, part).toEqual([]);
		}
		expect(TCP_PARTS.filter((part) => agreement[part].differ.length > 0)).toEqual(explained);
	});

	afterAll(() => {
		console.info([...TCP_PARTS.map(agreementLine), notesLine()].join('\n'));
	});
}

function agreementLine(part: (typeof TCP_PARTS)[number]): string {
	const { compared, differ } = total[part];
	const share = (100 * (compared - differ.length)) / Math.max(compared, 1);
	return [`${part}: ${share.toFixed(3)} % of ${compared} agree`, ...differ].join('\n  ');
}

function notesLine(): string {
	return `met: ${ANALYSIS.map(([, note]) => `${note} ${met.get(note) ?? 0}`).join(', ')}`;
}
