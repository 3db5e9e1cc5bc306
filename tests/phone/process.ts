import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

/** A command in fresh namespaces that talks by lines and does not outlive this process. */
export class NamespaceProcess {
	readonly pid: number;
	readonly #child: ChildProcessByStdio<Writable, Readable, null>;
	readonly #exited: Promise<unknown>;
	readonly #lines: string[] = [];
	readonly #waiting = new Map<string, () => void>();

	/** `namespaces` are the options of unshare(1). */
	constructor(namespaces: readonly string[], command: readonly string[]) {
		const child = spawn(
			'setpriv',
			['--pdeathsig', 'KILL', '--', 'unshare', ...namespaces, '--', ...command],
			{ stdio: ['pipe', 'pipe', 'inherit'] },
		);
		if (child.pid === undefined) throw new Error('setpriv did not start');
		this.pid = child.pid;
		this.#child = child;
		this.#exited = once(child, 'exit');
		child.stdin.on('error', () => undefined); // it ended; `said` tells
		createInterface({ input: child.stdout }).on('line', (line) => {
			this.#lines.push(line);
			this.#waiting.get(line)?.();
		});
	}

	/** Resolves when the command printed `line`. Throws when it ends without. */
	async said(line: string): Promise<void> {
		if (this.#lines.includes(line)) return;
		const heard = new Promise<'heard'>((resolve) => {
			this.#waiting.set(line, () => {
				resolve('heard');
			});
		});
		const outcome = await Promise.race([heard, this.#exited]);
		if (outcome !== 'heard') throw new Error(`the phone ended before it was ${line}`);
	}

	say(line: string): void {
		this.#child.stdin.write(`${line}\n`);
	}

	/** Ends it and everything in its namespaces; resolves when it is gone. */
	async kill(): Promise<void> {
		if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
		this.#child.kill('SIGKILL');
		await this.#exited;
	}
}
