// The system's clock: a time request over UDP (RFC 5905).
import { createSocket } from 'node:dgram';
import { HOSTS, NTP_PORT } from '../network.ts';
import { runApp } from './app.ts';
import { lookup } from './names.ts';

const PACKET_LENGTH = 48;
const VERSION_4_CLIENT = 0x23;
const PATIENCE_MS = 2000;

async function askOnce(address: string): Promise<void> {
	const socket = createSocket('udp4');
	const question = Buffer.alloc(PACKET_LENGTH);
	question.writeUInt8(VERSION_4_CLIENT, 0);
	try {
		await new Promise<void>((resolve, reject) => {
			const timer = setTimeout(() => {
				reject(new Error('no time'));
			}, PATIENCE_MS);
			socket.once('message', () => {
				clearTimeout(timer);
				resolve();
			});
			socket.send(question, NTP_PORT, address);
		});
	} finally {
		socket.close();
	}
}

runApp(async (bytes) => {
	const address = await lookup(HOSTS.time.name, 4);
	for (let asked = 0; asked < bytes; asked += PACKET_LENGTH) await askOnce(address);
}, PACKET_LENGTH);
