import type { Bytes, EpochMs } from '../base/units.ts';

/** The Bluetooth service's dump, as far as traffic goes. */
export interface Bluetooth {
	readonly enabled: boolean;
	readonly bonded: number;
	/** The summary of recent HCI packets; undefined where the dump has none. */
	readonly snoop: BluetoothSnoop | undefined;
}

export interface BluetoothSnoop {
	/** Why it could not be read; undefined where it was. */
	readonly unreadable: string | undefined;
	/** Bytes of the text as it stands in the dump, decoded from base64. */
	readonly packed: Bytes;
	/** Bytes after inflating. */
	readonly size: Bytes;
	readonly first: EpochMs | undefined;
	readonly last: EpochMs | undefined;
	readonly kinds: readonly SnoopKind[];
}

/** Packets of one kind and direction (Bluetooth Core, Host Controller Interface). */
export interface SnoopKind {
	readonly type: 'command' | 'event' | 'data' | 'voice' | 'isochronous' | 'other';
	/** As seen from the phone. */
	readonly direction: 'sent' | 'received';
	readonly packets: number;
	/** What was on the wire. */
	readonly bytes: Bytes;
	/** What the summary kept of it: headers, and payload only of some. */
	readonly kept: Bytes;
}
