import { reread } from '#lib/probes/reread.ts';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { BY_TIME, life, NOON } from '../../../tests/decode/decoding.ts';
import { pcap } from '../../../tests/decode/packets.ts';
import { exampleSnapshot } from '../../../tests/fixtures/snapshots.ts';
import { askedFirst } from '../../../tests/session/deviceThread.ts';
import { CHAT } from '../../../tests/session/sighting.ts';
import { ready, tabStorage } from '../../../tests/session/tab.ts';
import { until } from '../../../tests/session/until.svelte.ts';
import { stubWorkers } from '../../../tests/session/workers.ts';
import type { Readings } from '#lib/model/reading.ts';
import { readSnapshotFile } from '#lib/snapshot/file.ts';
import { encodeLink } from '#lib/snapshot/link.ts';
import { Porthole } from './porthole.svelte.ts';

const LIFE = new File([pcap(life)], 'life.pcap');
const HOUR = 3_600_000;
const OPTIONS = { interface: 'wlan0', filter: '' };

beforeEach(() => {
	vi.stubGlobal('sessionStorage', tabStorage());
});

afterEach(() => {
	vi.unstubAllGlobals();
});

/** A session whose phone is connected and watched. */
async function connected(readings = exampleSnapshot().readings) {
	const { device } = stubWorkers();
	device.readings = readings;
	const porthole = new Porthole();
	await porthole.connectPhone('one');
	await device.tell(ready('one'));
	await until(() => porthole.watch.watching && porthole.watch.readings.identity !== undefined);
	await device.round(1);
	return { porthole, device };
}

/** ... and whose capture has taken five packets. */
async function recording(readings?: Readings) {
	const session = await connected(readings);
	await session.porthole.startCapture(OPTIONS);
	session.device.sink?.postMessage({ kind: 'bytes', bytes: pcap(life) });
	await until(() => session.porthole.snapshot?.capture?.summary.packets === 5);
	return session;
}

test('a phone that is ready is shown, with its apps by their names', async () => {
	const { porthole } = await connected();
	expect(porthole.live).toBe(true);
	expect(porthole.asking).toBe(true);
	expect(porthole.snapshot?.readings).toEqual(askedFirst(exampleSnapshot().readings));
	expect(porthole.usage.map(({ app }) => app.name)).toContain('com.example.chat');
	expect(porthole.connections.length).toBeGreaterThan(0);
});

test('the same connection told again is not begun again; the next one is', async () => {
	const { porthole, device } = await connected();
	await device.tell({ ...ready('one'), root: 'su-c' });
	expect(porthole.phone.connection).toMatchObject({ root: 'su-c' });
	expect(device.answers.count('read packages')).toBe(1);
	const again = device.answers.hold('read packages');
	await device.tell(ready('one', 2));
	await again.asked;
	again.letGo();
	await until(() => porthole.watch.watching);
	expect(device.answers.count('read packages')).toBe(2);
});

test('a pulled cable keeps what was read and received', async () => {
	const { porthole, device } = await recording();
	await device.tell({ kind: 'failed', failure: { kind: 'unplugged' } });
	await until(() => porthole.snapshot?.capture?.summary.complete === true);
	expect(porthole.snapshot?.readings).toEqual(askedFirst(exampleSnapshot().readings));
	expect(porthole.snapshot?.watch?.endedAt).toBeDefined();
	expect(porthole.snapshot?.capture?.summary.packets).toBe(5);
	expect(porthole.asking).toBe(false);
	expect(porthole.recording.stage).toBe('idle');
});

test('the same phone again has its capture still; another one is told nothing of it', async () => {
	const { porthole, device } = await recording();
	await device.tell({ kind: 'failed', failure: { kind: 'unplugged' } });
	await until(() => porthole.snapshot?.capture?.summary.complete === true);
	await device.tell(ready('one', 2));
	await until(() => porthole.watch.watching);
	expect(porthole.snapshot?.capture?.summary.packets).toBe(5);
	await device.tell({ kind: 'none' });
	await device.tell(ready('two', 3));
	await until(() => porthole.watch.watching && porthole.watch.serial === 'two');
	expect(porthole.snapshot?.capture).toBeUndefined();
});

test('a file is shown in front of the phone, which goes on behind it', async () => {
	const { porthole } = await recording();
	await porthole.openFile(LIFE);
	expect(porthole.live).toBe(false);
	expect(porthole.hasPhone).toBe(true);
	expect(porthole.snapshot?.origin).toEqual({ kind: 'file', name: 'life.pcap' });
	expect(porthole.snapshot?.readings).toEqual({});
	expect(porthole.watch.watching).toBe(true);
	await porthole.closeOpened();
	expect(porthole.live).toBe(true);
	expect(porthole.snapshot?.capture?.summary.origin.kind).toBe('tcpdump');
});

test('there is a way back to the phone also for whoever opened a file before it came', async () => {
	const { device } = stubWorkers();
	const porthole = new Porthole();
	await porthole.openFile(LIFE);
	expect(porthole.hasPhone).toBe(false);
	await porthole.connectPhone('one');
	await device.tell(ready('one'));
	await until(() => porthole.watch.watching);
	await porthole.openFile(LIFE);
	expect(porthole.hasPhone).toBe(true);
});

test('flows find their app once its socket is seen, also where the clock of the phone is wrong', async () => {
	const { identity, sockets, ...rest } = exampleSnapshot().readings;
	if (sockets === undefined || identity?.outcome.kind !== 'ok') throw new Error('it has both');
	const clock = identity.at + identity.duration / 2 + HOUR;
	const known = { kind: 'ok', value: { ...identity.outcome.value, clock } } as const;
	const readings = { ...rest, sockets, identity: { ...identity, outcome: known } };
	const { porthole, device } = await recording(readings);
	const seen = { kind: 'ok', value: [CHAT.socket] } as const;
	device.readings = { ...readings, sockets: { ...sockets, outcome: seen } };
	const before = porthole.flows.revision;
	// While the conversation lived, by this computer's clock; the packets bear the phone's.
	await device.round(2, NOON + 110 - HOUR);
	await until(() => porthole.flows.revision !== before);
	const { rows } = await porthole.flows.page(BY_TIME, 0, 10);
	expect(rows.map(({ owner }) => owner)).toContainEqual({ kind: 'sure', uid: CHAT.socket.uid });
});

test('a link has its fragment in the address while it is shown', async () => {
	stubWorkers();
	const porthole = new Porthole();
	const { fragment } = encodeLink(exampleSnapshot());
	await porthole.openLink(fragment);
	expect(porthole.fragment).toBe(fragment);
	expect(porthole.hasPhone).toBe(false);
	await porthole.closeOpened();
	expect(porthole.fragment).toBe('');
	expect(porthole.snapshot).toBeUndefined();
});

test('what is saved of a phone opens to the same, with the capture whole', async () => {
	const { porthole } = await recording();
	const { snapshot } = porthole;
	const saved = await porthole.save();
	if (!saved.ok) throw new Error(saved.error);
	const read = await readSnapshotFile(saved.value, reread);
	if (!read.ok) throw new Error(read.error.kind);
	expect(read.value.snapshot.readings).toEqual(snapshot?.readings);
	expect(read.value.snapshot.capture?.flows).toHaveLength(3);
	expect(read.value.capture?.size).toBe(LIFE.size);
});
