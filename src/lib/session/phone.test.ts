import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { deviceThread, FakeDevice } from '../../../tests/session/deviceThread.ts';
import { ready, tabStorage } from '../../../tests/session/tab.ts';
import type { Connection } from '#lib/model/connection.ts';
import { PhoneSession } from './phone.svelte.ts';

function session() {
	const device = new FakeDevice();
	const changes: Connection['kind'][] = [];
	const start = vi.fn(() => deviceThread(device));
	const phone = new PhoneSession(start, ({ kind }) => changes.push(kind));
	return { device, start, changes, phone };
}

beforeEach(() => {
	vi.stubGlobal('sessionStorage', tabStorage());
	vi.stubGlobal('navigator', { usb: {} });
});

afterEach(() => {
	vi.unstubAllGlobals();
});

test('tells every change of the connection, and which phones may come back', async () => {
	const { device, start, changes, phone } = session();
	device.serials = ['one', 'two'];
	await phone.connect('one');
	await device.tell({ kind: 'opening', serial: 'one' });
	await device.tell(ready('one'));
	expect(phone.connection).toEqual(ready('one'));
	expect(changes).toEqual(['opening', 'ready']);
	expect(phone.known).toEqual(['one', 'two']);
	await phone.connect('two');
	expect(start).toHaveBeenCalledTimes(1);
});

test('a reload goes on with the phone that this tab had', async () => {
	const before = session();
	await before.phone.connect('one');
	await before.device.tell(ready('one'));
	const { device, phone } = session();
	device.serials = ['two', 'one'];
	await phone.resume();
	expect(device.answers.questions).toEqual(['connect one']);
});

test.each([
	['that is not there any more', ['two'], false],
	['that a person has left', ['one'], true],
])('a reload does not connect a phone %s', async (_, serials, left) => {
	const before = session();
	await before.phone.connect('one');
	await before.device.tell(ready('one'));
	if (left) await before.phone.disconnect();
	const { device, phone } = session();
	device.serials = serials;
	await phone.resume();
	expect(device.answers.questions).toEqual([]);
	expect(phone.known).toEqual(serials);
});

test('a browser without WebUSB gets no device thread', async () => {
	vi.stubGlobal('navigator', {});
	const { start, phone } = session();
	await phone.resume();
	expect(start).not.toHaveBeenCalled();
});

test('a choice that fails says why, until that was read', async () => {
	vi.stubGlobal('isSecureContext', true);
	vi.stubGlobal('navigator', {});
	const { phone, changes } = session();
	expect(await phone.choose()).toBeUndefined();
	expect(phone.connection).toEqual({ kind: 'failed', failure: { kind: 'no-webusb' } });
	phone.dismiss();
	expect(phone.connection).toEqual({ kind: 'none' });
	phone.dismiss();
	expect(changes).toEqual(['failed', 'none']);
});
