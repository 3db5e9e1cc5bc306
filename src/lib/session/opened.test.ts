import { afterEach, describe, expect, test, vi } from 'vitest';
import { BY_TIME, life } from '../../../tests/decode/decoding.ts';
import { pcap } from '../../../tests/decode/packets.ts';
import { exampleSnapshot, rootedSnapshot } from '../../../tests/fixtures/snapshots.ts';
import { MODERN } from '../../../tests/report/reportTexts.ts';
import { decoderThread, HeldDecoder } from '../../../tests/session/decoderThread.ts';
import { reportThread } from '../../../tests/session/reportThread.ts';
import { CHAT } from '../../../tests/session/sighting.ts';
import { until } from '../../../tests/session/until.svelte.ts';
import { createMemoryStore } from '#lib/decode/recordings.ts';
import type { Snapshot } from '#lib/model/snapshot.ts';
import type { ReportReader } from '#lib/ports/report.ts';
import { createReportReader } from '#lib/report/reader.ts';
import { writeSnapshotFile } from '#lib/snapshot/file.ts';
import { encodeLink } from '#lib/snapshot/link.ts';
import { writeZip } from '#lib/snapshot/zipWrite.ts';
import { CaptureSession } from './capture.svelte.ts';
import { OpenedSession } from './opened.svelte.ts';

const LIFE = new Blob([pcap(life)]);
const NO_NAMES = new Map<number, string>();

function session(store = createMemoryStore(), startReader = () => reportThread()) {
	const decoder = new HeldDecoder(store);
	const capture = new CaptureSession(() => decoderThread(decoder));
	const opened = new OpenedSession(capture, startReader);
	return { decoder, opened };
}

async function fileOf(snapshot: Snapshot, capture?: Blob): Promise<Blob> {
	const file = await writeSnapshotFile(snapshot, capture);
	if (!file.ok) throw new Error(file.error.kind);
	return file.value;
}

/** A snapshot whose watch saw who owns the TLS conversation of `life`. */
function watched(): Snapshot {
	const { watch, ...rest } = exampleSnapshot();
	return { ...rest, watch: watch && { ...watch, sightings: [CHAT] } };
}

const nameOf = ({ snapshot }: OpenedSession): string | undefined =>
	snapshot?.origin.kind === 'file' ? snapshot.origin.name : snapshot?.origin.kind;

const decoded = (opened: OpenedSession): Promise<void> =>
	until(() => opened.snapshot?.capture?.summary.packets === 5 && flowsOf(opened).length === 3);

const flowsOf = ({ snapshot }: OpenedSession) => snapshot?.capture?.flows ?? [];

/** What the site's server would answer, held back until the test gives it. */
function server() {
	const answer = Promise.withResolvers<Response>();
	vi.stubGlobal('fetch', () => answer.promise);
	return answer;
}

afterEach(() => {
	vi.unstubAllGlobals();
});

describe('what was asked for last wins', () => {
	test('over a sample that loads slowly', async () => {
		const { opened } = session();
		const { resolve } = server();
		const sample = opened.openSample('sample.porthole');
		expect(opened.state.state).toBe('loading');
		await opened.open(await fileOf(exampleSnapshot()), 'mine.porthole');
		resolve(new Response(await fileOf(rootedSnapshot(), LIFE)));
		await sample;
		expect(nameOf(opened)).toBe('mine.porthole');
	});

	test('over a sample that fails late', async () => {
		const { opened } = session();
		const { reject } = server();
		const sample = opened.openSample('sample.porthole');
		await opened.open(await fileOf(exampleSnapshot()), 'mine.porthole');
		reject(new TypeError('Failed to fetch'));
		await sample;
		expect(opened.failure).toBeUndefined();
		expect(nameOf(opened)).toBe('mine.porthole');
	});

	test('over a snapshot whose capture is about to be read', async () => {
		const { decoder, opened } = session();
		const slow = decoder.answers.hold('attribute 1');
		const first = opened.open(await fileOf(watched(), LIFE), 'first.porthole');
		await slow.asked;
		await opened.openLink(encodeLink(exampleSnapshot()).fragment);
		slow.letGo();
		await first;
		expect(nameOf(opened)).toBe('link');
		// Whatever was sent to the decoder before this is there when it answers.
		await opened.capture.leftovers();
		expect(decoder.answers.count('open first.porthole')).toBe(0);
	});

	test('over a capture whose first bytes come slowly from the disk', async () => {
		const { opened } = session();
		const capture = opened.open(LIFE, 'life.pcap');
		await opened.openLink(encodeLink(exampleSnapshot()).fragment);
		await capture;
		expect(nameOf(opened)).toBe('link');
	});

	test('over a file that is asked for in the same breath', async () => {
		const { opened } = session();
		const first = opened.open(await fileOf(exampleSnapshot()), 'first.porthole');
		const second = opened.open(await fileOf(rootedSnapshot()), 'second.porthole');
		await Promise.all([first, second]);
		expect(nameOf(opened)).toBe('second.porthole');
	});

	test('over everything, where it was to close', async () => {
		const { opened } = session();
		const { resolve } = server();
		const sample = opened.openSample('sample.porthole');
		await opened.close();
		resolve(new Response(await fileOf(exampleSnapshot())));
		await sample;
		expect(opened.state).toEqual({ state: 'idle' });
	});
});

