import { setTimeout as delay } from 'node:timers/promises';
import { assert } from '#lib/base/assert.ts';
import { AdbPipe, type Counters } from './adbPipe.ts';
import { Attachment } from './attachment.ts';
import { describeDevice, isAdb, type InterfaceSet } from './descriptors.ts';

/** The phone at the other end of a cable. */
export interface Phone {
	/** Where its adbd listens: a unix socket that carries ADB messages and nothing else. */
	readonly socketPath: string;
	readonly serial: string;
	readonly product: string;
	readonly manufacturer: string;
}

/** A host on the bus: told of every device that comes and goes. */
export interface Host {
	attach(device: Attachment): Promise<void>;
	detach(device: Attachment): Promise<void>;
}

/** What a phone's port looks like now, and what went through it since the bus started. */
export interface PortStat extends Readonly<Counters> {
	/** The host can see the phone: the cable is in and adbd runs. */
	readonly attached: boolean;
	/** How many have the device open. */
	readonly opened: number;
	/** Somebody on this bus has claimed the ADB interface. */
	readonly claimed: boolean;
	/** Transfers towards the host that wait for the phone. */
	readonly waitingIn: number;
	/** Bytes of the phone that nobody has asked for yet. */
	readonly queuedIn: number;
}

/** One socket of the bus, with a phone's cable in it or not. */
export interface PhonePort {
	/** Puts the cable in. Rejects if the phone does not listen. */
	plug(): Promise<void>;
	/** Pulls the cable, whatever is under way. */
	unplug(): Promise<void>;
	/** Another program takes the ADB interface: claiming it fails until `free()`. */
	hold(): void;
	free(): void;
	/** Opening the device fails, as without a udev rule, until `allow()`. */
	deny(): void;
	allow(): void;
	/** The person changes the USB mode: the phone comes back with other interfaces and product id. */
	changeInterfaces(set: InterfaceSet): Promise<void>;
	stat(): PortStat;
}

/** How often a phone whose adbd has gone is looked for again, in milliseconds. */
const RETRY_MS = 50;

export class UsbPort implements PhonePort {
	readonly #phone: Phone;
	readonly #hosts: ReadonlySet<Host>;
	readonly #nextNumber: () => number;
	readonly #access = { held: false, denied: false };
	readonly #counters: Counters = {
		bytesIn: 0,
		bytesOut: 0,
		zeroLengthOut: 0,
		cancelled: 0,
		resets: 0,
	};
	#set: InterfaceSet = 'adb';
	#cable = false;
	#attachment: Attachment | undefined;
	#turn: Promise<void> = Promise.resolve();

	constructor(phone: Phone, hosts: ReadonlySet<Host>, nextNumber: () => number) {
		this.#phone = phone;
		this.#hosts = hosts;
		this.#nextNumber = nextNumber;
	}

	get attachment(): Attachment | undefined {
		return this.#attachment;
	}

	async plug(): Promise<void> {
		assert(!this.#cable, 'the cable is out before it is put in');
		this.#cable = true;
		try {
			await this.#attach();
		} catch (error) {
			this.#cable = false;
			throw error;
		}
	}

	async unplug(): Promise<void> {
		this.#cable = false;
		await this.#detach();
	}

	hold(): void {
		this.#access.held = true;
	}

	free(): void {
		this.#access.held = false;
	}

	deny(): void {
		this.#access.denied = true;
	}

	allow(): void {
		this.#access.denied = false;
	}

	async changeInterfaces(set: InterfaceSet): Promise<void> {
		await this.unplug();
		this.#set = set;
		await this.plug();
	}

	stat(): PortStat {
		const device = this.#attachment;
		const adb = device?.description.interfaces.find(isAdb);
		return {
			...this.#counters,
			attached: device !== undefined,
			opened: device?.handles.size ?? 0,
			claimed: adb !== undefined && device?.claims.has(adb.number) === true,
			waitingIn: device?.pipe.waiting ?? 0,
			queuedIn: device?.pipe.queued ?? 0,
		};
	}

	#attach(): Promise<void> {
		return this.#inTurn(async () => {
			if (!this.#cable || this.#attachment !== undefined) {
				return;
			}
			const pipe = await AdbPipe.open(this.#phone.socketPath, this.#counters, () => {
				void this.#comeBack();
			});
			const description = describeDevice(this.#phone, this.#set);
			const device = new Attachment(this.#nextNumber(), description, pipe, this.#access);
			this.#attachment = device;
			await Promise.all([...this.#hosts].map((host) => host.attach(device)));
		});
	}

	#detach(): Promise<void> {
		return this.#inTurn(async () => {
			const device = this.#attachment;
			if (device === undefined) {
				return;
			}
			this.#attachment = undefined;
			// The transfers end first, then the host hears of it: the order on a real bus.
			device.pipe.close();
			await Promise.all([...this.#hosts].map((host) => host.detach(device)));
		});
	}

	/** One coming or going at a time, so that no host hears of an end before the beginning is done. */
	#inTurn(doing: () => Promise<void>): Promise<void> {
		const done = this.#turn.then(doing);
		this.#turn = done.catch(() => undefined);
		return done;
	}

	/** adbd went away, as for `adb root`: so does the device, and returns with adbd. */
	async #comeBack(): Promise<void> {
		await this.#detach();
		while (this.#cable && this.#attachment === undefined) {
			try {
				await this.#attach();
			} catch {
				await delay(RETRY_MS);
			}
		}
	}
}
