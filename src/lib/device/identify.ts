import { AdbFeature } from '@yume-chan/adb';
import { err, ok, type Result } from '../base/result.ts';
import type { RootWay } from '../model/connection.ts';
import type { ConnectionFailure } from '../model/failure.ts';
import type { Phone } from '../model/phone.ts';
import type { Outcome } from '../model/reading.ts';
import type { Shell } from '../ports/shell.ts';
import { probes } from '../probes/index.ts';
import { runProbe } from '../probes/probe.ts';
import { lossOf } from './failures.ts';
import type { Dialect } from './process.ts';
import { Root, type GrantedWay } from './root.ts';
import { createShell } from './shell.ts';
import type { Wire } from './wire.ts';

/** A phone that is connected, authorised and known: everything that can be done with it. */
export interface Session {
	readonly serial: string;
	readonly wire: Wire;
	readonly shell: Shell;
	readonly root: Root;
	readonly dialect: Dialect;
	readonly phone: Phone;
}

/** Finds out who the phone is, how it runs commands and what they may. */
export async function identify(
	wire: Wire,
	rootChanged: (way: RootWay) => void,
): Promise<Result<Session, ConnectionFailure>> {
	const dialect = await dialectOf(wire);
	const shellAs = (way: () => Promise<GrantedWay>): Shell =>
		createShell({ wire, dialect, root: way });
	const plain = shellAs(() => Promise.resolve('none'));
	const { outcome } = await runProbe(probes.identity, plain);
	if (outcome.kind !== 'ok') return err(unidentified(outcome, wire));
	const phone = outcome.value;
	const root = await Root.look({
		plain,
		by: (way) => shellAs(() => Promise.resolve(way)),
		alreadyRoot: phone.uid === 0,
		changed: rootChanged,
	});
	const shell = shellAs(() => root.obtain());
	return ok({ serial: wire.adb.serial, wire, shell, root, dialect, phone });
}

/** Android 7 and later say that they have shell v2; whether an older one has `exec:` shows only by asking. */
async function dialectOf(wire: Wire): Promise<Dialect> {
	if (wire.adb.canUseFeature(AdbFeature.ShellV2)) return 'v2';
	const socket = await wire.open('exec:true');
	if (!socket.ok) return 'pty';
	await Promise.resolve(socket.value.close()).catch(() => undefined);
	return 'exec';
}

function unidentified(
	outcome: Exclude<Outcome<Phone>, { kind: 'ok' }>,
	wire: Wire,
): ConnectionFailure {
	if (wire.gone.aborted) return lossOf(wire.gone.reason);
	switch (outcome.kind) {
		case 'denied':
		case 'missing':
			return { kind: 'broken', message: `The phone does not say what it is: ${outcome.why}` };
		case 'unparsed':
			return {
				kind: 'broken',
				message: `The phone's answer cannot be read, line ${outcome.failure.line}: ${outcome.failure.text}`,
			};
		case 'interrupted':
			return { kind: 'broken', message: 'The phone does not answer commands.' };
	}
}
