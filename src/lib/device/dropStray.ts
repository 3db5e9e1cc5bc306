import { AdbCommand } from '@yume-chan/adb';
import type { PacketFilter } from './packetFilter.ts';

/**
 * Drops data for streams that do not exist. The library takes such a WRTE for a broken protocol and ends the whole
 * connection; adbd (AOSP adb.cpp, `handle_packet`) ignores it, and so do we. It happens when data was on its way
 * while its stream ended.
 */
export function dropStray(): PacketFilter {
	/** Our ids of the streams that the library knows. */
	const open = new Set<number>();
	/** The phone's ids of the streams that it wants to open (reverse). */
	const offered = new Set<number>();
	return {
		incoming(packet) {
			if (packet.command === AdbCommand.Close) open.delete(packet.arg1);
			if (packet.command === AdbCommand.Open) offered.add(packet.arg0);
			const stray = packet.command === AdbCommand.Write && !open.has(packet.arg1);
			return stray ? [] : [packet];
		},
		outgoing(packet) {
			const accepts = packet.command === AdbCommand.Okay && offered.delete(packet.arg1);
			if (accepts || packet.command === AdbCommand.Open) open.add(packet.arg0);
			return [];
		},
		pending: () => false,
	};
}
