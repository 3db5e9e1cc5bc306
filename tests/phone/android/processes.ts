import { readdirSync, readFileSync } from 'node:fs';
import type { PhoneProcess } from '../control.ts';

function readProcess(pid: number): PhoneProcess | undefined {
	try {
		const status = readFileSync(`/proc/${pid}/status`, 'utf8');
		const cmdline = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
		const name = /^Name:\s*(.*)$/m.exec(status)?.[1] ?? '';
		return {
			pid,
			uid: Number(/^Uid:\s*(\d+)/m.exec(status)?.[1]),
			cmdline: cmdline.replaceAll('\0', ' ').trim() || `[${name}]`,
		};
	} catch {
		return undefined; // it ended meanwhile
	}
}

/** Every process of the phone, from /proc. */
export function listProcesses(): readonly PhoneProcess[] {
	const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
	return pids.flatMap((pid) => readProcess(Number(pid)) ?? []);
}
