import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Outcome, ProbeValues } from '../model/reading.ts';
import { probes } from './index.ts';
import { readAnswer, type Probe } from './probe.ts';

const phones = new URL('../../../tests/fixtures/phones/', import.meta.url);
const textOf = (path: string) => readFileSync(new URL(path, phones), 'utf8');
const folders = readdirSync(phones, { withFileTypes: true }).filter((entry) => entry.isDirectory());

// A phone is a folder; a probe's answer is a file named by its id. Adding either needs no code here.
describe.each(folders.map(({ name }) => name))('%s', (phone) => {
	const asked = Object.values<Probe<unknown>>(probes).filter(({ id }) =>
		existsSync(new URL(`${phone}/${id}.txt`, phones)),
	);

	test.each(asked)('$id', async (probe) => {
		const outcome = readAnswer(probe, textOf(`${phone}/${probe.id}.txt`));
		const golden = `../../../tests/fixtures/phones/${phone}/${probe.id}.golden.json`;
		await expect(`${JSON.stringify(outcome, null, '\t')}\n`).toMatchFileSnapshot(golden);
	});
});

const ESSENTIAL = ['sockets', 'packages', 'usage', 'interfaces'];
const wholePhones = folders.filter(({ name }) =>
	ESSENTIAL.every((id) => existsSync(new URL(`${name}/${id}.txt`, phones))),
);

/** What must hold of any phone's answers, whatever their golden values. */
describe.each(wholePhones.map(({ name }) => name))('%s', (phone) => {
	const answers = {
		sockets: valueOf(readAnswer(probes.sockets, textOf(`${phone}/sockets.txt`))),
		packages: valueOf(readAnswer(probes.packages, textOf(`${phone}/packages.txt`))),
		usage: valueOf(readAnswer(probes.usage, textOf(`${phone}/usage.txt`))),
		interfaces: valueOf(readAnswer(probes.interfaces, textOf(`${phone}/interfaces.txt`))),
	} satisfies Partial<{ [Id in keyof ProbeValues]: ProbeValues[Id] | undefined }>;

	test('has one row per uid, ascending', () => {
		const uids = answers.usage?.rows.map(({ uid }) => uid) ?? [];
		expect(uids).toEqual([...new Set(uids)].sort((a, b) => a - b));
	});

	test('has one row per package and uid', () => {
		const keys = answers.packages?.map(({ name, uid }) => `${name} ${uid}`) ?? [];
		expect(new Set(keys).size).toBe(keys.length);
	});

	test('has one row per interface', () => {
		const names = answers.interfaces?.map(({ name }) => name) ?? [];
		expect(new Set(names).size).toBe(names.length);
	});

	test('knows no owner of sockets in TIME_WAIT and of no others', () => {
		for (const { state, uid } of answers.sockets ?? []) {
			expect(uid === undefined).toBe(state === 'time-wait');
		}
	});
});

function valueOf<T>(outcome: Outcome<T>): T | undefined {
	return outcome.kind === 'ok' ? outcome.value : undefined;
}
