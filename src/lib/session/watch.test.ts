import { expect, test, vi } from 'vitest';
import {
	askedFirst,
	deviceThread,
	FakeDevice,
	FIRST_READ,
} from '../../../tests/session/deviceThread.ts';
import { exampleSnapshot } from '../../../tests/fixtures/snapshots.ts';
import type { Reading } from '#lib/model/reading.ts';
import { WatchSession } from './watch.svelte.ts';

const { readings } = exampleSnapshot();
const { identity, interfaces } = readings;
if (identity === undefined || interfaces === undefined) throw new Error('the example has both');

/** What a question ends with when its phone goes away. */
const gone = <T>(reading: Reading<T>): Reading<T> => ({
	...reading,
	exit: undefined,
	raw: '',
	outcome: { kind: 'interrupted', failure: { kind: 'disconnected' } },
});

function session() {
	const device = new FakeDevice();
	const rounds = vi.fn();
	return { device, rounds, thread: deviceThread(device), watch: new WatchSession(rounds) };
}

test('asks everything once and watches, counting from the first reading on', async () => {
	const { device, thread, watch, rounds } = session();
	await watch.begin(thread, 'one');
	expect(watch.ladder).toEqual(exampleSnapshot().ladder);
	expect(watch.log).toMatchObject({ startedAt: FIRST_READ, endedAt: undefined });
	await device.round(1);
	expect(watch.readings).toEqual(askedFirst(readings));
	expect(watch.log?.usage.map(({ at }) => at)).toEqual([FIRST_READ, FIRST_READ + 1000]);
	expect(rounds).toHaveBeenCalledTimes(1);
	for (const probe of ['packages', 'usage', 'identity']) {
		expect(device.answers.count(`read ${probe}`)).toBe(1);
	}
});

test('a good reading stays when the answer of a phone that left comes late', async () => {
	const { device, thread, watch } = session();
	await watch.begin(thread, 'one');
	const late = device.answers.hold('read identity');
	device.readings = { ...readings, identity: gone(identity) };
	const asking = watch.ask(thread, 'identity');
	await late.asked;
	watch.end();
	late.letGo();
	await asking;
	expect(watch.readings.identity?.outcome).toEqual(identity.outcome);
});

test('a good reading stays when the phone leaves before anyone says so', async () => {
	const { device, thread, watch } = session();
	await watch.begin(thread, 'one');
	device.readings = { ...readings, identity: gone(identity) };
	await watch.ask(thread, 'identity');
	expect(watch.readings.identity?.outcome).toEqual(identity.outcome);
});

test('a question that was interrupted is told where nothing better is known', async () => {
	const { device, thread, watch } = session();
	device.readings = { ...readings, identity: gone(identity) };
	await watch.begin(thread, 'one');
	expect(watch.readings.identity?.outcome.kind).toBe('interrupted');
});

test('a round that comes after the phone left changes nothing and asks nothing', async () => {
	const { device, thread, watch } = session();
	await watch.begin(thread, 'one');
	watch.end();
	const before = watch.log;
	const asked = device.answers.questions.length;
	await device.round(5);
	expect(watch.log).toEqual(before);
	expect(device.answers.questions).toHaveLength(asked);
});

test('every round brings the interfaces and the protocols, with the time they were read at', async () => {
	const { device, thread, watch } = session();
	await watch.begin(thread, 'one');
	const later = { ...interfaces, at: interfaces.at + 1200 };
	await device.round(1);
	device.readings = { ...readings, interfaces: later };
	await device.round(2);
	expect(watch.readings.interfaces).toEqual(later);
	expect(watch.log?.interfaces?.map(({ at }) => at)).toEqual([interfaces.at, later.at]);
	const [first, second] = watch.log?.protocols ?? [];
	expect(first?.rows.length).toBeGreaterThan(300);
	expect(second?.rows).toEqual([]);
});

test('what the pages show of usage is what the last round brought, refused or not', async () => {
	const { device, thread, watch } = session();
	await watch.begin(thread, 'one', true);
	expect(device.answers.count('watch as root')).toBe(1);
	expect(watch.readings.usage?.outcome.kind).toBe('ok');
	const refused = { kind: 'denied', why: 'Only root may read this.', remedy: 'root' } as const;
	const { usage } = readings;
	if (usage === undefined) throw new Error('the example has usage');
	device.readings = { ...readings, usage: { ...usage, outcome: refused } };
	await device.round(1);
	expect(watch.readings.usage?.outcome).toEqual(refused);
});

