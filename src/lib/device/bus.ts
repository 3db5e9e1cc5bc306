import type { AdbDaemonConnection } from '@yume-chan/adb';
import type { Result } from '../base/result.ts';
import type { ConnectionFailure } from '../model/failure.ts';

/** Where phones are found: WebUSB in a browser (`webusb.ts`), a socket in tests. */
export interface Bus {
	/** The phones that this site may use and that are there now. */
	plugs(): Promise<readonly Plug[]>;
	/** Tells of every phone that comes and goes, from now on. */
	watch(report: (event: PlugEvent) => void): void;
}

export interface PlugEvent {
	readonly kind: 'plugged' | 'unplugged';
	readonly plug: Plug;
}

/** A phone at the other end of a cable, not opened. */
export interface Plug {
	readonly serial: string;
	/** Whether it has an ADB interface: without USB debugging it has none. */
	readonly offersAdb: boolean;
	/** Takes the phone for us alone. */
	open(): Promise<Result<Link, ConnectionFailure>>;
}

/** An open way to a phone's adbd: packets both ways. */
export interface Link {
	readonly connection: AdbDaemonConnection;
	/** Whether these packets travel on a network that the phone can capture: then a capture would see itself. */
	readonly overNetwork: boolean;
	/** Gives the phone back. Ends every transfer at once; resolves when others can have it. Never rejects. */
	close(): Promise<void>;
}
