// The phone's firewall: rules of netd, a vendor and AFWall, as iptables really has them in the kernel.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { SYSTEM_BIN } from '../paths.ts';

const run = promisify(execFile);

/** One text for both families: lines that begin with -4 or -6 count for one (iptables-restore(8)). */
async function restore(tool: 'iptables' | 'ip6tables', rules: string): Promise<void> {
	const running = run(`${SYSTEM_BIN}/${tool}-restore`);
	running.child.stdin?.end(rules);
	await running;
}

export async function setUpNetfilter(profileFolder: string): Promise<void> {
	const rules = await readFile(`${profileFolder}/netfilter.txt`, 'utf8');
	await Promise.all([restore('iptables', rules), restore('ip6tables', rules)]);
}
