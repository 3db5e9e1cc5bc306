// Functions that run in a page or a worker. Each stands for itself: it sees nothing of this file but the
// globals, in which one call leaves what the next one needs.

declare global {
	/** The phone that `connect` found. */
	var rigPhone: USBDevice | undefined;
	/** How the transfers that were started end. */
	var rigPending: Promise<string[]> | undefined;
	/** What `watch` has heard of. */
	var rigNews: string[] | undefined;
}

/** What an operation came to: its value, or the name and message of its DOMException. */
export type Told = string;

/** The phones that may be used, as `serial product-id`. */
export async function listPhones(): Promise<string[]> {
	const devices = await navigator.usb.getDevices();
	return devices.map((device) => `${device.serialNumber} ${device.productId.toString(16)}`);
}

/** Everything the first phone says of itself. */
export async function describePhone(): Promise<unknown> {
	const [device] = await navigator.usb.getDevices();
	if (device === undefined) {
		return 'no phone';
	}
	return {
		vendorId: device.vendorId,
		productId: device.productId,
		names: [device.manufacturerName, device.productName, device.serialNumber],
		version: [device.usbVersionMajor, device.deviceVersionMajor, device.deviceVersionMinor],
		opened: device.opened,
		configuration: device.configuration?.configurationValue,
		interfaces: device.configurations[0]?.interfaces.map(({ interfaceNumber, alternate }) => ({
			interfaceNumber,
			code: [alternate.interfaceClass, alternate.interfaceSubclass, alternate.interfaceProtocol],
			endpoints: alternate.endpoints.map(
				({ direction, endpointNumber, type, packetSize }) =>
					`${direction} ${endpointNumber} ${type} ${packetSize}`,
			),
		})),
	};
}

/** Opens the phone and claims interface 0. */
export async function connect(): Promise<Told> {
	try {
		const [device] = await navigator.usb.getDevices();
		globalThis.rigPhone = device;
		await device?.open();
		await device?.selectConfiguration(1);
		await device?.claimInterface(0);
		return 'connected';
	} catch (error) {
		return String(error);
	}
}

/**
 * Sends a message of every size through the connected phone, which sends it back, and counts those that
 * came back whole. A payload of whole packets is followed by a zero-length one, as ya-webadb does it.
 */
export async function loopback(sizes: readonly number[]): Promise<number> {
	const phone = globalThis.rigPhone;
	if (phone === undefined) {
		throw new Error('connect first');
	}
	const send = async (size: number): Promise<Uint8Array> => {
		const header = new Uint8Array(24);
		new DataView(header.buffer).setUint32(12, size, true);
		await phone.transferOut(1, header);
		const payload = Uint8Array.from(
			{ length: size },
			(_, at) => (at * 31 + (at >> 8) * 7 + size) & 255,
		);
		if (size > 0) {
			await phone.transferOut(1, payload);
		}
		if (size > 0 && size % 512 === 0) {
			await phone.transferOut(1, new Uint8Array());
		}
		return payload;
	};
	const receive = async (): Promise<Uint8Array> => {
		// Read as ya-webadb does it: by the buffer, which holds the transfer's bytes and nothing else.
		const header = await phone.transferIn(1, 512);
		const size = new DataView(header.data?.buffer ?? new ArrayBuffer(16)).getUint32(12, true);
		if (size === 0) {
			return new Uint8Array();
		}
		const { data } = await phone.transferIn(1, size);
		return new Uint8Array(data?.buffer ?? new ArrayBuffer());
	};
	let whole = 0;
	for (const size of sizes) {
		const [sent, received] = await Promise.all([send(size), receive()]);
		const same = sent.length === received.length && sent.every((byte, at) => byte === received[at]);
		whole += same ? 1 : 0;
	}
	return whole;
}

/** Starts `count` transfers towards the host; `pending` tells how each ends. */
export function startReading(count: number): void {
	const phone = globalThis.rigPhone;
	if (phone === undefined) {
		throw new Error('connect first');
	}
	const ends = Array.from({ length: count }, () =>
		phone.transferIn(1, 4096).then(
			({ status }): string => status,
			(error: unknown) => String(error),
		),
	);
	globalThis.rigPending = Promise.all(ends);
}

/** Starts `count` senders without end; `pending` tells by what each is ended. */
export function startWriting(count: number): void {
	const phone = globalThis.rigPhone;
	if (phone === undefined) {
		throw new Error('connect first');
	}
	const message = new Uint8Array(24 + 65536);
	new DataView(message.buffer).setUint32(12, 65536, true);
	const write = async (): Promise<string> => {
		for (;;) {
			try {
				await phone.transferOut(1, message);
			} catch (error) {
				return String(error);
			}
		}
	};
	globalThis.rigPending = Promise.all(Array.from({ length: count }, write));
}

export function pending(): Promise<string[]> | undefined {
	return globalThis.rigPending;
}

export async function close(): Promise<Told> {
	try {
		await globalThis.rigPhone?.close();
		return 'done';
	} catch (error) {
		return String(error);
	}
}

export async function reset(): Promise<Told> {
	try {
		await globalThis.rigPhone?.reset();
		return 'done';
	} catch (error) {
		return String(error);
	}
}

/** Notes every coming and going of the phone from now on, for `news`. */
export async function watch(): Promise<void> {
	const heard: string[] = [];
	globalThis.rigNews = heard;
	const [before] = await navigator.usb.getDevices();
	const note = (event: USBConnectionEvent): void => {
		const which = event.device === before ? 'the same' : 'another';
		heard.push(`${event.type} ${event.device.serialNumber}, ${which} device`);
	};
	navigator.usb.addEventListener('connect', note);
	navigator.usb.addEventListener('disconnect', note);
}

export function news(): string[] | undefined {
	return globalThis.rigNews;
}
