// WebUSB without USB: devices whose calls fail or take their time as a test says. For what a browser does; what a
// phone does is told by the virtual phone.

type Call = 'open' | 'selectConfiguration' | 'claimInterface' | 'close';

const ADB_INTERFACE = { interfaceClass: 0xff, interfaceSubclass: 0x42, interfaceProtocol: 1 };
const MTP_INTERFACE = { interfaceClass: 6, interfaceSubclass: 1, interfaceProtocol: 1 };

function configurationOf(kind: typeof ADB_INTERFACE): object {
	const endpoint = (direction: 'in' | 'out'): object => ({
		endpointNumber: 1,
		direction,
		type: 'bulk',
		packetSize: 512,
	});
	const alternate = { alternateSetting: 0, ...kind, endpoints: [endpoint('in'), endpoint('out')] };
	const face = { interfaceNumber: 0, alternate, alternates: [alternate], claimed: false };
	return { configurationValue: 1, interfaces: [face] };
}

export interface FakeDeviceOptions {
	readonly serialNumber?: string;
	readonly adb?: boolean;
	/** What a call throws, in turn; when used up it succeeds. */
	readonly fails?: Partial<Record<Call, Error[]>>;
}

/** As much of a `USBDevice` as opening and closing needs. */
export class FakeDevice {
	readonly vendorId = 0x18d1;
	readonly productId = 0x4ee7;
	readonly serialNumber: string | undefined;
	readonly configuration: object;
	readonly configurations: object[];
	opened = false;
	readonly calls: Call[] = [];
	readonly #fails: Partial<Record<Call, Error[]>>;

	constructor({ serialNumber, adb = true, fails = {} }: FakeDeviceOptions = {}) {
		this.serialNumber = serialNumber;
		this.configuration = configurationOf(adb ? ADB_INTERFACE : MTP_INTERFACE);
		this.configurations = [this.configuration];
		this.#fails = fails;
	}

	/** The types of WebUSB are classes that only a browser can construct. */
	get asUsb(): USBDevice {
		return this as unknown as USBDevice;
	}

	async open(): Promise<void> {
		await this.#call('open');
		this.opened = true;
	}

	async close(): Promise<void> {
		await this.#call('close');
		this.opened = false;
	}

	selectConfiguration(): Promise<void> {
		return this.#call('selectConfiguration');
	}

	claimInterface(): Promise<void> {
		return this.#call('claimInterface');
	}

	#call(call: Call): Promise<void> {
		this.calls.push(call);
		const error = this.#fails[call]?.shift();
		return error === undefined ? Promise.resolve() : Promise.reject(error);
	}
}

/** `navigator.usb` with the devices that a test puts in. */
export class FakeUsb extends EventTarget {
	readonly devices: FakeDevice[] = [];

	/** The types of WebUSB are classes that only a browser can construct. */
	get asUsb(): USB {
		return this as unknown as USB;
	}

	getDevices(): Promise<USBDevice[]> {
		return Promise.resolve(this.devices.map(({ asUsb }) => asUsb));
	}

	requestDevice(): Promise<USBDevice> {
		const [device] = this.devices;
		const error = new DOMException('No device selected.', 'NotFoundError');
		return device === undefined ? Promise.reject(error) : Promise.resolve(device.asUsb);
	}

	say(type: 'connect' | 'disconnect', device: FakeDevice): void {
		this.dispatchEvent(Object.assign(new Event(type), { device: device.asUsb }));
	}
}
