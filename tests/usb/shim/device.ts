// USBDevice as Chromium has it (third_party/blink/renderer/modules/webusb/usb_device.cc), with its error
// names and messages, over a link to the bus.
import { Configuration, type Interface } from './configuration.ts';
import type { Link } from './link.ts';
import { Op, type Answer, type ShimDevice } from './wire.ts';

type Method = Exclude<keyof UsbDevice, symbol>;

/** USBInTransferResult and USBOutTransferResult, without their constructors. */
interface InResult {
	readonly status: USBTransferStatus;
	readonly data: DataView;
}

interface OutResult {
	readonly status: USBTransferStatus;
	readonly bytesWritten: number;
}

export class UsbDevice {
	readonly usbVersionMajor = 2;
	readonly usbVersionMinor = 0;
	readonly usbVersionSubminor = 0;
	readonly deviceClass = 0;
	readonly deviceSubclass = 0;
	readonly deviceProtocol = 0;
	readonly deviceVersionMajor = 4;
	readonly deviceVersionMinor = 4;
	readonly deviceVersionSubminor = 0;
	readonly vendorId: number;
	readonly productId: number;
	readonly manufacturerName: string;
	readonly productName: string;
	readonly serialNumber: string;
	readonly configurations: readonly [Configuration];
	readonly configuration: Configuration;
	readonly #id: number;
	readonly #link: Link;
	#opened = false;
	#gone = false;

	constructor(device: ShimDevice, link: Link) {
		this.#id = device.id;
		this.#link = link;
		this.vendorId = device.vendorId;
		this.productId = device.productId;
		this.manufacturerName = device.manufacturer;
		this.productName = device.product;
		this.serialNumber = device.serial;
		this.configuration = new Configuration(device.interfaces);
		this.configurations = [this.configuration];
	}

	get opened(): boolean {
		return this.#opened;
	}

	/** The device was unplugged. */
	markGone(): void {
		this.#gone = true;
		this.#opened = false;
	}

	async open(): Promise<void> {
		this.#mustBeThere('open');
		if (this.#opened) {
			return;
		}
		const { outcome } = await this.#call(Op.open, 0);
		this.#mustBeThere('open');
		if (outcome !== 'ok') {
			throw failure('open', 'SecurityError', 'Access denied.');
		}
		this.#opened = true;
	}

	/** Transfers under way end with an AbortError. */
	async close(): Promise<void> {
		this.#mustBeThere('close');
		if (!this.#opened) {
			return;
		}
		this.#opened = false;
		for (const claimed of this.configuration.interfaces) {
			claimed.claimed = false;
		}
		await this.#call(Op.close, 0);
	}

	/** A phone has one configuration, active from the start: there is nothing to ask of the bus. */
	async selectConfiguration(value: number): Promise<void> {
		this.#mustBeOpen('selectConfiguration');
		if (value !== this.configuration.configurationValue) {
			const message = 'The configuration value provided is not supported by the device.';
			throw failure('selectConfiguration', 'NotFoundError', message);
		}
		return Promise.resolve();
	}

	async claimInterface(number: number): Promise<void> {
		const wanted = this.#interface('claimInterface', number);
		if (wanted.claimed) {
			return;
		}
		const { outcome } = await this.#call(Op.claim, number);
		this.#mustBeThere('claimInterface');
		if (outcome !== 'ok') {
			throw failure('claimInterface', 'NetworkError', 'Unable to claim interface.');
		}
		wanted.claimed = true;
	}

	async releaseInterface(number: number): Promise<void> {
		const held = this.#interface('releaseInterface', number);
		if (!held.claimed) {
			return;
		}
		held.claimed = false;
		await this.#call(Op.release, number);
	}

	/** Every interface of a phone has the one setting it starts with. */
	async selectAlternateInterface(number: number, setting: number): Promise<void> {
		this.#interface('selectAlternateInterface', number);
		if (setting !== 0) {
			const message =
				'The alternate setting provided is not supported by the device in its current configuration.';
			throw failure('selectAlternateInterface', 'NotFoundError', message);
		}
		return Promise.resolve();
	}

	/** The endpoints of our phones never halt. */
	async clearHalt(direction: USBDirection, endpointNumber: number): Promise<void> {
		this.#endpoint('clearHalt', endpointNumber | (direction === 'in' ? 0x80 : 0));
		return Promise.resolve();
	}

	async transferIn(endpointNumber: number, length: number): Promise<InResult> {
		const endpoint = this.#endpoint('transferIn', endpointNumber | 0x80);
		const answer = await this.#call(Op.transferIn, length, endpoint);
		const status = this.#status('transferIn', answer);
		// A buffer of its own, as Chromium gives: ya-webadb reads `data.buffer` from its start.
		return { status, data: new DataView(answer.payload.slice().buffer) };
	}

	async transferOut(endpointNumber: number, data: BufferSource): Promise<OutResult> {
		const endpoint = this.#endpoint('transferOut', endpointNumber);
		const bytes = bytesOf(data);
		const answer = await this.#call(Op.transferOut, 0, endpoint, bytes);
		return { status: this.#status('transferOut', answer), bytesWritten: bytes.length };
	}

	async reset(): Promise<void> {
		this.#mustBeOpen('reset');
		const { outcome } = await this.#call(Op.reset, 0);
		if (outcome !== 'ok') {
			throw failure('reset', 'NetworkError', 'Unable to reset the device.');
		}
	}

	#call(op: Op, argument: number, endpoint = 0, payload = new Uint8Array()): Promise<Answer> {
		return this.#link.call({ op, endpoint, device: this.#id, argument, payload });
	}

	#mustBeThere(method: Method): void {
		if (this.#gone) {
			throw failure(method, 'NotFoundError', 'The device was disconnected.');
		}
	}

	#mustBeOpen(method: Method): void {
		this.#mustBeThere(method);
		if (!this.#opened) {
			throw failure(method, 'InvalidStateError', 'The device must be opened first.');
		}
	}

	#interface(method: Method, number: number): Interface {
		this.#mustBeOpen(method);
		const found = this.configuration.interfaces.find((one) => one.interfaceNumber === number);
		if (found === undefined) {
			const message =
				'The interface number provided is not supported by the device in its current configuration.';
			throw failure(method, 'NotFoundError', message);
		}
		return found;
	}

	/** The endpoint's address, if its interface is claimed. */
	#endpoint(method: Method, address: number): number {
		this.#mustBeOpen(method);
		const owner = this.configuration.interfaces.find((one) => one.hasEndpoint(address));
		if (owner?.claimed !== true) {
			const message =
				'The specified endpoint is not part of a claimed and selected alternate interface.';
			throw failure(method, 'NotFoundError', message);
		}
		return address;
	}

	#status(method: Method, { outcome }: Answer): USBTransferStatus {
		switch (outcome) {
			case 'ok':
				return 'ok';
			case 'EPIPE':
				return 'stall';
			case 'EOVERFLOW':
				return 'babble';
			default:
				throw this.#opened || this.#gone
					? failure(method, 'NetworkError', 'A transfer error has occurred.')
					: failure(method, 'AbortError', 'The transfer was cancelled.');
		}
	}
}

function bytesOf(data: BufferSource): Uint8Array<ArrayBuffer> {
	const view = ArrayBuffer.isView(data)
		? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
		: new Uint8Array(data);
	return view.slice();
}

function failure(method: Method, name: string, message: string): DOMException {
	return new DOMException(`Failed to execute '${method}' on 'USBDevice': ${message}`, name);
}
