import { once } from 'node:events';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { assert } from '#lib/base/assert.ts';
import type { Attachment, UsbHandle } from './attachment.ts';
import { inRequest, type InRequest, type Outcome } from './bulkIn.ts';
import { configurationDescriptor, deviceDescriptor } from './descriptors.ts';
import type { Host } from './port.ts';
import { linuxErrno, type UsbError } from './usbError.ts';
import { FrameReader, Op, encodeFrame, type Frame } from './usbfsFrame.ts';

/** sockaddr_un.sun_path holds 108 bytes, the last of them zero. */
const MAX_SOCKET_PATH = 107;

/**
 * The host as Chromium sees it, in a folder: `sys/` for sysfs, `dev/` for the devices' nodes, `monitor`
 * for udev's hotplug events. native/fakeudev.c reads the first and the last, native/usbfs.c opens nodes.
 */
export class UsbfsHost implements Host {
	readonly #folder: string;
	readonly #monitors = new Set<Socket>();
	readonly #monitorServer: Server;
	readonly #nodes = new Map<Attachment, Node>();

	private constructor(folder: string) {
		this.#folder = folder;
		this.#monitorServer = createServer((socket) => {
			this.#addMonitor(socket);
		});
	}

	static async start(folder: string): Promise<UsbfsHost> {
		await mkdir(join(folder, 'sys'), { recursive: true });
		await mkdir(join(folder, 'dev'), { recursive: true });
		const host = new UsbfsHost(folder);
		await listen(host.#monitorServer, join(folder, 'monitor'));
		return host;
	}

	async attach(device: Attachment): Promise<void> {
		const path = join(this.#folder, 'dev', deviceName(device));
		const node = new Node(device);
		this.#nodes.set(device, node);
		await listen(node.server, path);
		await this.#writeAttributes(device, path);
		this.#announce('add', device);
	}

	async detach(device: Attachment): Promise<void> {
		const node = this.#nodes.get(device);
		this.#nodes.delete(device);
		node?.close();
		await rm(join(this.#folder, 'sys', deviceName(device)), { recursive: true, force: true });
		this.#announce('remove', device);
	}

	/** Ends every connection; the folder is left to whoever made it. */
	close(): void {
		for (const node of this.#nodes.values()) {
			node.close();
		}
		for (const monitor of this.#monitors) {
			monitor.destroy();
		}
		this.#monitorServer.close();
	}

	#addMonitor(socket: Socket): void {
		this.#monitors.add(socket);
		socket.on('error', () => undefined);
		socket.on('close', () => this.#monitors.delete(socket));
		// One byte: from here on every event is told.
		socket.write('.');
	}

	#announce(action: 'add' | 'remove', device: Attachment): void {
		const name = deviceName(device);
		for (const monitor of this.#monitors) {
			monitor.write(`${action} ${name} ${join(this.#folder, 'dev', name)}\n`);
		}
	}

	/** Made aside and moved in whole: a scan sees all of it or nothing. */
	async #writeAttributes(device: Attachment, node: string): Promise<void> {
		const { description, number } = device;
		const aside = join(this.#folder, `new-${deviceName(device)}`);
		await mkdir(aside);
		const attributes = {
			descriptors: Buffer.concat([
				deviceDescriptor(description),
				configurationDescriptor(description),
			]),
			manufacturer: description.manufacturer,
			product: description.product,
			serial: description.serial,
			busnum: '1',
			devnum: String(number),
			bConfigurationValue: '1',
			devnode: node,
		};
		for (const [name, value] of Object.entries(attributes)) {
			await writeFile(join(aside, name), value);
		}
		await rename(aside, join(this.#folder, 'sys', deviceName(device)));
	}
}

function deviceName({ number }: Attachment): string {
	return `1-${number}`;
}

async function listen(server: Server, path: string): Promise<void> {
	assert(Buffer.byteLength(path) <= MAX_SOCKET_PATH, `${path} fits into a socket's address`);
	server.listen(path);
	await once(server, 'listening');
}

/** A device's node: everybody who opens it gets a handle of his own. */
class Node {
	readonly server: Server;
	readonly #connections = new Set<Socket>();

	constructor(device: Attachment) {
		this.server = createServer((socket) => {
			this.#connections.add(socket);
			socket.on('close', () => this.#connections.delete(socket));
			serve(socket, device);
		});
	}

	close(): void {
		this.server.close();
		for (const connection of this.#connections) {
			connection.destroy();
		}
	}
}

function serve(socket: Socket, device: Attachment): void {
	socket.on('error', () => undefined);
	const handle = device.open();
	if (typeof handle === 'string') {
		socket.end(encodeFrame({ op: Op.open, argument: linuxErrno(handle) }));
		return;
	}
	const file = new OpenFile(socket, handle);
	const reader = new FrameReader();
	socket.on('data', (chunk: Buffer) => {
		for (const frame of reader.read(chunk)) {
			file.answer(frame);
		}
	});
	socket.on('close', () => {
		file.close();
	});
	socket.write(encodeFrame({ op: Op.open, argument: 0 }));
}

/** An open file of usbfs: turns frames into calls of the handle, and outcomes into frames. */
class OpenFile {
	readonly #socket: Socket;
	readonly #handle: UsbHandle;
	readonly #requests = new Map<number, InRequest>();

	constructor(socket: Socket, handle: UsbHandle) {
		this.#socket = socket;
		this.#handle = handle;
	}

	answer(frame: Frame): void {
		switch (frame.op) {
			case Op.out:
				this.#handle.transferOut(frame.endpoint, frame.payload, (outcome) => {
					this.#end(frame, outcome);
				});
				return;
			case Op.in:
				this.#transferIn(frame);
				return;
			case Op.control:
				this.#end(frame, this.#handle.control(frame.payload));
				return;
			case Op.cancel:
				this.#cancel(frame.id);
				return;
			default:
				this.#reply(frame, this.#call(frame));
		}
	}

	close(): void {
		for (const request of this.#requests.values()) {
			this.#handle.cancel(request);
		}
		this.#handle.close();
	}

	#call(frame: Frame): UsbError | undefined {
		switch (frame.op) {
			case Op.claim:
				return this.#handle.claim(frame.argument);
			case Op.release:
				return this.#handle.release(frame.argument);
			case Op.reset:
				this.#handle.reset();
				return undefined;
			default:
				return 'EINVAL';
		}
	}

	#transferIn(frame: Frame): void {
		const request = inRequest(frame.argument, (outcome) => {
			this.#requests.delete(frame.id);
			this.#end(frame, outcome);
		});
		this.#requests.set(frame.id, request);
		this.#handle.transferIn(frame.endpoint, request);
	}

	#cancel(id: number): void {
		const request = this.#requests.get(id);
		if (request !== undefined) {
			this.#requests.delete(id);
			this.#handle.cancel(request);
		}
	}

	#reply({ op, id }: Frame, error: UsbError | undefined): void {
		const argument = error === undefined ? 0 : linuxErrno(error);
		this.#socket.write(encodeFrame({ op, id, argument }));
	}

	/** A transfer's status is negative, as in struct usbdevfs_urb. */
	#end({ op, id }: Frame, outcome: Outcome): void {
		if (!outcome.ok) {
			this.#socket.write(encodeFrame({ op, id, argument: -linuxErrno(outcome.error) }));
			return;
		}
		this.#socket.cork();
		this.#socket.write(encodeFrame({ op, id, argument: 0, length: outcome.bytes.length }));
		if (outcome.bytes.length > 0) {
			this.#socket.write(outcome.bytes);
		}
		this.#socket.uncork();
	}
}
