// The Internet of one phone: every server its apps talk to, in a network namespace of its own.
// Usage: main.ts <folder with key.pem and cert.pem>. Prints "up" when all servers listen.
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer as createHttp } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { createServer as createTcp } from 'node:net';
import type { Server } from 'node:net';
import { createSocket } from 'node:dgram';
import type { Socket as UdpSocket } from 'node:dgram';
import {
	CHAT_PORT,
	DNS_PORT,
	HOSTS,
	HTTP_PORT,
	internetSetup,
	NTP_PORT,
	ROUTER_V4,
	ROUTER_V6,
	TLS_PORT,
} from '../network.ts';
import { answerDns } from './dns.ts';
import { answerNtp } from './ntp.ts';

const MAX_BODY = 64 * 1024 * 1024;

/** `GET /bytes/N` is N bytes; anything else a short text. */
function answerHttp(request: IncomingMessage, response: ServerResponse): void {
	request.resume();
	const count = Number(/^\/bytes\/(\d{1,9})$/.exec(request.url ?? '')?.[1] ?? 32);
	response.setHeader('content-type', 'application/octet-stream');
	response.end(Buffer.alloc(Math.min(count, MAX_BODY), 'porthole '));
}

async function listenTcp(server: Server, port: number): Promise<void> {
	server.listen(port, '::');
	await once(server, 'listening');
}

interface UdpEndpoint {
	readonly type: 'udp4' | 'udp6';
	/** Answers come from the address that was asked. */
	readonly address: string;
	readonly port: number;
}

/** Answers each datagram with `answer`'s, or not at all. */
async function listenUdp(
	{ type, address, port }: UdpEndpoint,
	answer: (question: Buffer) => Buffer | undefined,
): Promise<void> {
	const socket: UdpSocket = createSocket({ type, ipv6Only: type === 'udp6' });
	socket.on('message', (question, from) => {
		const reply = answer(question);
		if (reply !== undefined) socket.send(reply, from.port, from.address);
	});
	socket.bind(port, address);
	await once(socket, 'listening');
}

execFileSync('ip', ['-batch', '-'], { input: internetSetup() });
// The name server listens before the cable and its address are there.
writeFileSync('/proc/sys/net/ipv4/ip_nonlocal_bind', '1');
writeFileSync('/proc/sys/net/ipv6/ip_nonlocal_bind', '1');

const folder = process.argv[2] ?? '.';
const tls = {
	key: readFileSync(`${folder}/key.pem`),
	cert: readFileSync(`${folder}/cert.pem`),
};
/** Clients may keep their connections as long as they like. */
const patient = { keepAliveTimeout: 0 };

await Promise.all([
	listenTcp(createHttps({ ...tls, ...patient }, answerHttp), TLS_PORT),
	listenTcp(createHttp(patient, answerHttp), HTTP_PORT),
	listenTcp(
		createTcp((socket) => {
			socket.on('error', () => socket.destroy());
			socket.pipe(socket);
		}),
		CHAT_PORT,
	),
	listenUdp({ type: 'udp4', address: ROUTER_V4, port: DNS_PORT }, answerDns),
	listenUdp({ type: 'udp6', address: ROUTER_V6, port: DNS_PORT }, answerDns),
	listenUdp({ type: 'udp4', address: HOSTS.time.v4, port: NTP_PORT }, answerNtp),
]);
process.stdout.write('up\n');
