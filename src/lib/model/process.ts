import type { Uid } from './uid.ts';

/** A running program. */
export interface Process {
	readonly pid: number;
	/** Undefined where the phone printed a name that stands for no number here. */
	readonly uid: Uid | undefined;
	/** The package of an app; cut to 15 letters where only the kernel's own name for it is known. */
	readonly name: string;
}

/** Which process holds which socket open; a socket may be held by several. */
export interface SocketHolder {
	readonly inode: number;
	readonly pid: number;
	/** Undefined where only the number was told. */
	readonly name: string | undefined;
}
