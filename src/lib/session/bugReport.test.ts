import { expect, test } from 'vitest';
import { deviceThread, FakeDevice } from '../../../tests/session/deviceThread.ts';
import { until } from '../../../tests/session/until.svelte.ts';
import { BugReportSession } from './bugReport.svelte.ts';

test('is a file, and says on the way how far it is', async () => {
	const device = new FakeDevice();
	const session = new BugReportSession();
	const held = device.answers.hold('bug report');
	const taking = session.take(deviceThread(device));
	await held.asked;
	await until(() => session.taking?.progress.done === 7);
	held.letGo();
	const file = await taking;
	expect(file?.name).toBe('bugreport-a.zip');
	expect(await file?.text()).toBe('a report');
	expect(session.taking).toBeUndefined();
});

test.each([
	['that the phone refused says so', { kind: 'refused', message: 'no room' }],
	['that was called off says nothing', { kind: 'cancelled' }],
] as const)('one %s', async (_, error) => {
	const device = new FakeDevice();
	device.reported = { ok: false, error };
	const session = new BugReportSession();
	expect(await session.take(deviceThread(device))).toBeUndefined();
	expect(session.failure).toEqual(error.kind === 'cancelled' ? undefined : error);
	expect(session.taking).toBeUndefined();
});
