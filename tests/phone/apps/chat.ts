// A messenger: one TCP connection over IPv6 that stays open, mostly idle, with a heartbeat.
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { CHAT_PORT, HOSTS } from '../network.ts';
import { runApp } from './app.ts';
import { lookup } from './names.ts';

const HEARTBEAT_BYTES = 64;

/** The open connection, and how many bytes of it came back so far. */
let line: { readonly socket: Socket; received: number } | undefined;

async function open(): Promise<{ readonly socket: Socket; received: number }> {
	if (line !== undefined) return line;
	const host = await lookup(HOSTS.chat.name, 6);
	const socket = connect({ host, port: CHAT_PORT, family: 6 });
	const opened = { socket, received: 0 };
	line = opened;
	socket.on('data', (bytes) => (opened.received += bytes.length));
	socket.on('error', () => socket.destroy());
	socket.on('close', () => (line = undefined));
	return opened;
}

/** The server echoes: an exchange is over when everything sent has come back. */
async function exchange(bytes: number): Promise<void> {
	const opened = await open();
	const goal = opened.received + bytes;
	opened.socket.write(Buffer.alloc(bytes, 'chat '));
	await new Promise<void>((resolve, reject) => {
		const check = (): void => {
			if (opened.received >= goal) finish(resolve);
		};
		const lost = (): void => {
			finish(() => {
				reject(new Error('connection lost'));
			});
		};
		const finish = (settle: () => void): void => {
			opened.socket.off('data', check);
			opened.socket.off('close', lost);
			settle();
		};
		opened.socket.on('data', check);
		opened.socket.on('close', lost);
	});
}

/** Exchanges take turns on the one connection. */
let turn: Promise<void> = Promise.resolve();

runApp((bytes) => {
	const mine = turn.then(() => exchange(bytes));
	turn = mine.catch(() => undefined);
	return mine;
}, HEARTBEAT_BYTES);
