import { spawnSync } from 'node:child_process';
import { describe } from 'vitest';
import { canRunPhone } from '../start.ts';

async function reasonToSkip(programs: readonly string[]): Promise<string | undefined> {
	const machine = await canRunPhone();
	if (!machine.ok) return machine.reason;
	const missing = programs.find((name) => spawnSync('which', [name]).status !== 0);
	return missing === undefined ? undefined : `${missing} is not installed`;
}

/** A `describe` that is skipped, saying why, on machines that cannot run a phone or lack `programs`. */
export async function describePhone(
	name: string,
	programs: readonly string[],
	suite: () => void,
): Promise<void> {
	const reason = await reasonToSkip(programs);
	if (reason === undefined) describe(name, suite);
	else describe.skip(`${name} (skipped: ${reason})`, suite);
}
