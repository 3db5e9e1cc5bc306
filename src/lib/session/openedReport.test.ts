import { describe, expect, test } from 'vitest';
import { exampleSnapshot } from '../../../tests/fixtures/snapshots.ts';
import { MODERN } from '../../../tests/report/reportTexts.ts';
import { reportThread } from '../../../tests/session/reportThread.ts';
import { session, fileOf, nameOf } from '../../../tests/session/opened.ts';
import { until } from '../../../tests/session/until.svelte.ts';
import { createMemoryStore } from '#lib/decode/recordings.ts';
import type { ReportReader } from '#lib/ports/report.ts';
import { createReportReader } from '#lib/report/reader.ts';
import { writeZip } from '#lib/snapshot/zipWrite.ts';

describe('a bug report', () => {
	async function zipped(text: string): Promise<Blob> {
		const content = new Blob([text]);
		const parts = [{ name: 'bugreport-a.txt', content, method: 'deflate' } as const];
		const zip = await writeZip(parts, { at: 0 });
		if (!zip.ok) throw new Error(zip.error.kind);
		return zip.value;
	}

	/** The real reader, of a disk that gives nothing before the test says so. */
	function slowReader() {
		const real = createReportReader();
		const { promise, resolve } = Promise.withResolvers<undefined>();
		const reader: ReportReader = {
			...real,
			read: async (files, report) => {
				report({ done: 1, total: 2 });
				await promise;
				return real.read(files, report);
			},
		};
		const letGo = (): void => {
			resolve(undefined);
		};
		return { reader, letGo };
	}

	test.each([
		['as text', () => Promise.resolve(new Blob([MODERN]))],
		['as a zip', () => zipped(MODERN)],
	])('%s is a snapshot of its time', async (_, made) => {
		const { opened } = session();
		await opened.open(await made(), 'bugreport-a');
		expect(opened.snapshot).toMatchObject({
			takenAt: Date.UTC(2023, 6, 1, 16, 0, 7),
			origin: { kind: 'file', name: 'bugreport-a' },
			readings: { identity: { outcome: { kind: 'ok', value: { model: 'Slate 9' } } } },
		});
		expect(opened.reading).toBeUndefined();
	});

	test('can be saved, and opened again', async () => {
		const { opened } = session();
		await opened.open(new Blob([MODERN]), 'bugreport-a.txt');
		const { readings: before, report } = opened.snapshot ?? {};
		expect(report?.sections).toContainEqual({
			...{ title: 'NETWORK DEV INFO', command: '/proc/net/dev', lines: 4 },
			probes: ['interfaces'],
		});
		if (opened.snapshot === undefined) throw new Error('nothing opened');
		await opened.open(await fileOf(opened.snapshot), 'mine.porthole');
		expect(opened.snapshot).toMatchObject({ readings: before, report });
	});

	test('as a folder of an acquisition', async () => {
		const { opened } = session();
		const file = (path: string, text: string) => ({ path: `id/${path}`, file: new Blob([text]) });
		await opened.openFolder(
			[file('getprop.txt', '[ro.build.version.sdk]: [33]\n'), file('dumpsys.txt', 'x')],
			'id',
		);
		expect(opened.snapshot?.readings.identity).toMatchObject({ outcome: { value: { sdk: 33 } } });
	});

	test('tells how far it is, and can be called off', async () => {
		const slow = slowReader();
		const { opened } = session(createMemoryStore(), () => reportThread(slow.reader));
		const opening = opened.open(new Blob([MODERN]), 'long.txt');
		await until(() => opened.reading?.progress?.done === 1);
		expect(opened.reading).toMatchObject({ name: 'long.txt', progress: { total: 2 } });
		opened.cancelReading();
		slow.letGo();
		await opening;
		expect(opened.failure).toMatch(/Cancelled/);
		expect(opened.reading).toBeUndefined();
	});

	test('gives way to what is asked for later', async () => {
		const slow = slowReader();
		const { opened } = session(createMemoryStore(), () => reportThread(slow.reader));
		const report = opened.open(new Blob([MODERN]), 'long.txt');
		await until(() => opened.reading !== undefined);
		await opened.open(await fileOf(exampleSnapshot()), 'mine.porthole');
		slow.letGo();
		await report;
		expect(nameOf(opened)).toBe('mine.porthole');
	});

	test('that is a zip of something else says so', async () => {
		const { opened } = session();
		const content = new Blob(['hello']);
		const zip = await writeZip([{ name: 'letter.txt', content, method: 'store' }], { at: 0 });
		await opened.open(zip.ok ? zip.value : new Blob(), 'letters.zip');
		expect(opened.failure).toMatch(/Nothing in it is known/);
	});
});
