// WebUSB without USB: devices whose calls fail or take their time as a test says. For what a browser does; what a
// phone does is told by the virtual phone.

type Call = 'open' | 'selectConfiguration' | 'claimInterface' | 'close';

const ADB_INTERFACE = { interfaceClass: 0xff, interfaceSubclass: 0x42, interfaceProtocol: 1 };
const MTP_INTERFACE = { interfaceClass: 6, interfaceSubclass: 1, interfaceProtocol: 1 };

function configurationOf(kind: typeof ADB_INTERFACE): USBConfiguration {
	const endpoint = (direction: USBDirection): USBEndpoint => ({
		endpointNumber: 1,
		direction,
		type: 'bulk',
		packetSize: 512,
	});
	const alternate = { alternateSetting: 0, ...kind, endpoints: [endpoint('in'), endpoint('out')] };
	const face = { interfaceNumber: 0, alternate, alternates: [alternate], claimed: false };
	return { configurationValue: 1, interfaces: [face] };
}

const never = <T>(): Promise<T> => new Promise(() => undefined);

export interface FakeDeviceOptions {
	readonly serialNumber?: string;
	readonly adb?: boolean;
	/** What a call throws, in turn; when used up it succeeds. */
	readonly fails?: Partial<Record<Call, Error[]>>;
}

export class FakeDevice implements USBDevice {
	readonly usbVersionMajor = 2;
	readonly usbVersionMinor = 0;
	readonly usbVersionSubminor = 0;
	readonly deviceClass = 0;
	readonly deviceSubclass = 0;
	readonly deviceProtocol = 0;
	readonly vendorId = 0x18d1;
	readonly productId = 0x4ee7;
	readonly deviceVersionMajor = 1;
	readonly deviceVersionMinor = 0;
	readonly deviceVersionSubminor = 0;
	readonly serialNumber?: string;
	readonly configuration: USBConfiguration;
	readonly configurations: USBConfiguration[];
	opened = false;
	readonly calls: Call[] = [];
	readonly #fails: Partial<Record<Call, Error[]>>;

	constructor({ serialNumber, adb = true, fails = {} }: FakeDeviceOptions = {}) {
		if (serialNumber !== undefined) this.serialNumber = serialNumber;
		this.configuration = configurationOf(adb ? ADB_INTERFACE : MTP_INTERFACE);
		this.configurations = [this.configuration];
		this.#fails = fails;
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

	forget = never<undefined>;
	releaseInterface = never<undefined>;
	selectAlternateInterface = never<undefined>;
	controlTransferIn = never<USBInTransferResult>;
	controlTransferOut = never<USBOutTransferResult>;
	clearHalt = never<undefined>;
	transferIn = never<USBInTransferResult>;
	transferOut = never<USBOutTransferResult>;
	isochronousTransferIn = never<USBIsochronousInTransferResult>;
	isochronousTransferOut = never<USBIsochronousOutTransferResult>;
	reset = never<undefined>;

	#call(call: Call): Promise<void> {
		this.calls.push(call);
		const error = this.#fails[call]?.shift();
		return error === undefined ? Promise.resolve() : Promise.reject(error);
	}
}

class FakeConnectionEvent extends Event implements USBConnectionEvent {
	readonly device: USBDevice;

	constructor(type: string, device: USBDevice) {
		super(type);
		this.device = device;
	}
}

export class FakeUsb extends EventTarget implements USB {
	readonly devices: USBDevice[] = [];
	onconnect = (): void => undefined;
	ondisconnect = (): void => undefined;

	getDevices(): Promise<USBDevice[]> {
		return Promise.resolve([...this.devices]);
	}

	requestDevice(): Promise<USBDevice> {
		const [device] = this.devices;
		const error = new DOMException('No device selected.', 'NotFoundError');
		return device === undefined ? Promise.reject(error) : Promise.resolve(device);
	}

	say(type: 'connect' | 'disconnect', device: USBDevice): void {
		this.dispatchEvent(new FakeConnectionEvent(type, device));
	}
}
