import { ok, type Result } from '../base/result.ts';
import type { Absent, ParseFailure } from '../model/failure.ts';
import type { PacketSocket, ProtocolUse } from '../model/otherSockets.ts';
import { uid } from '../model/uid.ts';
import { absent, decimal, fieldsOf, idNumber, isRemark, linesOf, malformed } from './text.ts';

/** More than any phone has; a hostile text may say otherwise. */
const MAX_ROWS = 1000;

/** Reads `/proc/net/packet` (`net/packet/af_packet.c`): `sk RefCnt Type Proto Iface R Rmem User Inode`. */
export const parseProcNetPacket = (
	text: string,
): Result<readonly PacketSocket[], ParseFailure | Absent> => table(text, 'packet', packetRow);

function packetRow(fields: readonly string[]): PacketSocket | undefined {
	const [, , , protocol = '', index, running, , user, number] = fields;
	const owner = idNumber(user);
	const inode = decimal(number);
	const device = decimal(index);
	if (!/^[\da-f]{4}$/i.test(protocol) || device === undefined) return undefined;
	if (owner === undefined || inode === undefined) return undefined;
	const etherType = Number.parseInt(protocol, 16);
	return { etherType, interface: device, running: running === '1', uid: uid(owner), inode };
}

/** Reads `/proc/net/protocols` (`net/core/sock.c`, proto_seq_printf): kinds of sockets of which there are any. */
export function parseProcNetProtocols(
	text: string,
): Result<readonly ProtocolUse[], ParseFailure | Absent> {
	const all = table(text, 'protocols', protocolRow);
	return all.ok ? ok(all.value.filter(({ sockets }) => sockets > 0)) : all;
}

function protocolRow(fields: readonly string[]): ProtocolUse | undefined {
	const [name, , count, pages = '', pressure] = fields;
	const sockets = decimal(count);
	if (name === undefined || sockets === undefined || !/^(?:-1|\d{1,12})$/.test(pages))
		return undefined;
	return {
		name: name.slice(0, 32),
		sockets,
		memory: pages === '-1' ? undefined : Number(pages),
		pressure: pressure === 'yes',
	};
}

/** How many rows `/proc/net/netlink` has (`net/netlink/af_netlink.c`). */
export function parseProcNetNetlink(text: string): Result<number, ParseFailure | Absent> {
	const rows = table(text, 'netlink', (fields) => (fields.length >= 8 ? true : undefined));
	return rows.ok ? ok(rows.value.length) : rows;
}

const TITLES = { packet: 'sk', protocols: 'protocol', netlink: 'sk' } as const;

/** The rows under the title of a table of /proc/net. */
function table<T>(
	text: string,
	name: keyof typeof TITLES,
	rowOf: (fields: readonly string[]) => T | undefined,
): Result<readonly T[], ParseFailure | Absent> {
	const rows: T[] = [];
	let titled = false;
	for (const [index, line] of linesOf(text).entries()) {
		const fields = fieldsOf(line);
		if (fields[0] === TITLES[name] && !titled) titled = true;
		else if (titled && fields.length > 0 && !isRemark(line) && rows.length < MAX_ROWS) {
			const row = rowOf(fields);
			if (row === undefined) return malformed(`a row of /proc/net/${name}`, index, line);
			rows.push(row);
		}
	}
	return titled ? ok(rows) : absent(`/proc/net/${name}`);
}
