import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Attachment, UsbHandle } from '../attachment.ts';
import { inRequest, type InRequest } from '../bulkIn.ts';
import type { Bus } from '../bus.ts';
import type { Host } from '../port.ts';
import { WebSocketConnection } from '../websocket.ts';
import {
	decodeCall,
	encodeAnswerHead,
	Op,
	type BusEvent,
	type Call,
	type Outcome,
	type ShimDevice,
} from './wire.ts';

/** Joins one page or worker with the shim to the bus, for as long as its WebSocket lives. */
export function bridge(request: IncomingMessage, socket: Duplex, bus: Bus): void {
	const client = new ShimClient(request, socket, () => {
		leave();
	});
	const { present, leave } = bus.join(client);
	client.present(present);
}

/** A host on the bus whose kernel is a WebSocket. */
class ShimClient implements Host {
	readonly #socket: WebSocketConnection;
	readonly #devices = new Map<number, Attachment>();
	readonly #handles = new Map<number, UsbHandle>();
	readonly #requests = new Map<InRequest, UsbHandle>();

	constructor(request: IncomingMessage, socket: Duplex, onClose: () => void) {
		this.#socket = new WebSocketConnection(request, socket, {
			onMessage: (message) => {
				const call = decodeCall(message);
				if (call !== undefined) {
					this.#answer(call);
				}
			},
			onClose: () => {
				this.#closeAll();
				onClose();
			},
		});
	}

	present(devices: readonly Attachment[]): void {
		for (const device of devices) {
			this.#devices.set(device.number, device);
		}
		this.#tell({ kind: 'present', devices: devices.map(described) });
	}

	attach(device: Attachment): Promise<void> {
		this.#devices.set(device.number, device);
		this.#tell({ kind: 'attach', device: described(device) });
		return Promise.resolve();
	}

	detach(device: Attachment): Promise<void> {
		this.#devices.delete(device.number);
		this.#handles.delete(device.number);
		this.#tell({ kind: 'detach', id: device.number });
		return Promise.resolve();
	}

	#tell(event: BusEvent): void {
		this.#socket.sendText(JSON.stringify(event));
	}

	#answer(call: Call): void {
		if (call.op === Op.open) {
			this.#end(call, this.#open(call.device));
			return;
		}
		const handle = this.#handles.get(call.device);
		if (handle === undefined) {
			this.#end(call, 'ENODEV');
			return;
		}
		switch (call.op) {
			case Op.transferIn:
				this.#transferIn(call, handle);
				return;
			case Op.transferOut:
				handle.transferOut(call.endpoint, call.payload, (outcome) => {
					this.#end(call, outcome.ok ? 'ok' : outcome.error);
				});
				return;
			case Op.close:
				this.#cancel(handle);
				handle.close();
				this.#handles.delete(call.device);
				this.#end(call, 'ok');
				return;
			default:
				this.#end(call, control(call, handle));
		}
	}

	#open(number: number): Outcome {
		const opened = this.#devices.get(number)?.open() ?? 'ENODEV';
		if (typeof opened === 'string') {
			return opened;
		}
		this.#handles.set(number, opened);
		return 'ok';
	}

	#transferIn(call: Call, handle: UsbHandle): void {
		const request = inRequest(call.argument, (outcome) => {
			this.#requests.delete(request);
			if (outcome.ok) {
				this.#end(call, 'ok', outcome.bytes);
			} else {
				this.#end(call, outcome.error);
			}
		});
		this.#requests.set(request, handle);
		handle.transferIn(call.endpoint, request);
	}

	#cancel(handle: UsbHandle): void {
		for (const [request, owner] of this.#requests) {
			if (owner === handle) {
				handle.cancel(request);
				request.done({ ok: false, error: 'ENOENT' });
			}
		}
	}

	#closeAll(): void {
		for (const handle of this.#handles.values()) {
			this.#cancel(handle);
			handle.close();
		}
		this.#handles.clear();
	}

	#end({ id }: Call, outcome: Outcome, payload: Uint8Array = new Uint8Array()): void {
		this.#socket.sendBinary(encodeAnswerHead(id, outcome), payload);
	}
}

function control({ op, argument }: Call, handle: UsbHandle): Outcome {
	switch (op) {
		case Op.claim:
			return handle.claim(argument) ?? 'ok';
		case Op.release:
			return handle.release(argument) ?? 'ok';
		case Op.reset:
			handle.reset();
			return 'ok';
		default:
			return 'EINVAL';
	}
}

function described(device: Attachment): ShimDevice {
	return { id: device.number, ...device.description };
}
