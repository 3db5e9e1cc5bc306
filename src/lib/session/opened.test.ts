import { afterEach, describe, expect, test, vi } from 'vitest';
import { BY_TIME, life } from '../../../tests/decode/decoding.ts';
import { pcap } from '../../../tests/decode/packets.ts';
import { exampleSnapshot, rootedSnapshot } from '../../../tests/fixtures/snapshots.ts';
import { CHAT } from '../../../tests/session/sighting.ts';
import {
	LIFE,
	NO_NAMES,
	session,
	fileOf,
	watched,
	nameOf,
	decoded,
	flowsOf,
} from '../../../tests/session/opened.ts';
import { until } from '../../../tests/session/until.svelte.ts';
import { createMemoryStore } from '#lib/decode/recordings.ts';
import { encodeLink } from '#lib/snapshot/link.ts';

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
