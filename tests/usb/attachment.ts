import type { AdbPipe } from './adbPipe.ts';
import type { InRequest, Outcome } from './bulkIn.ts';
import {
	configurationDescriptor,
	deviceDescriptor,
	isAdb,
	type DeviceDescription,
	type UsbInterface,
} from './descriptors.ts';
import type { UsbError } from './usbError.ts';

/** Who may use the phone's interface, as others on this machine decide. */
export interface Access {
	/** Another program, such as a running adb server, holds the ADB interface. */
	held: boolean;
	/** The device's node may not be opened: no udev rule. */
	denied: boolean;
}

/**
 * A phone on the bus from one enumeration to its end. Plugging it in again, or changing its USB mode,
 * makes another one: the host sees a new device.
 */
export class Attachment {
	/** Unique on its bus: the device number. */
	readonly number: number;
	readonly description: DeviceDescription;
	readonly pipe: AdbPipe;
	readonly access: Readonly<Access>;
	readonly claims = new Map<number, UsbHandle>();
	readonly handles = new Set<UsbHandle>();

	constructor(
		number: number,
		description: DeviceDescription,
		pipe: AdbPipe,
		access: Readonly<Access>,
	) {
		this.number = number;
		this.description = description;
		this.pipe = pipe;
		this.access = access;
	}

	/** Opens the device as a program of the host would, or says why not. */
	open(): UsbHandle | UsbError {
		if (this.access.denied) {
			return 'EACCES';
		}
		const handle = new UsbHandle(this);
		this.handles.add(handle);
		return handle;
	}

	interfaceOf(endpoint: number): UsbInterface | undefined {
		return this.description.interfaces.find(({ endpoints }) =>
			endpoints.some(({ address }) => address === endpoint),
		);
	}
}

/** A device opened by a program of the host: what an open file of usbfs is (drivers/usb/core/devio.c). */
export class UsbHandle {
	readonly #device: Attachment;

	constructor(device: Attachment) {
		this.#device = device;
	}

	claim(number: number): UsbError | undefined {
		const { description, claims, access } = this.#device;
		const claimed = description.interfaces.find((other) => other.number === number);
		if (claimed === undefined) {
			return 'EINVAL';
		}
		const owner = claims.get(number);
		if ((access.held && isAdb(claimed)) || (owner !== undefined && owner !== this)) {
			return 'EBUSY';
		}
		claims.set(number, this);
		return undefined;
	}

	release(number: number): UsbError | undefined {
		const { claims } = this.#device;
		if (claims.get(number) !== this) {
			return 'EINVAL';
		}
		claims.delete(number);
		return undefined;
	}

	/** Ends every transfer and every claim, and restarts the phone's side. */
	reset(): void {
		this.#device.claims.clear();
		this.#device.pipe.reset();
	}

	/**
	 * Asks an endpoint for bytes. Only the ADB interface has something to say: the endpoints of others
	 * stay silent.
	 */
	transferIn(endpoint: number, request: InRequest): void {
		const { error, adb } = this.#route(endpoint);
		if (error !== undefined) {
			request.done({ ok: false, error });
		} else if (adb) {
			this.#device.pipe.transferIn(request);
		}
	}

	/** Takes a request back; one that has ended already is left as it is. */
	cancel(request: InRequest): void {
		this.#device.pipe.cancel(request);
	}

	transferOut(endpoint: number, bytes: Uint8Array, done: (outcome: Outcome) => void): void {
		const { error, adb } = this.#route(endpoint);
		if (error !== undefined) {
			done({ ok: false, error });
		} else if (adb) {
			this.#device.pipe.transferOut(bytes, done);
		}
	}

	/** The requests every device must know (USB 2.0, 9.4); others stall. `setup` is 8 bytes. */
	control(setup: Uint8Array): Outcome {
		const [type = 0, request = 0, , kind = 0] = setup;
		const length = (setup[6] ?? 0) | ((setup[7] ?? 0) << 8);
		const answer = this.#standardRequest((type << 8) | request, kind);
		return answer === undefined
			? { ok: false, error: 'EPIPE' }
			: { ok: true, bytes: answer.subarray(0, length) };
	}

	/** Gives up every claim. Requests under way are the caller's to cancel. */
	close(): void {
		for (const [number, owner] of this.#device.claims) {
			if (owner === this) {
				this.#device.claims.delete(number);
			}
		}
		this.#device.handles.delete(this);
	}

	/** checkintf(): a transfer to an interface that nobody claimed claims it. */
	#route(endpoint: number): { error: UsbError | undefined; adb: boolean } {
		const target = this.#device.interfaceOf(endpoint);
		return target === undefined
			? { error: 'ENOENT', adb: false }
			: { error: this.claim(target.number), adb: isAdb(target) };
	}

	#standardRequest(code: number, kind: number): Uint8Array | undefined {
		switch (code) {
			case GET_DESCRIPTOR:
				return descriptor(this.#device.description, kind);
			case GET_DEVICE_STATUS:
			case GET_INTERFACE_STATUS:
			case GET_ENDPOINT_STATUS:
				return new Uint8Array(2);
			case CLEAR_ENDPOINT_FEATURE:
				return new Uint8Array();
			default:
				return undefined;
		}
	}
}

// bmRequestType, bRequest.
const GET_DESCRIPTOR = 0x8006;
const GET_DEVICE_STATUS = 0x8000;
const GET_INTERFACE_STATUS = 0x8100;
const GET_ENDPOINT_STATUS = 0x8200;
const CLEAR_ENDPOINT_FEATURE = 0x0201;

function descriptor(description: DeviceDescription, kind: number): Uint8Array | undefined {
	switch (kind) {
		case 1:
			return deviceDescriptor(description);
		case 2:
			return configurationDescriptor(description);
		default:
			return undefined;
	}
}
