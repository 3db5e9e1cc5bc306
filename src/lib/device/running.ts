import { err, ok, type Result } from '../base/result.ts';
import type { ShellFailure } from '../model/failure.ts';
import type { Running } from '../ports/shell.ts';
import { bounded, type Limits } from './bounded.ts';
import { INTERRUPT } from './guard.ts';
import { splitAt, untilMark, type Mark } from './marks.ts';
import type { Dialect, Process } from './process.ts';
import { shellLine } from './quote.ts';

/** Where shell and root may both write, on every Android. */
const SCRATCH = '/data/local/tmp/porthole';

/** The line that runs a command whose output is read while it runs. */
export function lineToRead(
	dialect: Exclude<Dialect, 'pty'>,
	command: readonly string[],
	mark: Mark,
): string {
	return dialect === 'v2' ? `exec ${shellLine(command)}` : lineApart(command, mark);
}

/** A running command, as others see it. With a mark where its streams come merged. */
export function runningOf(
	process: Process,
	mark: Mark | undefined,
	{ gone, signal, timeout }: Limits,
): Running {
	const { stdout, stderr, exit: code } = mark === undefined ? process : apart(process, mark);
	const ended = code.then((exit): Result<number | undefined, ShellFailure> =>
		exit === undefined && gone?.aborted === true ? err({ kind: 'disconnected' }) : ok(exit),
	);
	// Not bounded by the connection: what arrived before its end is still delivered, and then `ended` settles.
	const exit = bounded(ended, { signal, timeout });
	void exit.then((result) => {
		if (!result.ok) process.kill();
	});
	return {
		stdout,
		stderr,
		exit,
		async stop(how) {
			if (how === 'interrupt') await process.tell(INTERRUPT);
			else process.kill();
		},
	};
}

/**
 * A line that keeps standard error apart where the protocol merges both: in a file, which follows the output behind
 * a mark. The file is gone before anything of it is sent, so a cut connection leaves none.
 */
function lineApart(command: readonly string[], mark: Mark): string {
	const file = `${SCRATCH}-${mark.word.replaceAll(/\W/g, '')}`;
	const tell = `echo ${mark.spelt}; cat <&4; echo ${mark.spelt}$r`;
	return `${shellLine(command)} 2>${file}; r=$?; exec 4<${file}; rm -f ${file}; ${tell}`;
}

function apart(process: Process, mark: Mark): Pick<Process, 'stdout' | 'stderr' | 'exit'> {
	const { before, after } = splitAt(process.stdout, mark);
	const told = after.then((text) => untilMark(text.replace(/^\r?\n/, ''), mark));
	return {
		stdout: before,
		stderr: new ReadableStream<Uint8Array>({
			async start(controller) {
				const { text } = await told;
				if (text !== '') controller.enqueue(new TextEncoder().encode(text));
				controller.close();
			},
		}),
		exit: told.then(({ exit }) => exit),
	};
}
