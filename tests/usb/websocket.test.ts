import { once } from 'node:events';
import { createServer } from 'node:http';
import { assert } from '#lib/base/assert.ts';
import { expect, test } from 'vitest';
import { WebSocketConnection } from './websocket.ts';

/** Sends every message back, each in two parts; the WebSocket of Node is the other side. */
async function startEcho(onClose: () => void): Promise<{ address: string; close: () => void }> {
	const server = createServer();
	server.on('upgrade', (request, socket) => {
		const connection = new WebSocketConnection(request, socket, {
			onMessage: (message) => {
				connection.sendBinary(message.subarray(0, 3), message.subarray(3));
			},
			onClose,
		});
		connection.sendText('grüß dich');
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	assert(address !== null && typeof address === 'object', 'a TCP server has a port');
	return { address: `ws://127.0.0.1:${address.port}`, close: () => server.close() };
}

function nextMessage(socket: WebSocket): Promise<unknown> {
	return new Promise((resolve) => {
		socket.onmessage = ({ data }: MessageEvent<unknown>) => {
			resolve(data);
		};
	});
}

test('messages of every frame size go through whole, both ways', async () => {
	const closed = Promise.withResolvers<undefined>();
	const echo = await startEcho(() => {
		closed.resolve(undefined);
	});
	const socket = new WebSocket(echo.address);
	socket.binaryType = 'arraybuffer';
	expect(await nextMessage(socket)).toBe('grüß dich');
	for (const size of [0, 1, 125, 126, 127, 65535, 65536, 3_000_000]) {
		const sent = Uint8Array.from({ length: size }, (_, at) => (at * 13 + size) & 255);
		const answer = nextMessage(socket);
		socket.send(sent);
		const received = await answer;
		assert(received instanceof ArrayBuffer, 'binary comes back as binary');
		expect(Buffer.from(received).equals(sent)).toBe(true);
	}
	socket.close(1000, 'done');
	const code = await new Promise((resolve) => {
		socket.onclose = (event) => {
			resolve(event.code);
		};
	});
	expect(code).toBe(1000);
	await closed.promise;
	echo.close();
});
