import type { EpochMs } from '../base/units.ts';
import type { Uid } from './uid.ts';

/** A name that an app looked up, or a TCP connection that it began (Android's `NetworkEvent`). */
export interface IntrusionEvent {
	/** When, by the phone's clock. */
	readonly time: EpochMs;
	readonly kind: 'dns' | 'connect';
	/** Name of the app's package, as the phone wrote it. */
	readonly packageName: string | undefined;
	/** Only where the log has it. */
	readonly uid: Uid | undefined;
	/** The name that was looked up; of a connection, the name that the address was known by. */
	readonly host: string | undefined;
	/** The answers to a look-up, of which Android keeps a few; the one address of a connection. */
	readonly addresses: readonly string[];
	/** TCP port, of a connection. */
	readonly port: number | undefined;
}

/**
 * Android 16's Intrusion Logging (Advanced Protection): what every app looked up and connected to by the system's own
 * means. UDP, and apps that ask a name server themselves, are not in it.
 */
export interface IntrusionLog {
	/** Oldest first, each once: daily files overlap. */
	readonly events: readonly IntrusionEvent[];
	/** Events of other kinds (app starts, ADB, screen lock ...), which say nothing of the network. */
	readonly others: number;
	/** Lines that could not be read: cut, or of a shape that we do not know. */
	readonly unread: number;
	/** Events beyond those that are kept. */
	readonly leftOut: number;
}
