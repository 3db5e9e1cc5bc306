import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseProcNetNetlink, parseProcNetPacket, parseProcNetProtocols } from './procNetTables.ts';

test('packet sockets: who takes what off which interface', () => {
	const text = `sk               RefCnt Type Proto  Iface R Rmem   User   Inode
0000000000000000 3      3    0003   0     1 0      0      23456 
0000000000000000 3      2    0800   12    1 0      1073   23457 
`;
	expect(parseProcNetPacket(text)).toEqual({
		ok: true,
		value: [
			{ etherType: 3, interface: 0, running: true, uid: 0, inode: 23456 },
			{ etherType: 0x800, interface: 12, running: true, uid: 1073, inode: 23457 },
		],
	});
	expect(parseProcNetPacket(`${text}0 3 3 xyz 0 1 0 0 1`)).toMatchObject({
		error: { kind: 'malformed', line: 4 },
	});
});

test('kinds of sockets of which there are any', () => {
	const text = `protocol  size sockets  memory press maxhdr  slab module     cl co di
TCPv6     2400     45      10   no     320   yes  kernel      y  y  y
UDP       1152      0       2   NI       0   yes  kernel      y  y  y
PACKET    1600      3      -1   NI       0   no   kernel      n  n  n
`;
	expect(parseProcNetProtocols(text)).toEqual({
		ok: true,
		value: [
			{ name: 'TCPv6', sockets: 45, memory: 10, pressure: false },
			{ name: 'PACKET', sockets: 3, memory: undefined, pressure: false },
		],
	});
});

test.skipIf(process.platform !== 'linux')('reads the tables of the running kernel', () => {
	const netlink = readFileSync('/proc/net/netlink', 'utf8');
	expect(parseProcNetNetlink(netlink)).toEqual({
		ok: true,
		value: netlink.trimEnd().split('\n').length - 1,
	});
	expect(parseProcNetProtocols(readFileSync('/proc/net/protocols', 'utf8')).ok).toBe(true);
	expect(parseProcNetPacket(readFileSync('/proc/net/packet', 'utf8')).ok).toBe(true);
});
