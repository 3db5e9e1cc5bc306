// Starts commands as adbd's children: mksh under the uid, groups and environment of Android's shell.
import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { constants } from 'node:os';
import type { Readable } from 'node:stream';
import { ROOT_UID, SHELL_GROUPS, SHELL_UID } from '../android/ids.ts';
import { TOOLS } from '../paths.ts';
import type { Stream } from './stream.ts';

const SHELL = '/system/bin/sh';

const PATH = [
	'/product/bin',
	'/apex/com.android.runtime/bin',
	'/apex/com.android.art/bin',
	'/system_ext/bin',
	'/system/bin',
	'/system/xbin',
	'/odm/bin',
	'/vendor/bin',
	'/vendor/xbin',
].join(':');

function environment(root: boolean): Record<string, string> {
	const user = root ? 'root' : 'shell';
	return {
		PATH,
		HOME: '/',
		SHELL,
		USER: user,
		LOGNAME: user,
		HOSTNAME: process.env['HOSTNAME'] ?? 'android',
		TERM: 'dumb',
		TMPDIR: '/data/local/tmp',
		ANDROID_ROOT: '/system',
		ANDROID_DATA: '/data',
		ANDROID_STORAGE: '/storage',
		EXTERNAL_STORAGE: '/sdcard',
		ENV: '/system/etc/mkshrc',
	};
}

/**
 * How the command's input and output are joined to the stream.
 *
 * - `pipes`: stdout and stderr apart (shell v2).
 * - `merged`: one pipe for both (exec, and shell v1 of Android 7 and later, whose pty is raw).
 * - `pty`: a cooked terminal: echo, `\n` becomes `\r\n` (shell v1 of older releases).
 */
export type Wiring = 'pipes' | 'merged' | 'pty';

export interface CommandOptions {
	/** Empty for an interactive shell. */
	readonly command: string;
	readonly wiring: Wiring;
	readonly root: boolean;
}

function quote(text: string): string {
	return `'${text.replaceAll("'", `'\\''`)}'`;
}

function shellArguments({ command, wiring }: CommandOptions): string[] {
	const plain = command === '' ? [SHELL, '-'] : [SHELL, '-c', command];
	if (wiring === 'pipes') return plain;
	if (wiring === 'merged') return [SHELL, '-c', 'exec "$0" "$@" 2>&1', ...plain];
	return [`${TOOLS}/script`, '-qfec', `exec ${plain.map(quote).join(' ')}`, '/dev/null'];
}

export function startCommand(options: CommandOptions): ChildProcessWithoutNullStreams {
	const id = options.root ? ROOT_UID : SHELL_UID;
	const identity = [`--reuid=${id}`, `--regid=${id}`, `--groups=${SHELL_GROUPS.join(',')}`];
	return spawn(`${TOOLS}/setpriv`, [...identity, '--', ...shellArguments(options)], {
		cwd: '/',
		env: environment(options.root),
	});
}

/** Moves everything a pipe gives into the stream, at the stream's pace. */
export async function pump(
	from: Readable,
	stream: Stream,
	wrap: (bytes: Buffer) => Buffer = (bytes) => bytes,
): Promise<void> {
	try {
		for await (const chunk of from) {
			if (Buffer.isBuffer(chunk)) await stream.write(wrap(chunk));
			if (stream.closed) return;
		}
	} catch {
		// The pipe was destroyed because the stream was closed.
	}
}

/** The exit status as a shell reports it: 128 + n for death by signal n. */
export function exitStatus(child: ChildProcessWithoutNullStreams): Promise<number> {
	return new Promise((resolve) => {
		child.once('error', () => {
			resolve(127);
		});
		child.once('exit', (code, signal) => {
			resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
		});
	});
}

/**
 * The host closed the stream: the pipes close with it, and shells are hung up on.
 *
 * On a terminal that is done by closing its master side, here by ending the program that holds it.
 */
export function hangUp(
	child: ChildProcessWithoutNullStreams,
	{ wiring, survives }: { readonly wiring: Wiring; readonly survives: boolean },
): void {
	if (!survives) child.kill(wiring === 'pty' ? 'SIGKILL' : 'SIGHUP');
	child.stdin.destroy();
	child.stdout.destroy();
	child.stderr.destroy();
}
