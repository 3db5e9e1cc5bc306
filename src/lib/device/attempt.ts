import type { AdbCredentialStore } from '@yume-chan/adb';
import { err, type Result } from '../base/result.ts';
import type { Milliseconds } from '../base/units.ts';
import type { Connection, RootWay } from '../model/connection.ts';
import type { ConnectionFailure } from '../model/failure.ts';
import { authorise } from './authorise.ts';
import type { Bus, Link, Plug } from './bus.ts';
import { messageOf } from './cause.ts';
import { identify, type Session } from './identify.ts';

export interface ConnectOptions {
	readonly credentials: AdbCredentialStore;
	/** How long a person has to answer "Allow USB debugging?" on the phone. */
	readonly patience: Milliseconds;
	/** How long a phone has to answer the greeting. */
	readonly answer: Milliseconds;
	/** Whether to offer delayed_ack. */
	readonly delayedAck: boolean;
}

/** One try to connect to one phone. */
export interface Attempt {
	readonly serial: string;
	/** Where it was just plugged in; otherwise it is looked for. */
	readonly plug: Plug | undefined;
	/** Aborted when nobody wants this attempt any more. */
	readonly signal: AbortSignal;
	/** Called with each state on the way. */
	readonly enter: (state: Connection) => void;
	readonly rootChanged: (way: RootWay) => void;
}

/** From a serial to a phone that answers. After an abort the result is a failure of some kind, and all is closed. */
export async function attemptToConnect(
	bus: Bus,
	options: ConnectOptions,
	attempt: Attempt,
): Promise<Result<Session, ConnectionFailure>> {
	const { serial, signal, enter } = attempt;
	enter({ kind: 'opening', serial });
	const opened = await open(bus, attempt);
	if (!opened.ok) return opened;
	const authorised = await authorise(opened.value, {
		...options,
		serial,
		cancelled: signal,
		offered: () => {
			enter({ kind: 'authorising', serial, since: Date.now() });
		},
	});
	if (!authorised.ok) return authorised;
	const wire = authorised.value;
	enter({ kind: 'identifying', serial });
	const cancel = (): void => void wire.close();
	signal.addEventListener('abort', cancel, { once: true });
	const session = await identify(wire, attempt.rootChanged);
	signal.removeEventListener('abort', cancel);
	if (!session.ok || signal.aborted) await wire.close();
	return session.ok && signal.aborted ? err({ kind: 'unplugged' }) : session;
}

async function open(
	bus: Bus,
	{ serial, plug, signal }: Attempt,
): Promise<Result<Link, ConnectionFailure>> {
	try {
		const found = plug ?? (await bus.plugs()).find((one) => one.serial === serial);
		if (found === undefined) return err({ kind: 'not-found' });
		if (!found.offersAdb) return err({ kind: 'interface-changed' });
		const opened = await found.open();
		if (opened.ok && signal.aborted) await opened.value.close();
		return signal.aborted ? err({ kind: 'unplugged' }) : opened;
	} catch (error) {
		return err({ kind: 'broken', message: messageOf(error) });
	}
}
