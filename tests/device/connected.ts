// A connection to a virtual phone, as the device thread has it.
import { expect, vi } from 'vitest';
import type { ConnectOptions } from '../../src/lib/device/attempt.ts';
import { Connector } from '../../src/lib/device/connector.ts';
import type { Session } from '../../src/lib/device/identify.ts';
import type { Connection } from '../../src/lib/model/connection.ts';
import type { Phone } from '../phone/start.ts';
import { MemoryCredentials } from './credentials.ts';
import { SocketBus } from './socketBus.ts';

/** The states that a connector goes through, and a way to wait for one. */
export class States {
	readonly seen: Connection[] = [];
	#wake = Promise.withResolvers<undefined>();

	constructor(connector: Connector) {
		connector.listen((state) => {
			this.seen.push(state);
			this.#wake.resolve(undefined);
			this.#wake = Promise.withResolvers<undefined>();
		});
	}

	get kinds(): readonly Connection['kind'][] {
		return this.seen.map(({ kind }) => kind);
	}

	get last(): Connection | undefined {
		return this.seen.at(-1);
	}

	/** Resolves with the first state of that kind from now on, or with the present one. */
	async until<K extends Connection['kind']>(kind: K): Promise<Extract<Connection, { kind: K }>> {
		for (;;) {
			const { last } = this;
			if (last !== undefined && isOf(last, kind)) return last;
			await this.#wake.promise;
		}
	}
}

function isOf<K extends Connection['kind']>(
	state: Connection,
	kind: K,
): state is Extract<Connection, { kind: K }> {
	return state.kind === kind;
}

export interface Host extends AsyncDisposable {
	readonly bus: SocketBus;
	readonly connector: Connector;
	readonly states: States;
}

/** A host with the phone plugged in and nothing opened. */
export function hostOf(phone: Phone, options: Partial<ConnectOptions> = {}): Host {
	const bus = new SocketBus();
	bus.plugIn(phone.serial, phone.socketPath);
	const connector = new Connector(bus, {
		credentials: new MemoryCredentials(),
		patience: 20_000,
		answer: 20_000,
		delayedAck: true,
		...options,
	});
	return {
		bus,
		connector,
		states: new States(connector),
		[Symbol.asyncDispose]: () => connector.disconnect(),
	};
}

/** Connects, or says how it failed. */
export async function sessionOf(host: Host, phone: Phone): Promise<Session> {
	await host.connector.connect(phone.serial);
	const { session } = host.connector;
	if (session === undefined) throw new Error(`not connected: ${JSON.stringify(host.states.last)}`);
	return session;
}

const PATIENCE = { timeout: 20_000, interval: 50 };

async function commands(phone: Phone): Promise<string> {
	return (await phone.processes()).map(({ cmdline }) => cmdline).join('\n');
}

/** Waits until a command with this text in it runs on the phone. */
export async function running(phone: Phone, text: string): Promise<void> {
	await vi.waitFor(async () => {
		expect(await commands(phone)).toContain(text);
	}, PATIENCE);
}

/** Waits until no command with this text in it runs on the phone. */
export async function notRunning(phone: Phone, text: string): Promise<void> {
	await vi.waitFor(async () => {
		expect(await commands(phone)).not.toContain(text);
	}, PATIENCE);
}
