import { AdbCommand } from '@yume-chan/adb';
import type { Packet, PacketFilter } from './packetFilter.ts';

/**
 * Keeps the end of a stream from overtaking its data.
 *
 * adbd sends CLSE right after the last WRTE, and the library drops what the reader had not taken by then: a slow
 * reader silently loses the tail (up to the whole delayed_ack window, and with delayed_ack off the last packet). So a
 * CLSE waits here until as many OKAYs have left for its stream as WRTEs came in: an OKAY leaves when the reader took
 * the bytes.
 */
export function holdClose(): PacketFilter {
	/** WRTEs that were not acknowledged, by our id of the stream. */
	const unread = new Map<number, number>();
	const held = new Map<number, Packet>();
	/** Streams that we closed: nobody reads them any more, so their CLSE must not wait. */
	const abandoned = new Set<number>();

	const release = (stream: number): readonly Packet[] => {
		const close = held.get(stream);
		held.delete(stream);
		return close === undefined ? [] : [close];
	};

	const acknowledged = (stream: number): readonly Packet[] => {
		const left = (unread.get(stream) ?? 0) - 1;
		if (left > 0) unread.set(stream, left);
		else unread.delete(stream);
		return left > 0 ? [] : release(stream);
	};

	return {
		incoming(packet) {
			const stream = packet.arg1;
			if (packet.command === AdbCommand.Write && !abandoned.has(stream)) {
				unread.set(stream, (unread.get(stream) ?? 0) + 1);
			}
			if (packet.command !== AdbCommand.Close) return [packet];
			abandoned.delete(stream);
			if (!unread.has(stream)) return [packet];
			held.set(stream, packet);
			return [];
		},
		outgoing(packet) {
			const stream = packet.arg0;
			if (packet.command === AdbCommand.Okay) return acknowledged(stream);
			if (packet.command !== AdbCommand.Close) return [];
			unread.delete(stream);
			const released = release(stream);
			if (released.length === 0) abandoned.add(stream);
			return released;
		},
		pending: () => unread.size > 0,
	};
}
