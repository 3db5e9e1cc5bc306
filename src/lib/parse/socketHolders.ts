import { ok, type Result } from '../base/result.ts';
import type { Absent, ParseFailure } from '../model/failure.ts';
import type { SocketHolder } from '../model/process.ts';
import { sectionsOf } from './sections.ts';
import { absent, decimal, fieldsOf, linesOf } from './text.ts';

/** More than all processes of a phone may open; a hostile text may say otherwise. */
const MAX_HOLDERS = 200_000;

const MARK = ' -> socket:[';

/**
 * Reads `ls -l` of the open files of every process, `@@pid` above each: `lrwx------ 1 root root 64 2024-01-01 12:00
 * /proc/467/fd/10 -> socket:[12829]`. A process may end while it is listed: what `ls` complains of is left alone.
 */
export function parseProcFd(text: string): Result<readonly SocketHolder[], ParseFailure | Absent> {
	const found: SocketHolder[] = [];
	let processes = 0;
	for (const section of sectionsOf(text)) {
		const pid = decimal(section.title);
		if (pid === undefined) continue;
		processes += 1;
		for (const inode of inodesOf(section.text)) {
			if (found.length < MAX_HOLDERS) found.push({ inode, pid, name: undefined });
		}
	}
	return processes === 0 ? absent('open files') : ok(found);
}

/** Each once: a process may hold a socket under several numbers. */
function inodesOf(text: string): ReadonlySet<number> {
	const inodes = new Set<number>();
	for (const line of linesOf(text)) {
		const at = line.lastIndexOf(MARK);
		const inode = at < 0 ? undefined : decimal(line.slice(at + MARK.length).replace(/\]$/, ''));
		if (inode !== undefined) inodes.add(inode);
	}
	return inodes;
}

const SOCKET_TYPES: ReadonlySet<string> = new Set([
	'sock',
	'unix',
	'IPv4',
	'IPv6',
	'netlink',
	'pack',
]);

/**
 * Reads the sockets of toybox `lsof` (`toys/other/lsof.c`): `logd 467 logd 10u sock 0t0 12829 socket:[12829]`. The
 * device's column is empty for them, and a name may hold blanks: the size `0t0` is what the others are counted from.
 */
export function parseLsof(text: string): Result<readonly SocketHolder[], ParseFailure | Absent> {
	const found = new Map<string, SocketHolder>();
	let titled = false;
	for (const line of linesOf(text)) {
		if (line.startsWith('COMMAND ')) titled = true;
		const holder = titled ? lsofRow(fieldsOf(line)) : undefined;
		if (holder !== undefined && found.size < MAX_HOLDERS) {
			found.set(`${holder.pid} ${holder.inode}`, holder);
		}
	}
	return titled ? ok([...found.values()]) : absent('open files');
}

function lsofRow(fields: readonly string[]): SocketHolder | undefined {
	const size = fields.indexOf('0t0');
	const pid = decimal(fields[size - 4]);
	const inode = decimal(fields[size + 1]);
	if (size < 5 || pid === undefined || inode === undefined) return undefined;
	if (!SOCKET_TYPES.has(fields[size - 1] ?? '')) return undefined;
	return {
		inode,
		pid,
		name: fields
			.slice(0, size - 4)
			.join(' ')
			.slice(0, 128),
	};
}
