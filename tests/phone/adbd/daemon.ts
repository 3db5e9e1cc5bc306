import { createServer } from 'node:net';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { PhoneProfile } from '../profiles/profile.ts';
import type { Authenticator } from './auth.ts';
import { openService } from './services.ts';
import { ReverseListeners } from './tcp.ts';
import { Transport } from './transport.ts';
import type { Identity } from './transport.ts';

/** What a service may know of, and do to, the daemon. */
export interface DaemonContext {
	readonly profile: PhoneProfile;
	/** Whether commands run as root (after `adb root`). */
	readonly root: boolean;
	readonly reverse: ReverseListeners;
	/** Waits as long as a slow phone takes, and lets the phone refresh what the command may read. */
	beforeCommand(): Promise<void>;
	/** Ends the daemon's session; the next host finds it under the other uid. */
	restart(as: { readonly root: boolean }): void;
}

export interface DaemonOptions {
	readonly profile: PhoneProfile;
	readonly delayedAck: boolean;
	readonly authenticator: Authenticator;
	readonly refresh: () => Promise<void>;
	readonly log: (text: string) => void;
}

function identity({ profile, delayedAck }: DaemonOptions): Identity {
	const { adb, device, model, product } = profile;
	const offersDelay = delayedAck && adb.features.length > 0;
	const features = offersDelay ? [...adb.features, 'delayed_ack'] : adb.features;
	const properties = {
		'ro.product.name': product,
		'ro.product.model': model.replaceAll(' ', '_'),
		'ro.product.device': device,
		...(features.length > 0 && { features: features.join(',') }),
	};
	const banner = Object.entries(properties).map(([key, value]) => `${key}=${value}`);
	return {
		version: adb.version,
		maxPayload: adb.maxPayload,
		banner: `device::${banner.join(';')}`,
		delayedAck: offersDelay,
	};
}

/** The phone's ADB daemon behind a unix socket: one host at a time, the newest wins. */
export class Daemon implements DaemonContext {
	readonly profile: PhoneProfile;
	readonly reverse: ReverseListeners;
	root = false;
	/** Milliseconds every command waits before it starts. */
	slowness = 0;
	readonly #options: DaemonOptions;
	readonly #identity: Identity;
	#transport: Transport | undefined;

	constructor(options: DaemonOptions) {
		this.profile = options.profile;
		this.#options = options;
		this.#identity = identity(options);
		this.reverse = new ReverseListeners((service) => this.#transport?.openToHost(service));
	}

	listen(path: string): Promise<void> {
		const server = createServer((socket) => {
			this.#plugIn(socket);
		});
		return new Promise((resolve) => server.listen(path, resolve));
	}

	/** The cable is pulled. */
	unplug(): void {
		this.#transport?.kick();
		this.#forget();
	}

	restart({ root }: { readonly root: boolean }): void {
		this.root = root;
		this.#transport?.finish();
		this.#forget();
	}

	async beforeCommand(): Promise<void> {
		await this.#options.refresh();
		if (this.slowness > 0) await delay(this.slowness);
	}

	#plugIn(socket: Socket): void {
		this.unplug();
		const { authenticator, log } = this.#options;
		const transport = new Transport(socket, this.#identity, authenticator, {
			open: (stream, service) => {
				openService(stream, service, this);
			},
			reset: () => {
				if (transport === this.#transport) this.reverse.close();
			},
			log,
		});
		this.#transport = transport;
	}

	#forget(): void {
		this.#transport = undefined;
		this.reverse.close();
	}
}
