import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import type { RawFlow } from '#lib/decode/reader.ts';
import { allFlows } from '../fixtures/readCapture.ts';
import { readFile } from './ours.ts';
import { MISSED, TOLD_ALONE } from './serviceDifferences.ts';
import { hasTshark } from './tshark.ts';
import { askDissected, COMPARED, conversationKey, type Dissected } from './tsharkServices.ts';

/** Other people's captures, many made to break readers. They stay where they are. */
const folder = fileURLToPath(new URL('../../../shared/captures/', import.meta.url));

const TRANSPORTS: ReadonlyMap<number, string> = new Map([
	[6, 'tcp'],
	[17, 'udp'],
]);

const isHere = existsSync(folder) && hasTshark();
const files = isHere
	? readdirSync(folder, { recursive: true })
			.map(String)
			.filter((file) => /\.pcap(ng)?$/.test(file))
			.filter((file) => conversations(file).length > 0)
			.sort()
	: [];

/** Conversations that were told by content and by tshark, and all that either told. */
const sum = { agreed: 0, ours: 0, theirs: 0 };

/** Those with content that was told to be one of the services compared, or not told at all. */
function conversations(file: string): readonly RawFlow[] {
	return allFlows(readFile(folder + file)).filter(({ protocol, payload, service }) => {
		if (!TRANSPORTS.has(protocol) || payload[0] + payload[1] === 0) return false;
		return service === undefined || COMPARED.has(service);
	});
}

function keyOf({ protocol, a, b }: RawFlow): string {
	const ends = [`${a.address}:${a.port}`, `${b.address}:${b.port}`] as const;
	return conversationKey(TRANSPORTS.get(protocol) ?? '', ...ends);
}

/** Services that we tell and tshark does not, and the other way. */
interface Differences {
	readonly alone: ReadonlySet<string>;
	readonly missed: ReadonlySet<string>;
}

function compare(flows: readonly RawFlow[], theirs: ReadonlyMap<string, Dissected>): Differences {
	const alone = new Set<string>();
	const missed = new Set<string>();
	for (const flow of flows) {
		const services = theirs.get(keyOf(flow))?.services ?? new Set();
		const expected = [...services].filter((each) => COMPARED.has(each));
		const agrees = flow.service !== undefined && services.has(flow.service);
		count(flow.service, expected, agrees);
		if (agrees) continue;
		if (flow.service !== undefined) alone.add(flow.service);
		for (const each of expected) missed.add(each);
	}
	return { alone, missed };
}

function count(ours: string | undefined, theirs: readonly string[], agrees: boolean): void {
	if (ours !== undefined) sum.ours += 1;
	if (theirs.length > 0) sum.theirs += 1;
	if (agrees) sum.agreed += 1;
}

describe.runIf(isHere)('services of real captures', () => {
	afterAll(() => {
		const { agreed, ours, theirs } = sum;
		console.log(
			`services: ${agreed} conversations agreed, of ${ours} told here, ${theirs} by tshark`,
		);
	});

	test.concurrent.each(files)('%s', { timeout: 60_000 }, async (file) => {
		const { alone, missed } = compare(conversations(file), await askDissected(folder + file));
		expect([...alone].sort(), 'told here alone').toEqual(TOLD_ALONE.get(file)?.services ?? []);
		expect([...missed].sort(), 'told by tshark alone').toEqual(MISSED.get(file)?.services ?? []);
	});

	test('every difference that is explained is in a file that is there', () => {
		expect(
			[...TOLD_ALONE.keys(), ...MISSED.keys()].filter((file) => !files.includes(file)),
		).toEqual([]);
	});
});

const inCi = process.env['CI'] !== undefined && process.env['CI'] !== '';

if (!isHere) {
	test.skipIf(!inCi)('services of real captures are compared with tshark (missing here)', () => {
		expect(isHere, 'CI has everything: nothing is skipped there').toBe(true);
	});
}