describe('what cannot be opened says why', () => {
	test('a zip of somebody else', async () => {
		const { opened } = session();
		await opened.open(new Blob(['PK\u0003\u0004 and nothing of ours']), 'other.zip');
		expect(opened.state.state).toBe('failed');
		expect(opened.failure).toMatch(/snapshot/);
	});

	test('a disk that does not give the file', async () => {
		const { opened } = session();
		const lost = new Blob(['gone']);
		vi.spyOn(lost, 'slice').mockImplementation(() => {
			throw new DOMException('gone', 'NotReadableError');
		});
		await opened.open(lost, 'lost.pcap');
		expect(opened.failure).toMatch(/could not be read/);
	});

	test.each([
		['is not there', () => Promise.resolve(new Response('', { status: 404 }))],
		['is out of reach', () => Promise.reject(new TypeError('Failed to fetch'))],
	])('a sample that %s', async (_, answer) => {
		const { opened } = session();
		vi.stubGlobal('fetch', answer);
		await opened.openSample('sample.porthole');
		expect(opened.failure).toMatch(/could not be read/);
	});

	test('a link that was cut, which is no part of the address then', async () => {
		const { opened } = session();
		await opened.openLink(encodeLink(exampleSnapshot()).fragment.slice(0, -20));
		expect(opened.failure).toMatch(/damaged/);
		expect(opened.fragment).toBe('');
	});

	test('a file that is no capture, by what the decoder says of it', async () => {
		const { opened } = session();
		await opened.open(new Blob(['hello, this is a letter']), 'letter.txt');
		await until(() => opened.snapshot?.capture?.summary.complete === true);
		expect(opened.snapshot?.capture?.summary.stop?.reason).toBe('not-a-capture');
	});

	test('until something else is opened', async () => {
		const { opened } = session();
		await opened.open(new Blob(['PK\u0003\u0004']), 'other.zip');
		await opened.open(await fileOf(exampleSnapshot()), 'mine.porthole');
		expect(opened.failure).toBeUndefined();
		expect(nameOf(opened)).toBe('mine.porthole');
	});
});

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

describe('a link', () => {
	test('keeps its fragment, and brings its flows along', async () => {
		const { decoder, opened } = session();
		const { fragment } = encodeLink(exampleSnapshot());
		await opened.openLink(fragment);
		expect(opened.fragment).toBe(fragment);
		expect(opened.snapshot?.origin).toEqual({ kind: 'link' });
		const { total } = await opened.tableOf(NO_NAMES).page(BY_TIME, 0, 1000);
		expect(total).toBe(flowsOf(opened).length);
		expect(total).toBeGreaterThan(0);
		expect(decoder.answers.questions).toEqual([]);
	});

	test.each(['open', 'close'] as const)('loses it on %s', async (what) => {
		const { opened } = session();
		await opened.openLink(encodeLink(exampleSnapshot()).fragment);
		if (what === 'close') await opened.close();
		else await opened.open(await fileOf(exampleSnapshot()), 'mine.porthole');
		expect(opened.fragment).toBe('');
	});
});

