import { ok, type Err, type Result } from '../base/result.ts';
import type { Absent, ParseFailure } from '../model/failure.ts';
import {
	protocolOf,
	socketTables,
	type Socket,
	type SocketProcess,
	type SocketState,
	type SocketTable,
} from '../model/socket.ts';
import { uid, type Uid } from '../model/uid.ts';
import { printedEndpoint } from './printedEndpoint.ts';
import { absent, decimal, fieldsOf, idNumber, isRemark, linesOf, malformed } from './text.ts';

/** States by the names of toybox and of the kernel's own netstat. */
const STATES: ReadonlyMap<string, SocketState> = new Map([
	['ESTABLISHED', 'established'],
	['SYN_SENT', 'syn-sent'],
	['SYN_RECV', 'syn-recv'],
	['FIN_WAIT1', 'fin-wait-1'],
	['FIN_WAIT2', 'fin-wait-2'],
	['TIME_WAIT', 'time-wait'],
	['CLOSE', 'close'],
	['CLOSE_WAIT', 'close-wait'],
	['LAST_ACK', 'last-ack'],
	['LISTEN', 'listen'],
	['CLOSING', 'closing'],
	['UNKNOWN', 'new-syn-recv'],
]);

/** What stands around the rows: the lists' own titles, and the rows of UNIX sockets. */
const AROUND = /^(?:Active |Proto |unix |netstat: |------ )/;
const MAX_NAME = 128;

/** Which columns the listing has; `-e` adds the owner, `-p` the process. */
interface Columns {
	readonly owner: boolean;
	readonly process: boolean;
}

/**
 * Reads the Internet sockets of `netstat`, numeric (toybox `netstat.c`, before Android 6 toolbox's), as bug reports
 * have it (`netstat -nW`, `netstat -npWae`). Without `-W` long IPv6 addresses are cut short: such rows are left out,
 * and where no other is left, the text counts as unreadable. A UDP row has no state or the one of the row before.
 */
export function parseNetstat(text: string): Result<readonly Socket[], ParseFailure | Absent> {
	const sockets: Socket[] = [];
	let columns: Columns | undefined;
	let cut: Err<ParseFailure> | undefined;
	for (const [index, line] of linesOf(text).entries()) {
		if (line.startsWith('Proto Recv-Q')) columns = columnsOf(line);
		if (columns === undefined || isAround(line)) continue;
		const fields = fieldsOf(line);
		const table = socketTables.find((name) => name === fields[0]);
		if (table === undefined) return malformed('a row of netstat', index, line);
		const row = rowOf(table, fields, columns);
		if (row === 'malformed') return malformed(`a row of netstat about ${table}`, index, line);
		if (row === 'cut') cut ??= malformed('whole numeric addresses (netstat -nW)', index, line);
		else sockets.push(row);
	}
	if (columns === undefined) return absent('list of netstat');
	return sockets.length === 0 && cut !== undefined ? cut : ok(sockets);
}

const isAround = (line: string): boolean =>
	line.trim() === '' || AROUND.test(line) || isRemark(line);

const columnsOf = (title: string): Columns => ({
	owner: /\sUser\s+Inode/.test(title),
	process: title.includes('PID/Program'),
});

function rowOf(
	table: SocketTable,
	fields: readonly string[],
	columns: Columns,
): Socket | 'cut' | 'malformed' {
	const [, received, sent, near = '', far = '', ...rest] = fields;
	const rxQueue = decimal(received);
	const txQueue = decimal(sent);
	if (rxQueue === undefined || txQueue === undefined || far === '') return 'malformed';
	const [state, after] = stateOf(protocolOf(table), rest);
	const owner = ownerOf(columns.owner ? after : ['', '0']);
	const ends = endsOf(table, near, far);
	if (owner === undefined) return 'malformed';
	if (ends === undefined) return 'cut';
	const process = columns.process ? processOf(columns.owner ? after.slice(2) : after) : undefined;
	const queues = { txQueue, rxQueue, drops: undefined };
	return { ...ends, state, ...owner, ...queues, ...(process && { process }) };
}

function endsOf(
	table: SocketTable,
	near: string,
	far: string,
): Pick<Socket, 'protocol' | 'table' | 'local' | 'remote'> | undefined {
	const any = table.endsWith('6') ? '::' : '0.0.0.0';
	const local = printedEndpoint(near, any);
	const remote = printedEndpoint(far, any);
	if (local === undefined || remote === undefined) return undefined;
	return { protocol: protocolOf(table), table, local, remote };
}

/** The state, and the columns behind it. A datagram's may be missing; a raw socket's is the kernel's number. */
function stateOf(
	protocol: Socket['protocol'],
	rest: readonly string[],
): readonly [SocketState, readonly string[]] {
	const named = STATES.get(rest[0] ?? '');
	if (protocol === 'tcp') return [named ?? 'close', rest.slice(1)];
	const numbered = protocol === 'raw' && /^\d{1,2}$/.test(rest[0] ?? '');
	const connected = named === 'established' || (numbered && rest[0] === '1');
	const skipped = named !== undefined || numbered ? 1 : 0;
	return [connected ? 'established' : 'close', rest.slice(skipped)];
}

/** With `-n` a number, else `u0_a93` or a name that only Android's own table knows. */
function ownerOf([user, number]: readonly string[]):
	{ readonly uid: Uid | undefined; readonly inode: number } | undefined {
	const inode = decimal(number);
	if (inode === undefined || user === undefined) return undefined;
	const id = idNumber(user);
	return { uid: id === undefined || (id === 0 && inode === 0) ? undefined : uid(id), inode };
}

function processOf(rest: readonly string[]): SocketProcess | undefined {
	const [, pid, name] = /^(\d{1,10})\/(.{1,200})$/.exec(rest.join(' ')) ?? [];
	return pid === undefined || name === undefined
		? undefined
		: { pid: Number(pid), name: name.slice(0, MAX_NAME) };
}
