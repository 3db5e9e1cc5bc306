import { ok, type Result } from '../base/result.ts';
import type { Absent, ParseFailure } from '../model/failure.ts';
import type { Process } from '../model/process.ts';
import { uid, type Uid } from '../model/uid.ts';
import { absent, decimal, fieldsOf, idNumber, isRemark, linesOf, malformed } from './text.ts';

/** As many as the kernel numbers on a 32-bit system (PID_MAX_DEFAULT). */
const MAX_PROCESSES = 32_768;
const MAX_NAME = 128;

/** Where the columns stand. */
interface Columns {
	readonly user: number;
	readonly pid: number;
	/** Undefined where the list has no threads. */
	readonly thread: number | undefined;
	readonly name: number;
}

/**
 * Reads `ps`: toybox `ps -A -o UID,PID,NAME`, toolbox's own columns (Android 4 to 7, where a state without title stands
 * before the name), and the lists of threads in bug reports, of which only the processes themselves are taken.
 */
export function parsePs(text: string): Result<readonly Process[], ParseFailure | Absent> {
	const found: Process[] = [];
	let columns: Columns | undefined;
	for (const [index, line] of linesOf(text).entries()) {
		const fields = fieldsOf(line);
		if (fields.length === 0 || isRemark(line) || line.startsWith('------')) continue;
		if (columns === undefined) columns = columnsOf(fields);
		else if (found.length < MAX_PROCESSES) {
			const row = rowOf(fields, columns);
			if (row === undefined) return malformed('a user, a number and a name', index, line);
			if (row !== 'thread') found.push(row);
		}
	}
	return found.length === 0 ? absent('list of processes') : ok(found);
}

function columnsOf(titles: readonly string[]): Columns | undefined {
	const at = (...names: readonly string[]): number =>
		titles.findIndex((one) => names.includes(one));
	const user = at('UID', 'USER');
	const pid = at('PID');
	const name = at('NAME', 'CMD');
	const thread = at('TID');
	// The name may hold blanks, so it must come last.
	if (user < 0 || pid < 0 || name !== titles.length - 1) return undefined;
	const shifted = titles.includes('PC') ? name + 1 : name;
	return { user, pid, name: shifted, thread: thread < 0 ? undefined : thread };
}

function rowOf(fields: readonly string[], columns: Columns): Process | 'thread' | undefined {
	const pid = decimal(fields[columns.pid]);
	const user = fields[columns.user];
	const name = fields.slice(columns.name).join(' ').slice(0, MAX_NAME);
	if (pid === undefined || user === undefined || name === '') return undefined;
	if (columns.thread !== undefined && decimal(fields[columns.thread]) !== pid) return 'thread';
	return { pid, uid: uidOf(user), name };
}

/** A number, root, or an app as bionic writes it (`stubs.cpp`): `u0_a93` is 10093, `u10_i5` 1099005. */
function uidOf(user: string): Uid | undefined {
	const [, person, kind, number] = /^u(\d{1,4})_([ai])(\d{1,5})$/.exec(user) ?? [];
	if (number === undefined) {
		const id = user === 'root' ? 0 : idNumber(user);
		return id === undefined ? undefined : uid(id);
	}
	return uid(Number(person) * 100_000 + (kind === 'a' ? 10_000 : 99_000) + Number(number));
}