test('the same phone again goes on with its log, and the cost adds up', async () => {
	const { device, thread, watch } = session();
	await watch.begin(thread, 'one');
	await device.round(7);
	watch.end();
	expect(watch.log?.endedAt).toBeDefined();
	await watch.begin(thread, 'one');
	await device.round(2);
	expect(watch.log).toMatchObject({
		startedAt: FIRST_READ,
		endedAt: undefined,
		cost: { rounds: 9, busy: 90, received: 900 },
	});
	expect(watch.log?.usage).toHaveLength(3);
});

test('another phone begins anew', async () => {
	const { device, thread, watch } = session();
	await watch.begin(thread, 'one');
	await device.round(7);
	watch.end();
	const first = device.answers.hold('read packages');
	const beginning = watch.begin(thread, 'two');
	await first.asked;
	expect(watch.serial).toBe('two');
	expect(watch.readings).toEqual({});
	expect(watch.log).toBeUndefined();
	first.letGo();
	await beginning;
	await device.round(2);
	expect(watch.log).toMatchObject({ cost: { rounds: 2 }, usage: { length: 2 } });
});

test('a beginning that the end overtakes asks no more and does not watch', async () => {
	const { device, thread, watch } = session();
	const slow = device.answers.hold('read usage');
	const beginning = watch.begin(thread, 'one');
	await slow.asked;
	watch.end();
	slow.letGo();
	await beginning;
	expect(device.answers.questions).toEqual(['read packages', 'read usage']);
	expect(watch.watching).toBe(false);
	expect(watch.readings.usage).toBeUndefined();
});

test('a beginning that another one overtakes leaves the watch to that one', async () => {
	const { device, thread, watch } = session();
	const slow = device.answers.hold('read packages');
	const beginning = watch.begin(thread, 'one');
	await slow.asked;
	await watch.begin(thread, 'two');
	slow.letGo();
	await beginning;
	expect(watch.serial).toBe('two');
	expect(device.answers.count('watch')).toBe(1);
	expect(device.answers.count('read packages')).toBe(2);
});

test('a pause ends the watch on the phone; what was seen stays, and goes on', async () => {
	const { device, thread, watch } = session();
	await watch.begin(thread, 'one');
	await device.round(3);
	await watch.pause(thread);
	expect(device.answers.questions.at(-1)).toBe('unwatch');
	expect(watch.watching).toBe(false);
	expect(watch.log?.usage).toHaveLength(2);
	await watch.watch(thread);
	await device.round(1);
	expect(watch.log).toMatchObject({ endedAt: undefined, cost: { rounds: 4 } });
});

test('a pause while the phone is still being asked leaves nothing unasked', async () => {
	const { device, thread, watch } = session();
	const slow = device.answers.hold('read identity');
	const beginning = watch.begin(thread, 'one');
	await slow.asked;
	await device.round(1);
	const paused = watch.pause(thread);
	slow.letGo();
	await Promise.all([beginning, paused]);
	expect(watch.readings.interfaces).toEqual(interfaces);
	expect(watch.readings.identity).toEqual(identity);
	expect(watch.ladder).toEqual(exampleSnapshot().ladder);
});

test('a round of before a pause is not counted to the watch after it', async () => {
	const { device, thread, watch } = session();
	await watch.begin(thread, 'one');
	await device.round(3);
	const late = device.roundUnderWay(3);
	await watch.pause(thread);
	await watch.watch(thread);
	await late();
	expect(watch.log?.cost.rounds).toBe(3);
});

test('a watch ended when it was paused, however much later the cable is pulled', async () => {
	const { thread, watch } = session();
	await watch.begin(thread, 'one');
	await watch.pause(thread);
	const paused = watch.log?.endedAt;
	expect(paused).toBeDefined();
	vi.useFakeTimers({ now: (paused ?? 0) + 60_000, toFake: ['Date'] });
	watch.end();
	vi.useRealTimers();
	expect(watch.log?.endedAt).toBe(paused);
});
