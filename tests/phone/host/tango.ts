// The site's own ADB library (ya-webadb) against a virtual phone, without USB in between: the second
// independent host, and the one that speaks delayed_ack.
import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { Adb, AdbDaemonTransport, AdbPacket, AdbPacketSerializeStream } from '@yume-chan/adb';
import type { AdbCredentialStore, AdbDaemonConnection, AdbPrivateKey } from '@yume-chan/adb';
import {
	Consumable,
	pipeFrom,
	ReadableStream,
	StructDeserializeStream,
} from '@yume-chan/stream-extra';
import type { Phone } from '../start.ts';

/** A fresh key for every host: nothing is kept. */
class FreshKey implements AdbCredentialStore {
	readonly #keys: AdbPrivateKey[] = [];

	async generateKey(): Promise<AdbPrivateKey> {
		const { privateKey } = await crypto.subtle.generateKey(
			{
				name: 'RSASSA-PKCS1-v1_5',
				modulusLength: 2048,
				publicExponent: new Uint8Array([1, 0, 1]),
				hash: 'SHA-1',
			},
			true,
			['sign', 'verify'],
		);
		const exported = await crypto.subtle.exportKey('pkcs8', privateKey);
		const key = { buffer: new Uint8Array(exported), name: 'test@host' };
		this.#keys.push(key);
		return key;
	}

	iterateKeys(): Iterable<AdbPrivateKey> {
		return this.#keys;
	}
}

function packets(socket: Socket): AdbDaemonConnection {
	let cancelled: () => void = () => socket.destroy();
	const bytes = new ReadableStream<Uint8Array>({
		start(controller) {
			const end = (): void => {
				controller.close();
			};
			socket.on('data', (chunk) => {
				controller.enqueue(new Uint8Array(chunk));
			});
			socket.once('close', end);
			cancelled = () => {
				socket.off('close', end);
				socket.destroy();
			};
		},
		cancel() {
			cancelled();
		},
	});
	const sink = new Consumable.WritableStream<Uint8Array>({
		async write(chunk) {
			await new Promise<void>((resolve) => {
				// A write after the phone left fails; the end of `readable` tells.
				socket.write(chunk, () => {
					resolve();
				});
			});
		},
		close() {
			socket.destroy();
		},
	});
	return {
		readable: bytes.pipeThrough(new StructDeserializeStream(AdbPacket)),
		writable: pipeFrom(sink, new AdbPacketSerializeStream()),
	};
}

/** A host that the phone let in. */
export async function attachTango(phone: Phone): Promise<Adb> {
	const socket = connect(phone.socketPath);
	socket.on('error', () => socket.destroy());
	await once(socket, 'connect');
	const transport = await AdbDaemonTransport.authenticate({
		serial: phone.serial,
		connection: packets(socket),
		credentialStore: new FreshKey(),
	});
	// However the cable is pulled, it is no news to the tests.
	transport.disconnected.catch(() => undefined);
	return new Adb(transport);
}