describe('a snapshot', () => {
	test('without the bytes of its capture shows the flows it kept', async () => {
		const { decoder, opened } = session();
		await opened.open(await fileOf(exampleSnapshot()), 'mine.porthole');
		expect(opened.snapshot).toEqual({
			...exampleSnapshot(),
			origin: { kind: 'file', name: 'mine.porthole' },
		});
		const { total } = await opened.tableOf(NO_NAMES).page(BY_TIME, 0, 1000);
		expect(total).toBe(exampleSnapshot().capture?.flows.length);
		expect(decoder.answers.questions).toEqual([]);
	});

	test('without any capture has none', async () => {
		const { opened } = session();
		await opened.open(await fileOf({ ...exampleSnapshot(), capture: undefined }), 'bare.porthole');
		expect(opened.snapshot?.capture).toBeUndefined();
		expect((await opened.tableOf(NO_NAMES).page(BY_TIME, 0, 10)).total).toBe(0);
	});

	test('with a capture has it decoded, with the owners and the tool it told of', async () => {
		const { opened } = session();
		const snapshot = { ...watched(), readings: {}, capture: rootedSnapshot().capture };
		await opened.open(await fileOf(snapshot, LIFE), 'mine.porthole');
		await decoded(opened);
		expect(flowsOf(opened).map(({ owner }) => owner)).toContainEqual({
			kind: 'sure',
			uid: CHAT.socket.uid,
		});
		const { summary } = rootedSnapshot().capture ?? {};
		expect(opened.snapshot?.capture?.summary).toMatchObject({
			origin: summary?.origin,
			tool: summary?.tool,
		});
		expect((await opened.tableOf(NO_NAMES).page(BY_TIME, 0, 10)).total).toBe(3);
	});

	test('of a phone whose clock went wrong finds the owners of what its own tcpdump took', async () => {
		const { opened } = session();
		const { identity } = exampleSnapshot().readings;
		if (identity?.outcome.kind !== 'ok') throw new Error('the example has an identity');
		const hour = 3_600_000;
		const clock = identity.at + identity.duration / 2 + hour;
		const outcome = { kind: 'ok', value: { ...identity.outcome.value, clock } } as const;
		const { firstSeen, lastSeen, socket } = CHAT;
		const byOurs = { socket, firstSeen: firstSeen - hour, lastSeen: lastSeen - hour };
		const { watch } = exampleSnapshot();
		const snapshot = {
			...rootedSnapshot(),
			readings: { identity: { ...identity, outcome } },
			watch: watch && { ...watch, sightings: [byOurs] },
		};
		await opened.open(await fileOf(snapshot, LIFE), 'mine.porthole');
		await decoded(opened);
		const kinds = flowsOf(opened).map(({ owner }) => owner.kind);
		expect(kinds.filter((kind) => kind === 'sure')).toHaveLength(1);
	});
});

describe('a plain capture', () => {
	test('after a snapshot gets none of what that one saw', async () => {
		const { opened } = session();
		await opened.open(await fileOf(watched(), LIFE), 'mine.porthole');
		await decoded(opened);
		expect(flowsOf(opened).some(({ owner }) => owner.kind !== 'unknown')).toBe(true);
		await opened.open(LIFE, 'life.pcap');
		await decoded(opened);
		expect(flowsOf(opened).map(({ owner }) => owner.kind)).toEqual([
			'unknown',
			'unknown',
			'unknown',
		]);
		expect(opened.snapshot).toMatchObject({ readings: {}, ladder: [], watch: undefined });
	});

	test('is there by its name before it is read', async () => {
		const { decoder, opened } = session();
		const slow = decoder.answers.hold('open life.pcap');
		await opened.open(LIFE, 'life.pcap');
		expect(nameOf(opened)).toBe('life.pcap');
		slow.letGo();
		await decoded(opened);
	});

	test('that an earlier visit left is opened by its id', async () => {
		const store = createMemoryStore();
		const recording = await store.create({ startedAt: 1, interface: 'wlan0', filter: '' });
		recording.append(pcap(life));
		recording.close();
		const { opened } = session(store);
		await opened.openLeftover(recording.id, 'wlan0');
		expect(nameOf(opened)).toBe('wlan0');
		expect(opened.snapshot?.capture?.summary).toMatchObject({ packets: 5, complete: true });
	});
});
