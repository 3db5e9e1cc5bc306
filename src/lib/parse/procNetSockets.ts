import { addressText } from '../base/ip.ts';
import { ok, type Result } from '../base/result.ts';
import type { Endpoint } from '../model/endpoint.ts';
import type { Absent, ParseFailure } from '../model/failure.ts';
import type { Socket, SocketState } from '../model/socket.ts';
import { uid, type Uid } from '../model/uid.ts';
import { absent, decimal, fieldsOf, idNumber, isRemark, linesOf, malformed } from './text.ts';

/** Kernel `include/net/tcp_states.h`, in its order from 1. */
const STATES: readonly SocketState[] = [
	'established',
	'syn-sent',
	'syn-recv',
	'fin-wait-1',
	'fin-wait-2',
	'time-wait',
	'close',
	'close-wait',
	'last-ack',
	'listen',
	'closing',
	'new-syn-recv',
];

/** Where the columns of a row stand (`net/ipv4/tcp_ipv4.c`, `udp.c`: get_tcp4_sock, udp4_format_sock). */
const COLUMN = { local: 1, remote: 2, state: 3, queues: 4, uid: 7, inode: 9, drops: 12 } as const;

/**
 * Reads one of /proc/net/{tcp,tcp6,udp,udp6}, the kernel's tables of sockets.
 *
 * An address is printed as 32-bit words in the phone's own order, which is little-endian on every Android
 * (`0100007F` is 127.0.0.1), a port as plain hexadecimal. Most IPv4 traffic of Java apps stands in the IPv6 tables,
 * mapped. TIME_WAIT, half-open and orphaned sockets are printed with uid 0 and inode 0: their owner is unknown.
 */
export function parseProcNetSockets(
	text: string,
	table: Socket['table'],
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

function parseRow(fields: readonly string[], table: Socket['table']): Socket | undefined {
	const width = table.endsWith('6') ? 32 : 8;
	const protocol = table.startsWith('tcp') ? 'tcp' : 'udp';
	const local = parseEndpoint(fields[COLUMN.local], width);
	const remote = parseEndpoint(fields[COLUMN.remote], width);
	const state = parseState(fields[COLUMN.state]);
	const queues = parseQueues(fields[COLUMN.queues]);
	const owner = parseOwner(fields);
	const drops = parseDrops(fields, protocol);
	if (!local || !remote || !state || !queues || !owner || !drops) return undefined;
	return { protocol, table, local, remote, state, ...owner, ...queues, ...drops };
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
		? STATES[Number.parseInt(text ?? '', 16) - 1]
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

/** The last column of the UDP tables; before Linux 2.6.27 there was none. */
function parseDrops(
	fields: readonly string[],
	protocol: Socket['protocol'],
): Pick<Socket, 'drops'> | undefined {
	const text = fields[COLUMN.drops];
	if (protocol === 'tcp' || text === undefined) return { drops: undefined };
	const drops = decimal(text);
	return drops === undefined ? undefined : { drops };
}
