import { AdbCommand } from '@yume-chan/adb';
import { describe, expect, test } from 'vitest';
import { MemoryCredentials } from '../../../tests/device/credentials.ts';
import { hostOf, sessionOf, States } from '../../../tests/device/connected.ts';
import { greet, ScriptedPhone } from '../../../tests/device/scriptedPhone.ts';
import { SocketBus } from '../../../tests/device/socketBus.ts';
import { describePhone } from '../../../tests/phone/host/describe.ts';
import { startPhone } from '../../../tests/phone/start.ts';
import { err } from '../base/result.ts';
import type { ConnectionFailure } from '../model/failure.ts';
import { Connector } from './connector.ts';

const SERIAL = 'SERIAL';
const TIMES = { patience: 20_000, answer: 20_000, delayedAck: true };

interface Rig {
	readonly bus: SocketBus;
	readonly connector: Connector;
	readonly states: States;
}

function rig(options: Partial<typeof TIMES> = {}): Rig {
	const bus = new SocketBus();
	const credentials = new MemoryCredentials();
	const connector = new Connector(bus, { credentials, ...TIMES, ...options });
	return { bus, connector, states: new States(connector) };
}

function failed(failure: ConnectionFailure): unknown {
	return { kind: 'failed', failure, serial: SERIAL };
}

/** A phone that asks for a key, and for another, and never lets anybody in. */
function askingPhone(): ScriptedPhone {
	const TOKEN = 1;
	const SIGNATURE = 2;
	return new ScriptedPhone((packet, phone) => {
		const asks =
			packet.command === AdbCommand.Connect ||
			(packet.command === AdbCommand.Auth && packet.arg0 === SIGNATURE);
		if (asks) phone.send(AdbCommand.Auth, TOKEN, 0, new Uint8Array(20).fill(7));
	});
}

describe('a phone that cannot be had', () => {
	test('no WebUSB in this browser', async () => {
		const connector = new Connector(undefined, { credentials: new MemoryCredentials(), ...TIMES });
		const states = new States(connector);
		await connector.connect(SERIAL);
		expect(states.last).toEqual(failed({ kind: 'no-webusb' }));
	});

	test('not plugged in', async () => {
		const { connector, states } = rig();
		await connector.connect(SERIAL);
		expect(states.last).toEqual(failed({ kind: 'not-found' }));
	});

	test('without an ADB interface', async () => {
		const { bus, connector, states } = rig();
		bus.plugIn(SERIAL, '', { offersAdb: false });
		await connector.connect(SERIAL);
		expect(states.last).toEqual(failed({ kind: 'interface-changed' }));
	});

	test.each(['busy', 'access-denied'] as const)('%s', async (kind) => {
		const { bus, connector, states } = rig();
		bus.plugIn(SERIAL, '', { open: () => Promise.resolve(err({ kind })) });
		await connector.connect(SERIAL);
		expect(states.last).toEqual(failed({ kind }));
	});

	test('a browser that throws where nobody expected it', async () => {
		const { bus, connector, states } = rig();
		bus.plugIn(SERIAL, '', { open: () => Promise.reject(new Error('surprise')) });
		await connector.connect(SERIAL);
		expect(states.last).toEqual(failed({ kind: 'broken', message: 'surprise' }));
	});

	test('one that never answers the greeting', async () => {
		const { bus, connector, states } = rig({ answer: 30 });
		const phone = new ScriptedPhone(() => undefined);
		bus.plugIn(SERIAL, '', phone.plug(SERIAL));
		await connector.connect(SERIAL);
		expect(states.last).toMatchObject({ failure: { kind: 'broken' } });
		expect(states.kinds).toEqual(['none', 'opening', 'failed']);
	});
});

