import { execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { assert } from '#lib/base/assert.ts';
import { err, ok, type Result } from '#lib/base/result.ts';

const run = promisify(execFile);

/** An X display that nobody sees, with a keyboard. */
export interface Screen extends AsyncDisposable {
	/** For the environment variable DISPLAY. */
	readonly display: string;
	/** Does something and waits until the screen looks different and has come to rest. */
	changes(doing: () => Promise<unknown>): Promise<void>;
	/** Presses a key, by its X name (`Return`, `shift+Tab`), and waits for what it does. */
	press(key: string): Promise<void>;
}

const STEP_MS = 50;
/** How many equal looks in a row count as rest. */
const STILL_LOOKS = 4;
const PATIENCE_MS = 15_000;

/** Is there an X server without a monitor, and something to type on it? The reason if not. */
export function canStartScreen(): Result<undefined, string> {
	for (const [command, argument, name] of [
		['Xvfb', '-help', 'xvfb'],
		['xdotool', 'version', 'xdotool'],
	] as const) {
		if (spawnSync(command, [argument], { stdio: 'ignore' }).error !== undefined) {
			return err(`no ${command} (package ${name})`);
		}
	}
	return ok(undefined);
}

/** Starts an X server on a display number of its own choosing. */
export async function startScreen(): Promise<Screen> {
	const folder = await mkdtemp(join(tmpdir(), 'screen-'));
	const server = spawn(
		'Xvfb',
		['-displayfd', '3', '-screen', '0', '1280x900x24', '-nolisten', 'tcp', '-fbdir', folder],
		{ stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
	);
	const ended = once(server, 'exit');
	const display = await displayNumber(server.stdio[3]);
	const look = (): Promise<Buffer> => readFile(join(folder, 'Xvfb_screen0'));
	const changes = async (doing: () => Promise<unknown>): Promise<void> => {
		const before = await look();
		await doing();
		await restAfter(before, look);
	};
	return {
		display,
		changes,
		press: (key) =>
			changes(() => run('xdotool', ['key', key], { env: { ...process.env, DISPLAY: display } })),
		[Symbol.asyncDispose]: async () => {
			server.kill();
			await ended;
			await rm(folder, { recursive: true, force: true });
		},
	};
}

async function displayNumber(output: unknown): Promise<string> {
	assert(output instanceof Readable, 'what was asked for as a pipe is one');
	for await (const line of createInterface({ input: output })) {
		return `:${line}`;
	}
	throw new Error('Xvfb ended before it had a display');
}

async function restAfter(before: Buffer, look: () => Promise<Buffer>): Promise<void> {
	let last = before;
	let equal = 0;
	for (let waited = 0; waited < PATIENCE_MS; waited += STEP_MS) {
		await delay(STEP_MS);
		const now = await look();
		equal = now.equals(last) ? equal + 1 : 0;
		last = now;
		if (equal >= STILL_LOOKS && !now.equals(before)) {
			return;
		}
	}
	assert(false, 'what was done on the screen is to be seen');
}
