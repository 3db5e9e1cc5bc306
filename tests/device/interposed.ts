// Packets that the phone did not send now: left over from an earlier visit, or late.
import type { AdbPacketData } from '@yume-chan/adb';
import { ReadableStream, type ReadableStreamDefaultController } from '@yume-chan/stream-extra';
import type { Link } from '../../src/lib/device/bus.ts';

export interface Interposed {
	readonly link: Link;
	/** The host sees this packet now. */
	inject(packet: AdbPacketData): void;
}

/** A link into whose packets a test can put others; `queued` come before everything else. */
export function interposed(inner: Link, queued: readonly AdbPacketData[] = []): Interposed {
	const reader = inner.connection.readable.getReader();
	let controller: ReadableStreamDefaultController<AdbPacketData> | undefined;
	const readable = new ReadableStream<AdbPacketData>({
		start(given) {
			controller = given;
			for (const packet of queued) given.enqueue(packet);
		},
		async pull(given) {
			const { value } = await reader.read();
			if (value === undefined) given.close();
			else given.enqueue(value);
		},
		cancel: (reason) => reader.cancel(reason),
	});
	return {
		link: { ...inner, connection: { readable, writable: inner.connection.writable } },
		inject(packet) {
			controller?.enqueue(packet);
		},
	};
}