describe('nobody allows it on the phone', () => {
	test('after a while', async () => {
		const { bus, connector, states } = rig({ patience: 30 });
		bus.plugIn(SERIAL, '', askingPhone().plug(SERIAL));
		await connector.connect(SERIAL);
		expect(states.last).toEqual(failed({ kind: 'not-authorised', how: 'timed-out' }));
		expect(states.kinds).toEqual(['none', 'opening', 'authorising', 'failed']);
	});

	test('the person cancels', async () => {
		const { bus, connector, states } = rig();
		bus.plugIn(SERIAL, '', askingPhone().plug(SERIAL));
		const connecting = connector.connect(SERIAL);
		await states.until('authorising');
		await connector.disconnect();
		await connecting;
		expect(states.last).toEqual(failed({ kind: 'not-authorised', how: 'cancelled' }));
	});

	test('the cable is pulled meanwhile', async () => {
		const { bus, connector, states } = rig();
		bus.plugIn(SERIAL, '', askingPhone().plug(SERIAL));
		const connecting = connector.connect(SERIAL);
		await states.until('authorising');
		bus.pull(SERIAL);
		expect(states.last).toEqual(failed({ kind: 'unplugged' }));
		await connecting;
		expect(states.last).toEqual(failed({ kind: 'unplugged' }));
	});
});

describe('a phone that talks nonsense', () => {
	test('a greeting that an earlier visit left in the queue spoils one attempt only', async () => {
		const { bus, connector, states } = rig();
		let visits = 0;
		bus.plugIn(SERIAL, '', {
			open: () => {
				visits += 1;
				const phone = new ScriptedPhone((packet) => {
					if (packet.command === AdbCommand.Connect) greet(phone);
					// The phone's answer to this visit comes behind the one to the earlier: it wants a key.
					if (packet.command === AdbCommand.Open) phone.send(AdbCommand.Auth, 1, 0, 'token');
				});
				return phone.plug(SERIAL).open();
			},
		});
		await connector.connect(SERIAL);
		expect(visits).toBe(2);
		expect(states.last).toMatchObject({ kind: 'failed', failure: { kind: 'broken' } });
	});
});

