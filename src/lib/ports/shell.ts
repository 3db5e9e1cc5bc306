import type { Result } from '../base/result.ts';
import type { Milliseconds } from '../base/units.ts';
import type { ShellFailure } from '../model/failure.ts';

/** What a finished command left. `exit` is undefined where an old phone hid it. */
export interface Finished {
	readonly stdout: string;
	readonly stderr: string;
	readonly exit: number | undefined;
}

export interface RunOptions {
	readonly signal?: AbortSignal;
	readonly timeout?: Milliseconds;
	/** Run as root, by whichever way this phone has. Refused where there is none. */
	readonly root?: boolean;
}

/** A command that is running. Both streams must be read: they share one connection. */
export interface Running {
	readonly stdout: ReadableStream<Uint8Array>;
	readonly stderr: ReadableStream<Uint8Array>;
	/** Settles when the command has ended and every byte of both streams was delivered. */
	readonly exit: Promise<Result<number | undefined, ShellFailure>>;
	/** Ends the command on the phone. `interrupt` lets it finish cleanly (SIGINT), where possible. */
	stop(how: 'interrupt' | 'kill'): Promise<void>;
}

/**
 * Runs programs on a phone. `argv` is never a shell line: each element reaches the program as one argument,
 * whatever it contains; quoting is done here, once.
 */
export interface Shell {
	run(argv: readonly string[], options?: RunOptions): Promise<Result<Finished, ShellFailure>>;
	stream(argv: readonly string[], options?: RunOptions): Promise<Result<Running, ShellFailure>>;
}
