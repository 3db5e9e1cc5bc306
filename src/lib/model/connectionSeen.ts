import type { EpochMs } from '../base/units.ts';
import type { App } from './app.ts';
import type { PortMeaning, Reach } from './port.ts';
import type { Socket, SocketProcess } from './socket.ts';

/** Who may be behind a socket. */
export interface ProcessesBehind {
	/** They hold it; otherwise it is held by one of them. */
	readonly sure: boolean;
	readonly processes: readonly SocketProcess[];
}

/** A socket with everything that is known beside it: whose it is, what the far end is called, when it was seen. */
export interface ConnectionSeen {
	/** Names the row; stable while it is the same socket of the same owner. */
	readonly key: string;
	readonly socket: Socket;
	/** Undefined where the kernel no longer knows the owner. */
	readonly app: App | undefined;
	/** By which name the far end's address was asked for, in the capture of the same snapshot. */
	readonly remoteName: string | undefined;
	readonly port: PortMeaning | undefined;
	/** Undefined for a socket that waits for nobody. */
	readonly reach: Reach | undefined;
	readonly behind: ProcessesBehind | undefined;
	/** In the latest reading, or gone since. */
	readonly open: boolean;
	readonly firstSeen: EpochMs;
	readonly lastSeen: EpochMs;
}