await describePhone('a virtual phone', [], () => {
	test('connects through every state once, a known key without asking', async () => {
		await using phone = await startPhone({ profile: 'pixel-14' });
		await using host = hostOf(phone);
		await sessionOf(host, phone);
		expect(host.states.kinds).toEqual(['none', 'opening', 'authorising', 'identifying', 'ready']);
		expect(host.states.last).toMatchObject({
			serial: phone.serial,
			phone: { model: phone.model, sdk: 34, uid: 2000, buildType: 'user' },
			root: 'none',
			shell: 'v2',
		});
		await host.connector.disconnect();
		expect(host.states.last).toEqual({ kind: 'none' });

		await sessionOf(host, phone);
		expect(host.states.kinds.slice(5)).toEqual(['none', 'opening', 'identifying', 'ready']);
	});

	test('a person who takes a while is waited for', async () => {
		await using phone = await startPhone({ profile: 'pixel-14', auth: 'manual' });
		await using host = hostOf(phone);
		const connecting = host.connector.connect(phone.serial);
		await host.states.until('authorising');
		await phone.acceptKey();
		await connecting;
		expect(host.states.last).toMatchObject({ kind: 'ready' });
	});

	test('connecting again after a cancelled dialog', async () => {
		await using phone = await startPhone({ profile: 'pixel-14', auth: 'deny' });
		await using host = hostOf(phone);
		const connecting = host.connector.connect(phone.serial);
		await host.states.until('authorising');
		await host.connector.disconnect();
		await connecting;
		await phone.setAuth('accept');
		await sessionOf(host, phone);
	});

	test('a pulled cable shows at once, and the phone comes back by itself', async () => {
		await using phone = await startPhone({ profile: 'pixel-14' });
		await using host = hostOf(phone);
		const { shell } = await sessionOf(host, phone);
		const pending = shell.run(['sleep', '4324']);
		host.bus.pull(phone.serial);
		expect(host.states.last).toMatchObject({ kind: 'failed', failure: { kind: 'unplugged' } });
		expect(await pending).toEqual({ ok: false, error: { kind: 'disconnected' } });
		host.bus.plugIn(phone.serial, phone.socketPath);
		await host.states.until('ready');
		expect(await host.connector.session?.shell.run(['echo', 'back'])).toMatchObject({
			value: { stdout: 'back\n' },
		});
	});

	test('a phone that a person disconnected is left alone when it comes back', async () => {
		await using phone = await startPhone({ profile: 'pixel-14' });
		await using host = hostOf(phone);
		await sessionOf(host, phone);
		await host.connector.disconnect();
		host.bus.pull(phone.serial);
		host.bus.plugIn(phone.serial, phone.socketPath);
		await host.connector.disconnect();
		expect(host.states.last).toEqual({ kind: 'none' });
		expect(host.bus.sockets).toHaveLength(1);
	});

	test('a phone that comes back without ADB says so, and connects when it has it again', async () => {
		await using phone = await startPhone({ profile: 'pixel-14' });
		await using host = hostOf(phone);
		await sessionOf(host, phone);
		host.bus.pull(phone.serial);
		host.bus.plugIn(phone.serial, phone.socketPath, { offersAdb: false });
		await host.connector.connect(phone.serial);
		expect(host.states.last).toMatchObject({ failure: { kind: 'interface-changed' } });
		host.bus.pull(phone.serial);
		host.bus.plugIn(phone.serial, phone.socketPath);
		await host.states.until('ready');
	});

	test('the transport ends without a word from the bus', async () => {
		await using phone = await startPhone({ profile: 'pixel-14' });
		await using host = hostOf(phone);
		await sessionOf(host, phone);
		await phone.resetTransport();
		expect(await host.states.until('failed')).toMatchObject({ failure: { kind: 'unplugged' } });
		await sessionOf(host, phone);
	});

	test('two clicks on Connect make one connection', async () => {
		await using phone = await startPhone({ profile: 'pixel-14' });
		await using host = hostOf(phone);
		await Promise.all([host.connector.connect(phone.serial), host.connector.connect(phone.serial)]);
		expect(host.states.last).toMatchObject({ kind: 'ready' });
		expect(host.states.kinds.filter((kind) => kind === 'ready')).toHaveLength(1);
	});

	test('disconnect in mid-connect ends with nothing', async () => {
		await using phone = await startPhone({ profile: 'pixel-14', auth: 'manual' });
		await using host = hostOf(phone);
		const connecting = host.connector.connect(phone.serial);
		await host.states.until('opening');
		await host.connector.disconnect();
		await connecting;
		expect(host.states.last).toEqual({ kind: 'none' });
		expect(host.bus.sockets.every((socket) => socket.closed)).toBe(true);
	});

	test('root is looked for, not asked for, until somebody wants it', async () => {
		await using phone = await startPhone({ profile: 'rooted-13' });
		await using host = hostOf(phone);
		const { shell } = await sessionOf(host, phone);
		expect(host.states.last).toMatchObject({ root: 'su-unasked' });
		await shell.run(['id'], { root: true });
		expect(host.states.last).toMatchObject({ kind: 'ready', root: 'su-c' });
	});

	test('adb root restarts a debug build as root, and is refused by others', async () => {
		await using phone = await startPhone({ profile: 'old-9' });
		await using host = hostOf(phone);
		const { wire } = await sessionOf(host, phone);
		const restarted = host.connector.restartAsRoot();
		await new Promise((resolve) => {
			wire.gone.addEventListener('abort', resolve);
		});
		// adbd's USB interface goes and comes back.
		host.bus.pull(phone.serial);
		host.bus.plugIn(phone.serial, phone.socketPath);
		expect(await restarted).toEqual({ ok: true, value: undefined });
		expect(host.states.last).toMatchObject({ kind: 'ready', root: 'adb', phone: { uid: 0 } });
		expect(host.states.kinds).not.toContain('failed');
		expect(await host.connector.restartAsRoot()).toEqual({ ok: true, value: undefined });

		await using other = await startPhone({ profile: 'pixel-14' });
		await using user = hostOf(other);
		await sessionOf(user, other);
		expect(await user.connector.restartAsRoot()).toEqual({
			ok: false,
			error: { kind: 'refused', message: 'adbd cannot run as root in production builds' },
		});
	});
});
