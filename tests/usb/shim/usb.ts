import { UsbDevice } from './device.ts';
import { Link } from './link.ts';
import type { BusEvent, ShimDevice } from './wire.ts';

/** Stands for the browser's own class of this name: a constructor that takes our devices. */
export class UsbConnectionEvent extends Event {
	readonly device: UsbDevice;

	constructor(type: string, init: EventInit & { readonly device: UsbDevice }) {
		super(type, init);
		this.device = init.device;
	}
}

type Handler = ((event: UsbConnectionEvent) => void) | null;

/** `navigator.usb` of a worker: what may be used, but nothing to ask for more. */
export class Usb extends EventTarget {
	readonly #link: Link;
	readonly #devices = new Map<number, UsbDevice>();
	readonly #present: Promise<void>;
	#onPresent: () => void = () => undefined;
	onconnect: Handler = null;
	ondisconnect: Handler = null;

	constructor(address: string) {
		super();
		this.#present = new Promise((resolve) => {
			this.#onPresent = resolve;
		});
		this.#link = new Link(address, (event) => {
			this.#hear(event);
		});
	}

	async getDevices(): Promise<UsbDevice[]> {
		await this.#present;
		return [...this.#devices.values()];
	}

	#hear(event: BusEvent): void {
		switch (event.kind) {
			case 'present':
				for (const id of this.#devices.keys()) {
					this.#remove(id);
				}
				for (const device of event.devices) {
					this.#add(device);
				}
				this.#onPresent();
				return;
			case 'attach':
				this.#tell('connect', this.#add(event.device));
				return;
			case 'detach':
				this.#remove(event.id);
		}
	}

	#remove(id: number): void {
		const device = this.#devices.get(id);
		this.#devices.delete(id);
		if (device !== undefined) {
			device.markGone();
			this.#tell('disconnect', device);
		}
	}

	#add(description: ShimDevice): UsbDevice {
		const device = new UsbDevice(description, this.#link);
		this.#devices.set(description.id, device);
		return device;
	}

	#tell(type: 'connect' | 'disconnect', device: UsbDevice): void {
		const event = new UsbConnectionEvent(type, { device });
		this.dispatchEvent(event);
		this[`on${type}`]?.(event);
	}
}

/** `navigator.usb` of a page: may ask, and every wish is granted with the first phone that fits. */
export class PageUsb extends Usb {
	async requestDevice(options: USBDeviceRequestOptions): Promise<UsbDevice> {
		if (!navigator.userActivation.isActive) {
			const message = 'Must be handling a user gesture to show a permission request.';
			throw new DOMException(
				`Failed to execute 'requestDevice' on 'USB': ${message}`,
				'SecurityError',
			);
		}
		const devices = await this.getDevices();
		const fitting = devices.find((device) =>
			options.filters.some((filter) => fits(device, filter)),
		);
		if (fitting === undefined) {
			const message = "Failed to execute 'requestDevice' on 'USB': No device selected.";
			throw new DOMException(message, 'NotFoundError');
		}
		return fitting;
	}
}

function fits(device: UsbDevice, filter: USBDeviceFilter): boolean {
	const same = <T>(wanted: T | undefined, has: T): boolean =>
		wanted === undefined || wanted === has;
	return (
		same(filter.vendorId, device.vendorId) &&
		same(filter.productId, device.productId) &&
		same(filter.serialNumber, device.serialNumber) &&
		device.configuration.interfaces.some(
			({ alternate }) =>
				same(filter.classCode, alternate.interfaceClass) &&
				same(filter.subclassCode, alternate.interfaceSubclass) &&
				same(filter.protocolCode, alternate.interfaceProtocol),
		)
	);
}
