import { AdbPacketHeader, type AdbPacketInit } from '@yume-chan/adb';
import { WritableStream, type Consumable } from '@yume-chan/stream-extra';
import type { Bytes } from '../base/units.ts';

const HEADER_LENGTH: Bytes = 24;

/** The part of a `USBDevice` that sends. */
export interface UsbSender {
	transferOut(endpoint: number, data: Uint8Array<ArrayBuffer>): Promise<unknown>;
}

/**
 * Sends ADB packets to a USB endpoint: header and payload are transfers of their own, and a transfer that fills its
 * last USB packet is ended by an empty one (AOSP `usb_linux.cpp`).
 *
 * The library has this too, but leaves a promise unheard that rejects whenever a cable is pulled while writing.
 */
export function usbWriter(
	device: UsbSender,
	endpoint: Pick<USBEndpoint, 'endpointNumber' | 'packetSize'>,
): WritableStream<Consumable<AdbPacketInit>> {
	const send = async (bytes: Uint8Array<ArrayBuffer>): Promise<void> => {
		await device.transferOut(endpoint.endpointNumber, bytes);
		if (bytes.length > 0 && bytes.length % endpoint.packetSize === 0) {
			await device.transferOut(endpoint.endpointNumber, new Uint8Array(0));
		}
	};
	return new WritableStream({
		write: (chunk) =>
			chunk.tryConsume(async (packet) => {
				const header = new Uint8Array(HEADER_LENGTH);
				const { payload } = packet;
				AdbPacketHeader.serialize({ ...packet, payloadLength: payload.length }, header);
				await send(header);
				if (payload.length > 0) await send(new Uint8Array(payload));
			}),
	});
}
