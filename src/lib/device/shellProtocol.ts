// Shell protocol v2: AOSP packages/modules/adb/shell_protocol.h. A packet is an id (u8), a length (u32,
// little-endian) and that many bytes.

const HEADER_LENGTH = 5;

/** `ShellProtocol::Id`. */
const STDIN = 0;
const STDOUT = 1;
const STDERR = 2;
const EXIT = 3;

/** A piece of a packet, as large as what has arrived of it. */
export type Piece =
	| { readonly kind: 'stdout' | 'stderr'; readonly bytes: Uint8Array }
	| { readonly kind: 'exit'; readonly code: number };

/** A packet that gives the command input. */
export function inputPacket(text: string): Uint8Array {
	const data = new TextEncoder().encode(text);
	const packet = new Uint8Array(HEADER_LENGTH + data.length);
	packet[0] = STDIN;
	new DataView(packet.buffer).setUint32(1, data.length, true);
	packet.set(data, HEADER_LENGTH);
	return packet;
}

/**
 * Takes a shell v2 stream apart. Bytes of a packet are given out before the rest of it has arrived, so that a cut
 * connection costs nothing that was received. Unknown packets are skipped, as adb does.
 */
export class ShellPackets {
	readonly #header = new Uint8Array(HEADER_LENGTH);
	#headerLength = 0;
	#left = 0;

	/** The pieces share the chunk's memory. */
	*feed(chunk: Uint8Array): Generator<Piece, void> {
		let at = 0;
		while (at < chunk.length) {
			if (this.#left === 0) {
				at = this.#readHeader(chunk, at);
				continue;
			}
			const end = Math.min(at + this.#left, chunk.length);
			this.#left -= end - at;
			const piece = pieceOf(this.#header[0], chunk.subarray(at, end));
			if (piece !== undefined) yield piece;
			at = end;
		}
	}

	#readHeader(chunk: Uint8Array, at: number): number {
		const end = Math.min(at + HEADER_LENGTH - this.#headerLength, chunk.length);
		this.#header.set(chunk.subarray(at, end), this.#headerLength);
		this.#headerLength += end - at;
		if (this.#headerLength === HEADER_LENGTH) {
			this.#headerLength = 0;
			this.#left = new DataView(this.#header.buffer).getUint32(1, true);
		}
		return end;
	}
}

function pieceOf(id: number | undefined, bytes: Uint8Array): Piece | undefined {
	switch (id) {
		case STDOUT:
			return { kind: 'stdout', bytes };
		case STDERR:
			return { kind: 'stderr', bytes };
		case EXIT:
			return { kind: 'exit', code: bytes[0] ?? 0 };
		default:
			return undefined;
	}
}
