import { addressText } from '../base/ip.ts';
import { ok, type Result } from '../base/result.ts';
import type { Milliseconds } from '../base/units.ts';
import type { Endpoint } from '../model/endpoint.ts';
import type { Absent, ParseFailure } from '../model/failure.ts';
import {
	protocolOf,
	socketStates,
	type Socket,
	type SocketState,
	type SocketTable,
	type SocketTimer,
} from '../model/socket.ts';
import { uid, type Uid } from '../model/uid.ts';
import { absent, decimal, fieldsOf, idNumber, isRemark, linesOf, malformed } from './text.ts';

/** Where the columns of a row stand (`net/ipv4/tcp_ipv4.c`, `udp.c`: get_tcp4_sock, udp4_format_sock). */
const COLUMN = {
	local: 1,
	remote: 2,
	state: 3,
	queues: 4,
	timer: 5,
	retransmits: 6,
	uid: 7,
	inode: 9,
	drops: 12,
} as const;

/** Timers by their numbers (get_tcp4_sock); 0 is none. */
const TIMERS: readonly (SocketTimer['kind'] | undefined)[] = [
	undefined,
	'retransmit',
	'keepalive',
	'time-wait',
	'window-probe',
];

/** The kernel tells times in hundredths of a second (USER_HZ). */
const TICK: Milliseconds = 10;
/** An overdue timer was printed as a negative number without its sign (before Linux 3.14). */
const OVERDUE = 2 ** 31;

/**
 * Reads one of /proc/net/{tcp,udp,raw,icmp,udplite} and their IPv6 counterparts, the kernel's tables of sockets.
 *
 * An address is printed as 32-bit words in the phone's own order, which is little-endian on every Android
 * (`0100007F` is 127.0.0.1), a port as plain hexadecimal. Most IPv4 traffic of Java apps stands in the IPv6 tables,
 * mapped. TIME_WAIT, half-open and orphaned sockets are printed with uid 0 and inode 0: their owner is unknown.
 * A raw socket has its protocol number where others have the local port, a ping socket its echo identifier.
 */
export function parseProcNetSockets(
	text: string,
	table: SocketTable,
): Result<readonly Socket[], ParseFailure | Absent> {
	const sockets: Socket[] = [];
	let titled = false;
	for (const [index, line] of linesOf(text).entries()) {
		if (/^\s*sl\s/.test(line)) titled = true;
		else if (line.trim() !== '' && !isRemark(line)) {
			const socket = parseRow(fieldsOf(line), table);
			if (socket === undefined) return malformed(`a row of /proc/net/${table}`, index, line);
			sockets.push(socket);
		}
	}
	return titled || sockets.length > 0 ? ok(sockets) : absent(`/proc/net/${table}`);
}

function parseRow(fields: readonly string[], table: SocketTable): Socket | undefined {
	const width = table.endsWith('6') ? 32 : 8;
	const protocol = protocolOf(table);
	const local = parseEndpoint(fields[COLUMN.local], width);
	const remote = parseEndpoint(fields[COLUMN.remote], width);
	const state = parseState(fields[COLUMN.state]);
	const queues = parseQueues(fields[COLUMN.queues]);
	const owner = parseOwner(fields);
	const drops = parseDrops(fields, protocol);
	if (!local || !remote || !state || !queues || !owner || !drops) return undefined;
	const row = { protocol, table, local, remote, state, ...owner, ...queues, ...drops };
	return protocol === 'tcp' ? { ...row, ...parseRepeats(fields) } : row;
}

function parseEndpoint(text: string | undefined, width: number): Endpoint | undefined {
	const [, address = '', port = ''] = /^([0-9A-F]{8,32}):([0-9A-F]{4})$/i.exec(text ?? '') ?? [];
	if (address.length !== width) return undefined;
	return { address: addressText(octetsOf(address)), port: Number.parseInt(port, 16) };
}

/** Octets in network order of words printed in little-endian order. */
function octetsOf(words: string): readonly number[] {
	return Array.from({ length: words.length / 2 }, (_, octet) => {
		const within = octet % 4;
		const printedAt = 2 * (octet - within + (3 - within));
		return Number.parseInt(words.slice(printedAt, printedAt + 2), 16);
	});
}

function parseState(text: string | undefined): SocketState | undefined {
	return /^[0-9A-F]{2}$/i.test(text ?? '')
		? socketStates[Number.parseInt(text ?? '', 16) - 1]
		: undefined;
}

function parseQueues(text: string | undefined): Pick<Socket, 'txQueue' | 'rxQueue'> | undefined {
	const [, tx, rx] = /^([0-9A-F]{8}):([0-9A-F]{8})$/i.exec(text ?? '') ?? [];
	if (tx === undefined || rx === undefined) return undefined;
	return { txQueue: Number.parseInt(tx, 16), rxQueue: Number.parseInt(rx, 16) };
}

function parseOwner(
	fields: readonly string[],
): { uid: Uid | undefined; inode: number } | undefined {
	const owner = idNumber(fields[COLUMN.uid]);
	const inode = decimal(fields[COLUMN.inode]);
	if (owner === undefined || inode === undefined) return undefined;
	return { uid: owner === 0 && inode === 0 ? undefined : uid(owner), inode };
}

/** Nothing of it is worth doubting the row for: what cannot be read is left out. */
function parseRepeats(fields: readonly string[]): Pick<Socket, 'timer' | 'retransmits'> {
	const [, code = '', when = ''] =
		/^([0-9A-F]{2}):([0-9A-F]{8,16})$/i.exec(fields[COLUMN.timer] ?? '') ?? [];
	const kind = TIMERS[Number.parseInt(code, 16)];
	const ticks = Number.parseInt(when, 16);
	const retransmits = fields[COLUMN.retransmits] ?? '';
	return {
		...(kind && { timer: { kind, in: ticks < OVERDUE ? ticks * TICK : 0 } }),
		...(/^[0-9A-F]{8}$/i.test(retransmits) && { retransmits: Number.parseInt(retransmits, 16) }),
	};
}

/** The last column of the tables of datagrams; before Linux 2.6.27 there was none. */
function parseDrops(
	fields: readonly string[],
	protocol: Socket['protocol'],
): Pick<Socket, 'drops'> | undefined {
	const text = fields[COLUMN.drops];
	if (protocol === 'tcp' || text === undefined) return { drops: undefined };
	const drops = decimal(text);
	return drops === undefined ? undefined : { drops };
}
