import { err, ok, type Result } from '../base/result.ts';
import type { Bytes, Milliseconds } from '../base/units.ts';
import type { ShellFailure } from '../model/failure.ts';
import { bounded } from './bounded.ts';
import { collected, textOf } from './streams.ts';
import type { Wire } from './wire.ts';

const ANSWER: Milliseconds = 10_000;
const MAX_ANSWER: Bytes = 4096;

/** What adbd does next. */
export type Restart = 'restarting' | 'root-already';

/** Asks adbd to restart as root: AOSP daemon/restart_service.cpp, which answers in words. */
export async function askForRoot(wire: Wire): Promise<Result<Restart, ShellFailure>> {
	const socket = await wire.open('root:');
	if (!socket.ok) return socket;
	const said = collected(socket.value.readable, MAX_ANSWER).then(answerOf);
	// Not bounded by the connection, which the restart ends: what was said before is still delivered.
	return bounded(said, { timeout: ANSWER });
}

function answerOf(bytes: Uint8Array | undefined): Result<Restart, ShellFailure> {
	const words = textOf(bytes ?? new Uint8Array()).trim();
	if (words.startsWith('restarting')) return ok('restarting');
	if (words.includes('already running as root')) return ok('root-already');
	return err({ kind: 'refused', message: words === '' ? 'The phone did not answer.' : words });
}
