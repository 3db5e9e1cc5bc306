import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assert } from '#lib/base/assert.ts';
import type { Attachment } from './attachment.ts';
import { preloadEnv } from './build.ts';
import { UsbPort, type Host, type Phone, type PhonePort } from './port.ts';
import { UsbfsHost } from './usbfsHost.ts';

export type { Phone } from './port.ts';
export type { InterfaceSet } from './descriptors.ts';

export interface BusOptions {
	/** One phone, or several on the same bus: each with its own serial. */
	readonly phone: Phone | readonly Phone[];
	/** Where the bus keeps its sockets; one of its own below the system's temporary folder if not given. */
	readonly folder?: string;
}

/** A USB bus with phones on it, all plugged in at the start. It acts on the first phone itself. */
export interface Bus extends PhonePort, AsyncDisposable {
	/** Every phone's port, by serial. */
	readonly ports: ReadonlyMap<string, PhonePort>;
	readonly folder: string;
	/** What makes a Chromium see this bus and no other USB device. */
	readonly env: Readonly<Record<string, string>>;
	/** Adds another host, which from now on hears of every change to the devices given back. */
	join(host: Host): { readonly present: readonly Attachment[]; readonly leave: () => void };
	close(): Promise<void>;
}

export async function startBus(options: BusOptions): Promise<Bus> {
	const phones = [options.phone].flat();
	const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'usb-')));
	const usbfs = process.platform === 'linux' ? await UsbfsHost.start(folder) : undefined;
	const hosts = new Set<Host>(usbfs === undefined ? [] : [usbfs]);
	let lastNumber = 0;
	const ports = new Map(
		phones.map((phone) => [phone.serial, new UsbPort(phone, hosts, () => ++lastNumber)]),
	);
	const [first] = ports.values();
	assert(
		first !== undefined && ports.size === phones.length,
		'a bus has phones of different serials',
	);
	const close = async (): Promise<void> => {
		await Promise.all([...ports.values()].map((port) => port.unplug()));
		usbfs?.close();
		if (options.folder === undefined) {
			await rm(folder, { recursive: true, force: true });
		}
	};
	try {
		await Promise.all([...ports.values()].map((port) => port.plug()));
	} catch (error) {
		await close();
		throw error;
	}
	return {
		...controls(first),
		ports,
		folder,
		env: preloadEnv(folder),
		join: (host) => joinBus(hosts, ports, host),
		close,
		[Symbol.asyncDispose]: close,
	};
}

/** The port's own methods, so that a bus with one phone reads as that phone. */
function controls(port: PhonePort): PhonePort {
	return {
		plug: () => port.plug(),
		unplug: () => port.unplug(),
		hold: () => {
			port.hold();
		},
		free: () => {
			port.free();
		},
		deny: () => {
			port.deny();
		},
		allow: () => {
			port.allow();
		},
		changeInterfaces: (set) => port.changeInterfaces(set),
		stat: () => port.stat(),
	};
}

function joinBus(
	hosts: Set<Host>,
	ports: ReadonlyMap<string, UsbPort>,
	host: Host,
): ReturnType<Bus['join']> {
	hosts.add(host);
	const present = [...ports.values()]
		.map(({ attachment }) => attachment)
		.filter((device): device is Attachment => device !== undefined);
	return { present, leave: () => void hosts.delete(host) };
}
