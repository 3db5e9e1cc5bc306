import type { Socket } from 'node:net';
import type { Authenticator } from './auth.ts';
import * as wire from './packet.ts';
import { PacketReader, ProtocolError } from './packet.ts';
import { RECEIVE_WINDOW, Stream } from './stream.ts';
import type { Carrier } from './stream.ts';

/** Bytes that may wait in the socket before writers are held back. */
const HIGH_WATER = 1024 * 1024;
const NOTHING = Buffer.alloc(0);

/** What the daemon tells a host about itself. */
export interface Identity {
	readonly version: number;
	readonly maxPayload: number;
	/** The banner, `device::ro.product.name=…;features=…`. */
	readonly banner: string;
	readonly delayedAck: boolean;
}

export interface TransportEvents {
	/** The host asks for a service. Calls `accept` or `refuse` on the stream, now or later. */
	open(stream: Stream, service: string): void;
	/** All streams were dropped: a new CNXN, or the connection ended. */
	reset(): void;
	log(text: string): void;
}

/** One host on the cable (AOSP `atransport`): packets in, streams out. */
export class Transport implements Carrier {
	delayedAck = false;
	maxPayload = wire.MAX_PAYLOAD_V1;
	readonly #socket: Socket;
	readonly #identity: Identity;
	readonly #authenticator: Authenticator;
	readonly #events: TransportEvents;
	readonly #reader = new PacketReader();
	readonly #streams = new Map<number, Stream>();
	#nextId = 1;
	#online = false;
	#withChecksum = true;
	#token: Buffer = NOTHING;
	#host = { version: wire.VERSION_MIN, features: new Set<string>() };

	constructor(
		socket: Socket,
		identity: Identity,
		authenticator: Authenticator,
		events: TransportEvents,
	) {
		this.#socket = socket;
		this.#identity = identity;
		this.#authenticator = authenticator;
		this.#events = events;
		socket.on('data', (chunk: Buffer) => {
			this.#feed(chunk);
		});
		socket.on('error', (error) => {
			events.log(`socket: ${error.message}`);
		});
		socket.on('close', () => {
			this.#reset();
		});
	}

	/** Pulls the cable from the phone's side: what was queued for the host is lost. */
	kick(): void {
		this.#socket.destroy();
	}

	/** Leaves after everything queued for the host was sent. */
	finish(): void {
		this.#socket.destroySoon();
	}

	/** Opens a stream towards the host (reverse). */
	openToHost(service: string): Stream {
		const stream = new Stream(this, this.#nextId++, 0, 0);
		this.#streams.set(stream.localId, stream);
		const window = this.delayedAck ? RECEIVE_WINDOW : 0;
		void this.send(wire.OPEN, stream.localId, window, Buffer.from(`${service}\0`));
		return stream;
	}

	forget(stream: Stream): void {
		this.#streams.delete(stream.localId);
	}

	async send(
		command: number,
		arg0: number,
		arg1: number,
		payload: Buffer = NOTHING,
	): Promise<void> {
		const socket = this.#socket;
		if (socket.destroyed) return;
		socket.cork();
		socket.write(wire.encodeHeader({ command, arg0, arg1, payload }, this.#withChecksum));
		if (payload.length > 0) socket.write(payload);
		socket.uncork();
		if (socket.writableLength < HIGH_WATER) return;
		await new Promise<void>((resolve) => {
			socket.once('drain', resolve);
			socket.once('close', resolve);
		});
	}

	#feed(chunk: Buffer): void {
		try {
			for (const packet of this.#reader.push(chunk)) this.#handle(packet);
		} catch (error) {
			if (!(error instanceof ProtocolError)) throw error;
			this.#events.log(`kicked: ${error.message}`);
			this.kick();
		}
	}

	#handle(packet: wire.Packet): void {
		switch (packet.command) {
			case wire.CNXN:
				this.#hello(packet);
				break;
			case wire.AUTH:
				this.#authenticate(packet);
				break;
			case wire.OPEN:
				if (this.#online) this.#open(packet);
				break;
			case wire.OKAY:
				this.#okay(packet);
				break;
			case wire.WRTE:
				this.#data(packet);
				break;
			case wire.CLSE:
				this.#streams.get(packet.arg1)?.closedByHost();
				break;
			default:
				this.#events.log(`ignored command ${packet.command.toString(16)}`);
		}
	}

	/** CNXN starts from nothing, whatever the last session left behind. */
	#hello(packet: wire.Packet): void {
		this.#reset();
		const features = /features=([^;\0]*)/.exec(packet.payload.toString())?.[1] ?? '';
		this.#host = { version: packet.arg0, features: new Set(features.split(',')) };
		this.maxPayload = Math.min(packet.arg1, this.#identity.maxPayload);
		this.#challenge();
	}

	#challenge(): void {
		this.#token = this.#authenticator.newToken();
		void this.send(wire.AUTH, wire.AUTH_TOKEN, 0, this.#token);
	}

	#authenticate(packet: wire.Packet): void {
		if (this.#online || this.#token.length === 0) return;
		if (packet.arg0 === wire.AUTH_SIGNATURE) {
			if (this.#authenticator.verify(this.#token, packet.payload)) this.#connect();
			else this.#challenge();
		} else if (packet.arg0 === wire.AUTH_PUBLIC_KEY) {
			const line = packet.payload.toString().replace(/\0.*$/s, '').trim();
			this.#authenticator.offer(line, () => {
				this.#connect();
			});
		}
	}

	#connect(): void {
		const { version, maxPayload, banner, delayedAck } = this.#identity;
		this.delayedAck = delayedAck && this.#host.features.has('delayed_ack');
		void this.send(wire.CNXN, version, maxPayload, Buffer.from(banner));
		const agreed = Math.min(version, this.#host.version);
		this.#withChecksum = agreed < wire.VERSION_SKIP_CHECKSUM;
		this.#reader.verifyChecksum = this.#withChecksum;
		this.#online = true;
		this.#events.log(`online, version ${agreed.toString(16)}, delayed_ack ${this.delayedAck}`);
	}

	#open(packet: wire.Packet): void {
		const service = packet.payload.toString().replace(/\0.*$/s, '');
		const credit = this.delayedAck ? packet.arg1 : 1;
		const stream = new Stream(this, this.#nextId++, packet.arg0, credit);
		this.#streams.set(stream.localId, stream);
		this.#events.log(`open ${service}`);
		this.#events.open(stream, service);
	}

	#okay(packet: wire.Packet): void {
		const stream = this.#streams.get(packet.arg1);
		if (stream === undefined) return;
		const opened = stream.remoteId === 0;
		if (opened) stream.remoteId = packet.arg0;
		stream.acknowledged(packet.payload.length === 4 ? packet.payload.readInt32LE(0) : 0);
		if (opened) stream.onOpened();
	}

	#data(packet: wire.Packet): void {
		const stream = this.#streams.get(packet.arg1);
		if (stream === undefined) void this.send(wire.CLSE, 0, packet.arg0);
		else stream.onData(packet.payload);
	}

	#reset(): void {
		this.#online = false;
		this.#token = NOTHING;
		this.#withChecksum = true;
		this.#reader.verifyChecksum = true;
		this.#authenticator.withdrawOffer();
		for (const stream of [...this.#streams.values()]) stream.drop();
		this.#events.reset();
	}
}
