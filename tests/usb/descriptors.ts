// What a phone says of itself on USB. Universal Serial Bus Specification 2.0, chapter 9.

/** The packet size of a bulk endpoint at high speed, in bytes. */
export const PACKET_SIZE = 512;

/** Google's vendor id, as most phones carry it. */
export const VENDOR_ID = 0x18d1;

export interface Endpoint {
	/** bEndpointAddress: bit 7 set for towards the host. */
	readonly address: number;
	readonly type: 'bulk' | 'interrupt';
	readonly packetSize: number;
}

export interface UsbInterface {
	readonly number: number;
	readonly name: string;
	/** Class, subclass, protocol. */
	readonly code: readonly [number, number, number];
	readonly endpoints: readonly Endpoint[];
}

/** The functions a phone offers at a time: debugging alone, with file transfer, with tethering. */
export type InterfaceSet = 'adb' | 'mtp+adb' | 'rndis+adb';

export interface DeviceDescription {
	readonly vendorId: number;
	readonly productId: number;
	readonly manufacturer: string;
	readonly product: string;
	readonly serial: string;
	readonly interfaces: readonly UsbInterface[];
}

interface Function {
	readonly name: string;
	readonly code: readonly [number, number, number];
	/** In the order of the descriptor; numbers are given out per direction. */
	readonly endpoints: readonly { readonly way: 'in' | 'out'; readonly type: Endpoint['type'] }[];
}

const BULK_PAIR = [
	{ way: 'in', type: 'bulk' },
	{ way: 'out', type: 'bulk' },
] as const;

/** ff/42/01: packages/modules/adb/adb.h, ADB_CLASS, ADB_SUBCLASS, ADB_PROTOCOL. */
const ADB: Function = { name: 'ADB Interface', code: [0xff, 0x42, 0x01], endpoints: BULK_PAIR };
const MTP: Function = {
	name: 'MTP',
	code: [0x06, 0x01, 0x01],
	endpoints: [...BULK_PAIR, { way: 'in', type: 'interrupt' }],
};
const RNDIS: Function = {
	name: 'RNDIS Communications Control',
	code: [0xe0, 0x01, 0x03],
	endpoints: [{ way: 'in', type: 'interrupt' }],
};
const RNDIS_DATA: Function = {
	name: 'RNDIS Ethernet Data',
	code: [0x0a, 0x00, 0x00],
	endpoints: BULK_PAIR,
};

/** Product ids as a Pixel changes them with its USB mode (device/google/.../init.usb.rc). */
const SETS: Readonly<Record<InterfaceSet, { productId: number; functions: readonly Function[] }>> =
	{
		adb: { productId: 0x4ee7, functions: [ADB] },
		'mtp+adb': { productId: 0x4ee2, functions: [MTP, ADB] },
		'rndis+adb': { productId: 0x4ee4, functions: [RNDIS, RNDIS_DATA, ADB] },
	};

export function productIdOf(set: InterfaceSet): number {
	return SETS[set].productId;
}

/** The description of a phone in one of its USB modes. Only there the ADB interface's number is known. */
export function describeDevice(
	names: Pick<DeviceDescription, 'manufacturer' | 'product' | 'serial'>,
	set: InterfaceSet,
): DeviceDescription {
	const { productId, functions } = SETS[set];
	const used = { in: 0, out: 0 };
	const interfaces = functions.map(({ name, code, endpoints }, number) => ({
		number,
		name,
		code,
		endpoints: endpoints.map(({ way, type }) => ({
			address: ++used[way] | (way === 'in' ? 0x80 : 0),
			type,
			packetSize: type === 'bulk' ? PACKET_SIZE : 28,
		})),
	}));
	return {
		vendorId: VENDOR_ID,
		productId,
		manufacturer: names.manufacturer,
		product: names.product,
		serial: names.serial,
		interfaces,
	};
}

export function isAdb({ code }: UsbInterface): boolean {
	return code.every((part, index) => part === ADB.code[index]);
}

/** bcdUSB 2.00: from 2.10 on Chromium would open the device at once to ask for a landing page. */
const USB_VERSION = 0x0200;

const word = (value: number): number[] => [value & 0xff, value >> 8];

/** Device descriptor (9.6.1); strings 1 to 3 are manufacturer, product and serial. */
export function deviceDescriptor({ vendorId, productId }: DeviceDescription): Uint8Array {
	return Uint8Array.from([
		18,
		1,
		...word(USB_VERSION),
		...[0, 0, 0, 64],
		...word(vendorId),
		...word(productId),
		...word(0x0440),
		...[1, 2, 3, 1],
	]);
}

/** Configuration descriptor with all its interfaces and endpoints (9.6.3, 9.6.5, 9.6.6). */
export function configurationDescriptor({ interfaces }: DeviceDescription): Uint8Array {
	const body = interfaces.flatMap(({ number, code, endpoints }) => [
		...[9, 4, number, 0, endpoints.length, ...code, 0],
		...endpoints.flatMap(({ address, type, packetSize }) => [
			...[7, 5, address, type === 'bulk' ? 2 : 3],
			...word(packetSize),
			type === 'bulk' ? 0 : 6,
		]),
	]);
	return Uint8Array.from([
		...[9, 2],
		...word(9 + body.length),
		...[interfaces.length, 1, 0, 0x80, 250],
		...body,
	]);
}
