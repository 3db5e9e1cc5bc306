import { proxy } from 'comlink';
import { askForPhone } from '#lib/device/ask.ts';
import type { DeviceThread } from '#lib/device/thread.ts';
import type { Connection } from '#lib/model/connection.ts';
import { assert } from '#lib/base/assert.ts';

/** Remembers, for this tab only, which phone was connected: a reload in mid-session goes on with it. */
const TAB_KEY = 'porthole.connected';

/** The way to the phone: who is connected, and how to get and leave it. */
export class PhoneSession {
	readonly #start: () => DeviceThread;
	readonly #onChange: (connection: Connection) => void;
	#thread: Promise<DeviceThread> | undefined;
	#connection = $state.raw<Connection>({ kind: 'none' });
	#known = $state.raw<readonly string[]>([]);

	constructor(start: () => DeviceThread, onChange: (connection: Connection) => void) {
		this.#start = start;
		this.#onChange = onChange;
	}

	get connection(): Connection {
		return this.#connection;
	}

	/** Serials of phones this site may use without asking again, plugged in now. */
	get known(): readonly string[] {
		return this.#known;
	}

	/** The device thread. Only while or after connecting. */
	get thread(): Promise<DeviceThread> {
		assert(this.#thread, 'the device thread runs once a connection was asked for');
		return this.#thread;
	}

	/** Lets the person choose a phone; its serial. Must be called from a click. */
	async choose(): Promise<string | undefined> {
		const chosen = await askForPhone();
		if (chosen.ok) return chosen.value;
		this.#set({ kind: 'failed', failure: chosen.error });
		return undefined;
	}

	async connect(serial: string): Promise<void> {
		const { device } = await this.#running();
		await device.connect(serial);
		this.#known = await device.known();
	}

	async disconnect(): Promise<void> {
		sessionStorage.removeItem(TAB_KEY);
		const { device } = await this.#running();
		await device.disconnect();
	}

	/** Forgets a failure that was read. */
	dismiss(): void {
		if (this.#connection.kind === 'failed') this.#set({ kind: 'none' });
	}

	/** After a load: finds phones that are still allowed, and goes on with the one this tab had. */
	async resume(): Promise<void> {
		if (!('usb' in navigator)) return;
		const { device } = await this.#running();
		this.#known = await device.known();
		const before = sessionStorage.getItem(TAB_KEY);
		if (before !== null && this.#known.includes(before)) await device.connect(before);
	}

	#running(): Promise<DeviceThread> {
		this.#thread ??= this.#begin();
		return this.#thread;
	}

	async #begin(): Promise<DeviceThread> {
		const thread = this.#start();
		await thread.device.onConnection(
			proxy((connection: Connection) => {
				this.#set(connection);
			}),
		);
		return thread;
	}

	#set(connection: Connection): void {
		this.#connection = connection;
		if (connection.kind === 'ready') sessionStorage.setItem(TAB_KEY, connection.serial);
		this.#onChange(connection);
	}
}
