import type { AdbPacketData } from '@yume-chan/adb';

/** The part of a packet that the cures look at. */
export type Packet = Pick<AdbPacketData, 'command' | 'arg0' | 'arg1' | 'payload'>;

/** Something between the wire and the ADB library. Both functions say what the library gets to see now. */
export interface PacketFilter {
	/** A packet came from the phone. */
	incoming(packet: Packet): readonly Packet[];
	/** A packet is about to leave for the phone. */
	outgoing(packet: Packet): readonly Packet[];
	/** Whether the library still has data that nobody read. */
	pending(): boolean;
}
