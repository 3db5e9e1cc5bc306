import { ok, type Result } from '../base/result.ts';
import type { Milliseconds } from '../base/units.ts';
import type { Absent, ParseFailure } from '../model/failure.ts';
import {
	protocolOf,
	type Socket,
	type SocketProcess,
	type SocketState,
	type SocketTable,
	type SocketTimer,
} from '../model/socket.ts';
import { uid } from '../model/uid.ts';
import { printedEndpoint } from './printedEndpoint.ts';
import { absent, decimal, fieldsOf, idNumber, isRemark, linesOf, malformed } from './text.ts';

/** iproute2 `misc/ss.c`, sstate_name. */
const STATES: ReadonlyMap<string, SocketState> = new Map([
	['ESTAB', 'established'],
	['SYN-SENT', 'syn-sent'],
	['SYN-RECV', 'syn-recv'],
	['FIN-WAIT-1', 'fin-wait-1'],
	['FIN-WAIT-2', 'fin-wait-2'],
	['TIME-WAIT', 'time-wait'],
	['UNCONN', 'close'],
	['CLOSE-WAIT', 'close-wait'],
	['LAST-ACK', 'last-ack'],
	['LISTEN', 'listen'],
	['CLOSING', 'closing'],
]);

const TIMERS: ReadonlyMap<string, SocketTimer['kind']> = new Map([
	['on', 'retransmit'],
	['keepalive', 'keepalive'],
	['timewait', 'time-wait'],
	['persist', 'window-probe'],
]);

/** What Porthole shows of what `ss` lists; the others (`nl`, `u_str` ...) are left alone. */
const KINDS: ReadonlyMap<string, SocketTable> = new Map([
	['tcp', 'tcp'],
	['udp', 'udp'],
	['raw', 'raw'],
]);

const MAX_NAME = 64;

/**
 * Reads `ss -eionptu` (iproute2 `misc/ss.c`): a row per socket, and with `-i` a second, indented line, which is left
 * alone. The owner is left out where it is root, and known by the inode then. Which table a socket stood in is told
 * by how its address is written: a mapped one (`::ffff:192.0.2.1`) is of the IPv6 table.
 */
export function parseSs(text: string): Result<readonly Socket[], ParseFailure | Absent> {
	const sockets: Socket[] = [];
	let titled = false;
	for (const [index, line] of linesOf(text).entries()) {
		if (/^Netid\s/.test(line)) titled = true;
		else if (titled && isRow(line)) {
			const fields = fieldsOf(line);
			const table = KINDS.get(fields[0] ?? '');
			if (table === undefined) continue;
			const socket = rowOf(table, fields, line);
			if (socket === undefined) return malformed('a row of ss', index, line);
			sockets.push(socket);
		}
	}
	return titled ? ok(sockets) : absent('list of ss');
}

const isRow = (line: string): boolean =>
	/^\S/.test(line) && !line.startsWith('------') && !isRemark(line);

function rowOf(kind: SocketTable, fields: readonly string[], line: string): Socket | undefined {
	const [, word = '', received, sent, near = '', far = ''] = fields;
	const state = STATES.get(word);
	const rxQueue = decimal(received);
	const txQueue = decimal(sent);
	const table = near.indexOf(':') < near.lastIndexOf(':') ? sixOf(kind) : kind;
	const any = table === kind ? '0.0.0.0' : '::';
	const local = printedEndpoint(near, any);
	const remote = printedEndpoint(far, any);
	if (state === undefined || local === undefined || remote === undefined) return undefined;
	if (rxQueue === undefined || txQueue === undefined) return undefined;
	const protocol = protocolOf(table);
	const ends = { protocol, table, local, remote, state };
	return { ...ends, txQueue, rxQueue, drops: undefined, ...extrasOf(fields.slice(6), line) };
}

const sixOf = (kind: SocketTable): SocketTable =>
	kind === 'tcp' ? 'tcp6' : kind === 'udp' ? 'udp6' : 'raw6';

/** The words behind the ends: `timer:(on,1.484ms,7) users:(("name",pid=1,fd=2)) uid:10123 ino:4711`. */
function extrasOf(
	words: readonly string[],
	line: string,
): Pick<Socket, 'uid' | 'inode' | 'timer' | 'retransmits' | 'process'> {
	const after = (key: string): string | undefined =>
		words.find((word) => word.startsWith(key))?.slice(key.length);
	const inode = decimal(after('ino:')) ?? 0;
	const owner = idNumber(after('uid:')) ?? (inode === 0 ? undefined : 0);
	const process = processOf(line);
	return {
		uid: owner === undefined ? undefined : uid(owner),
		inode,
		...timerOf(after('timer:') ?? ''),
		...(process && { process }),
	};
}

function timerOf(text: string): Pick<Socket, 'timer' | 'retransmits'> {
	const [, name = '', time = '', repeats] =
		/^\((\w{1,12}),([\w.]{0,24}),(\d{1,5})\)/.exec(text) ?? [];
	const kind = TIMERS.get(name);
	if (kind === undefined) return {};
	return { timer: { kind, in: timeOf(time) }, retransmits: Number(repeats) };
}

/** print_ms_timer: `1min50sec`, `14sec`, `200ms`; and `1.484ms` is a second and 484 thousandths. */
function timeOf(text: string): Milliseconds {
	const [, minutes, seconds, rest] =
		/^(?:(\d{1,9})min)?(?:(\d{1,2})(?:sec|\.))?(?:(\d{3})ms)?$/.exec(text) ?? [];
	return Number(minutes ?? 0) * 60_000 + Number(seconds ?? 0) * 1000 + Number(rest ?? 0);
}

/** The first of the processes; older versions write `("name",123,4)`. */
function processOf(line: string): SocketProcess | undefined {
	const at = line.indexOf('users:((');
	if (at < 0) return undefined;
	const [, name, pid] =
		/^users:\(\("([^"]{1,64})",(?:pid=)?(\d{1,10})[,)]/.exec(line.slice(at, at + 2 * MAX_NAME)) ??
		[];
	return name === undefined ? undefined : { pid: Number(pid), name };
}
