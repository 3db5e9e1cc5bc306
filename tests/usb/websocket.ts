// The server's half of RFC 6455, as much as a test server needs: whole messages, no extensions.
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { assert } from '#lib/base/assert.ts';

/** RFC 6455, 1.3: what makes an answer prove that the server speaks WebSocket. */
const MAGIC = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const MAX_MESSAGE = 64 << 20;

const Opcode = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

interface WsFrame {
	readonly fin: boolean;
	readonly opcode: number;
	readonly payload: Buffer;
}

export interface WebSocketEvents {
	/** One whole message, text or binary alike as bytes. */
	readonly onMessage: (message: Buffer) => void;
	/** Once, however the connection ended. */
	readonly onClose: () => void;
}

/** One connection, from the upgrade request on. */
export class WebSocketConnection {
	readonly #socket: Duplex;
	readonly #events: WebSocketEvents;
	readonly #parts: Buffer[] = [];
	#received: Buffer = Buffer.alloc(0);

	constructor(request: IncomingMessage, socket: Duplex, events: WebSocketEvents) {
		this.#socket = socket;
		this.#events = events;
		const key = request.headers['sec-websocket-key'] ?? '';
		const accept = createHash('sha1')
			.update(key + MAGIC)
			.digest('base64');
		socket.write(
			'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
				`Sec-WebSocket-Accept: ${accept}\r\n\r\n`,
		);
		socket.on('data', (chunk: Buffer) => {
			this.#read(chunk);
		});
		socket.on('error', () => undefined);
		socket.on('close', events.onClose);
	}

	sendText(text: string): void {
		this.#send(Opcode.text, [Buffer.from(text)]);
	}

	/** One binary message, of several parts so that nobody has to join them. */
	sendBinary(...parts: readonly Uint8Array[]): void {
		this.#send(Opcode.binary, parts);
	}

	close(): void {
		this.#socket.destroy();
	}

	#send(opcode: number, parts: readonly Uint8Array[]): void {
		const length = parts.reduce((sum, part) => sum + part.length, 0);
		this.#socket.cork();
		this.#socket.write(frameHead(opcode, length));
		for (const part of parts) {
			this.#socket.write(part);
		}
		this.#socket.uncork();
	}

	#read(chunk: Buffer): void {
		this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
		for (;;) {
			const found = readFrame(this.#received);
			if (found === undefined) {
				return;
			}
			this.#received = this.#received.subarray(found.length);
			this.#answer(found.frame);
		}
	}

	#answer({ fin, opcode, payload }: WsFrame): void {
		switch (opcode) {
			case Opcode.close:
				this.#send(Opcode.close, [payload]);
				this.#socket.end();
				return;
			case Opcode.ping:
				this.#send(Opcode.pong, [payload]);
				return;
			case Opcode.pong:
				return;
			default:
				this.#parts.push(payload);
				if (fin) {
					this.#events.onMessage(Buffer.concat(this.#parts.splice(0)));
				}
		}
	}
}

/** The head of an unfragmented, unmasked frame (5.2). */
function frameHead(opcode: number, length: number): Buffer {
	const first = 0x80 | opcode;
	if (length < 126) {
		return Buffer.from([first, length]);
	}
	if (length < 65536) {
		const head = Buffer.from([first, 126, 0, 0]);
		head.writeUInt16BE(length, 2);
		return head;
	}
	const head = Buffer.alloc(10);
	head[0] = first;
	head[1] = 127;
	head.writeBigUInt64BE(BigInt(length), 2);
	return head;
}

/** The first frame of `bytes`, with its length on the wire; undefined while it is not whole. */
function readFrame(bytes: Buffer): { frame: WsFrame; length: number } | undefined {
	if (bytes.length < 2) {
		return undefined;
	}
	const first = bytes.readUInt8(0);
	const second = bytes.readUInt8(1);
	// A browser always masks (5.3).
	assert((second & 0x80) !== 0, 'frames of a browser are masked');
	const short = second & 0x7f;
	const maskAt = short < 126 ? 2 : short === 126 ? 4 : 10;
	if (bytes.length < maskAt + 4) {
		return undefined;
	}
	const size = short < 126 ? short : bytes.readUIntBE(short === 126 ? 2 : 4, short === 126 ? 2 : 6);
	assert(size <= MAX_MESSAGE, `a message of ${size} bytes is sane`);
	const start = maskAt + 4;
	if (bytes.length < start + size) {
		return undefined;
	}
	const payload = unmasked(bytes.subarray(start, start + size), bytes.subarray(maskAt, start));
	const frame = { fin: (first & 0x80) !== 0, opcode: first & 0x0f, payload };
	return { frame, length: start + size };
}

function unmasked(bytes: Buffer, mask: Buffer): Buffer {
	const plain = Buffer.allocUnsafe(bytes.length);
	for (let at = 0; at < bytes.length; at++) {
		plain[at] = (bytes[at] ?? 0) ^ (mask[at & 3] ?? 0);
	}
	return plain;
}
