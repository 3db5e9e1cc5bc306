import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { deviceThread, FakeDevice } from '../../../tests/session/deviceThread.ts';
import { tabStorage } from '../../../tests/session/tab.ts';
import { until } from '../../../tests/session/until.svelte.ts';
import { exampleSnapshot } from '../../../tests/fixtures/snapshots.ts';
import { Questions } from './questions.svelte.ts';
import { WatchSession } from './watch.svelte.ts';

beforeEach(() => {
	vi.stubGlobal('localStorage', tabStorage());
});
afterEach(() => {
	vi.unstubAllGlobals();
});

async function session() {
	const device = new FakeDevice();
	const watch = new WatchSession(() => undefined);
	const thread = deviceThread(device);
	await watch.begin(thread, 'one');
	return { device, watch, thread, questions: new Questions(watch) };
}

test('what is known is not asked again, unless somebody wants it anew', async () => {
	const { device, watch, thread, questions } = await session();
	questions.want(thread, ['identity', 'neighbours']);
	expect(questions.progressOf(['identity', 'neighbours'])).toEqual({ answered: 1, total: 2 });
	await until(() => watch.readings.neighbours !== undefined && questions.open.length === 0);
	expect(device.answers.count('read neighbours')).toBe(1);
	questions.want(thread, ['neighbours']);
	expect(questions.open).toEqual([]);
	questions.ask(thread, ['neighbours']);
	await until(() => questions.open.length === 0);
	expect(device.answers.count('read neighbours')).toBe(2);
	expect(device.answers.count('read identity')).toBe(1);
});

test('root is for the phone it was allowed on, and is remembered', async () => {
	const { device, watch, thread, questions } = await session();
	const { neighbours } = exampleSnapshot().readings;
	if (neighbours === undefined) throw new Error('the example has neighbours');
	const outcome = { kind: 'denied', why: 'Only root may read this.', remedy: 'root' } as const;
	device.readings = { ...device.readings, neighbours: { ...neighbours, outcome } };
	questions.want(thread, ['neighbours']);
	await until(() => watch.readings.neighbours !== undefined && questions.open.length === 0);
	expect(questions.rootAllowed).toBe(false);
	device.readings = { ...device.readings, neighbours };
	questions.allowRoot(thread);
	await until(() => watch.readings.neighbours?.outcome.kind === 'ok');
	expect(new Questions(watch).rootAllowed).toBe(true);
	await watch.begin(thread, 'two');
	expect(questions.rootAllowed).toBe(false);
});

test('root that is allowed while the phone refuses is used for that question too', async () => {
	const { device, watch, thread, questions } = await session();
	const { neighbours } = exampleSnapshot().readings;
	if (neighbours === undefined) throw new Error('the example has neighbours');
	const outcome = { kind: 'denied', why: 'Only root may read this.', remedy: 'root' } as const;
	device.readings = { ...device.readings, neighbours: { ...neighbours, outcome } };
	const held = device.answers.hold('read neighbours');
	questions.want(thread, ['neighbours']);
	await held.asked;
	questions.allowRoot(thread);
	held.letGo();
	await until(() => watch.readings.neighbours !== undefined && questions.open.length === 0);
	expect(device.answers.count('read neighbours')).toBe(2);
});

test('a refusal is told of this phone, until it gives root; the consent can be taken back', async () => {
	const { watch, thread, questions } = await session();
	questions.refuseRoot();
	expect(questions).toMatchObject({ rootRefused: true, rootAllowed: false });
	questions.allowRoot(thread);
	expect(questions).toMatchObject({ rootRefused: false, rootAllowed: true });
	questions.takeBackRoot();
	expect(questions.rootAllowed).toBe(false);
	expect(new Questions(watch).rootAllowed).toBe(false);
	questions.refuseRoot();
	await watch.begin(thread, 'two');
	expect(questions.rootRefused).toBe(false);
});

test('a phone that left is asked nothing more', async () => {
	const { device, thread, questions } = await session();
	const held = device.answers.hold('read neighbours');
	questions.ask(thread, ['neighbours']);
	await held.asked;
	questions.end();
	expect(questions.open).toEqual([]);
	held.letGo();
});
