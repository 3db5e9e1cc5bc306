// Runs commands for the scripts beside this folder. Plain JavaScript: it is used before anything is installed.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';

/**
 * Runs a command with the terminal's own streams; rejects when it fails.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ interactive?: boolean, env?: Record<string, string> }} [options] `interactive`: Ctrl-C ends it without an error.
 */
export function run(command, args, options = {}) {
	return new Promise((resolve, reject) => {
		const child = spawn(command, args, {
			stdio: options.interactive === true ? 'inherit' : ['ignore', 'inherit', 'inherit'],
			env: { ...process.env, ...options.env },
			// npm is a .cmd file on Windows, which only a shell can start.
			shell: process.platform === 'win32',
		});
		child.once('error', reject);
		child.once('exit', (code, signal) => {
			if (code === 0 || (options.interactive === true && signal !== null)) resolve(undefined);
			else reject(new Error(`${command} ${args.join(' ')} ended with ${String(code ?? signal)}`));
		});
		if (options.interactive === true) process.once('SIGINT', () => child.kill('SIGINT'));
	});
}

/** Installs what the lock file says, once per lock file. */
export async function installPackages() {
	const lock = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex');
	const stamp = 'node_modules/.installed-from';
	if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
	await run('npm', ['ci', '--no-audit', '--no-fund']);
	writeFileSync(stamp, lock);
}
