import type { SocketSighting } from '#lib/model/socket.ts';
import { uid } from '#lib/model/uid.ts';
import { NOON } from '../decode/decoding.ts';

/** Whose the TLS conversation in `life` is. */
export const CHAT: SocketSighting = {
	socket: {
		protocol: 'tcp',
		table: 'tcp',
		local: { address: '192.168.1.7', port: 40000 },
		remote: { address: '192.0.2.9', port: 443 },
		state: 'established',
		uid: uid(10123),
		inode: 77,
		txQueue: 0,
		rxQueue: 0,
		drops: undefined,
	},
	firstSeen: NOON - 500,
	lastSeen: NOON + 1000,
};
