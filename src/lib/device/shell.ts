import { err, ok, type Result } from '../base/result.ts';
import type { Bytes, Milliseconds } from '../base/units.ts';
import type { ShellFailure } from '../model/failure.ts';
import type { Finished, RunOptions, Running, Shell } from '../ports/shell.ts';
import { bounded } from './bounded.ts';
import { guarded } from './guard.ts';
import { newMark, untilMark, type Mark } from './marks.ts';
import { startProcess, type Dialect, type Process } from './process.ts';
import { refusalOf, shellLine } from './quote.ts';
import type { GrantedWay } from './root.ts';
import { lineToRead, runningOf } from './running.ts';
import { collected, textOf } from './streams.ts';
import type { Wire } from './wire.ts';

/** For commands whose caller sets no limit: nothing waits for ever. */
const TIMEOUT: Milliseconds = 60_000;

/** No answer of a phone is this long; one that is would fill the tab. */
const MAX_OUTPUT: Bytes = 64 * 1024 * 1024;

export interface ShellOptions {
	readonly wire: Wire;
	readonly dialect: Dialect;
	/** Becomes root, or says that there is no way. Asked only for commands that want it. */
	readonly root: () => Promise<GrantedWay>;
	/** Seconds that a command may go on after the last word from us. */
	readonly patience?: number;
}

/** Runs programs over one connection. */
export function createShell(options: ShellOptions): Shell {
	return {
		run: (argv, how = {}) => run(options, argv, how),
		stream: (argv, how = {}) => stream(options, argv, how),
	};
}

async function run(
	options: ShellOptions,
	argv: readonly string[],
	{ signal, timeout = TIMEOUT, root }: RunOptions,
): Promise<Result<Finished, ShellFailure>> {
	const { wire, dialect } = options;
	if (signal?.aborted === true) return err({ kind: 'cancelled' });
	const mark = newMark();
	const process = commandOf(options, argv, root).then((command) =>
		command.ok ? startProcess(wire, dialect, lineToRun(dialect, command.value, mark)) : command,
	);
	const work = process.then((started) =>
		started.ok ? finished(started.value, dialect, mark) : started,
	);
	const result = await bounded(work, { gone: wire.gone, signal, timeout });
	if (!result.ok) void process.then(killed);
	return result;
}

async function stream(
	options: ShellOptions,
	argv: readonly string[],
	{ signal, timeout, root }: RunOptions,
): Promise<Result<Running, ShellFailure>> {
	const { wire, dialect } = options;
	if (signal?.aborted === true) return err({ kind: 'cancelled' });
	if (dialect === 'pty') {
		const message = 'This Android is too old to send bytes untouched (needs 5.0).';
		return err({ kind: 'refused', message });
	}
	const mark = newMark();
	const process = commandOf(options, argv, root).then((command) =>
		command.ok ? startProcess(wire, dialect, lineToRead(dialect, command.value, mark)) : command,
	);
	const started = await bounded(process, { gone: wire.gone, signal });
	if (!started.ok) {
		void process.then(killed);
		return started;
	}
	const limits = { gone: wire.gone, signal, timeout };
	return ok(runningOf(started.value, dialect === 'v2' ? undefined : mark, limits));
}

/** Ends what was started for somebody who did not wait for it. */
function killed(started: Result<Process, ShellFailure>): void {
	if (started.ok) started.value.kill();
}

/** The argv that is really run: guarded, and behind `su` where root is wanted. */
async function commandOf(
	{ dialect, root, patience }: ShellOptions,
	argv: readonly string[],
	wantsRoot: boolean | undefined,
): Promise<Result<readonly string[], ShellFailure>> {
	const refusal = refusalOf(argv);
	if (refusal !== undefined) return err({ kind: 'refused', message: refusal });
	const way = wantsRoot === true ? await root() : 'adb';
	const how = { behindSu: way !== 'adb', ...(patience === undefined ? {} : { patience }) };
	// A terminal echoes what it is told, so there the guard cannot listen. Hanging up kills there.
	const own = dialect === 'pty' ? argv : guarded(argv, how);
	switch (way) {
		case 'adb':
			return ok(own);
		case 'su-c':
			return ok(['su', '-c', shellLine(own)]);
		case 'su-0':
			return ok(['su', '0', ...own]);
		case 'none':
			return err({ kind: 'refused', message: 'This phone gives no root, or somebody refused it.' });
	}
}

/** Where the exit code does not come by itself, the phone's shell prints it behind a mark. */
function lineToRun(dialect: Dialect, command: readonly string[], mark: Mark): string {
	const line = shellLine(command);
	switch (dialect) {
		case 'v2':
			return `exec ${line}`;
		case 'exec':
			return `${line} 2>&1; echo ${mark.spelt}$?`;
		case 'pty':
			return `${line} </dev/null 2>&1; echo ${mark.spelt}$?`;
	}
}

async function finished(
	process: Process,
	dialect: Dialect,
	mark: Mark,
): Promise<Result<Finished, ShellFailure>> {
	const [stdout, stderr, exit] = await Promise.all([
		collected(process.stdout, MAX_OUTPUT),
		collected(process.stderr, MAX_OUTPUT),
		process.exit,
	]);
	if (stdout === undefined || stderr === undefined) {
		return err({ kind: 'refused', message: 'The answer is too long.' });
	}
	if (dialect === 'v2') return ok({ stdout: textOf(stdout), stderr: textOf(stderr), exit });
	const answer = untilMark(textOf(stdout), mark);
	// A terminal makes \r\n of every \n, and nothing else.
	const text = dialect === 'pty' ? answer.text.replaceAll('\r\n', '\n') : answer.text;
	return ok({ stdout: text, stderr: '', exit: answer.exit });
}
