// The kernel beneath a phone, asked from outside by the machine's own tools, in the phone's network namespace.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect } from 'vitest';
import type { Phone } from '../start.ts';

const run = promisify(execFile);

/** What a program prints that runs in the phone's network. */
export async function inNetwork(phone: Phone, command: string, ...args: string[]): Promise<string> {
	const enter = ['--net', '--target', String(phone.pid), '--', command, ...args];
	return (await run('nsenter', enter)).stdout;
}

/** `-j` and its kin: trusted, they are the machine's own tools. */
export async function jsonOf(phone: Phone, command: string, ...args: string[]): Promise<unknown> {
	return JSON.parse(await inNetwork(phone, command, ...args)) as unknown;
}

/** What the kernel said just before and just after a reading was taken: what is the same in both held in between. */
export interface Around<T> {
	readonly before: T;
	readonly after: T;
}

export async function around<T, R>(
	look: () => Promise<T>,
	read: () => Promise<R>,
): Promise<Around<T> & { readonly reading: R }> {
	const before = await look();
	const reading = await read();
	return { before, reading, after: await look() };
}

/** Whatever was there before and after a reading is in it, and nothing else is that was at neither time. */
export function expectAmid(
	told: readonly string[],
	{ before, after }: Around<readonly string[]>,
): void {
	expect(told).toEqual(expect.arrayContaining(before.filter((row) => after.includes(row))));
	const known = new Set([...before, ...after]);
	expect(told.filter((row) => !known.has(row))).toEqual([]);
}
