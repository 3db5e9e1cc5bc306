import type { Bytes } from '../base/units.ts';

/** Of 64 KiB, for the core's static data; it grows from there. */
const FIRST_PAGES = 64;
/** What a thread without a capture may keep: that of a capture of some gigabytes. */
const MAX_KEPT: Bytes = 128 * 1024 * 1024;

/**
 * Memory for one core after the other. What the system has given once is used again: new memory costs a tenth of the
 * time that decoding does, and the old one stands beside it until it is collected.
 */
export class SpareMemory {
	#spare: WebAssembly.Memory | undefined;

	/** All zero. */
	take(): WebAssembly.Memory {
		const memory = this.#spare ?? new WebAssembly.Memory({ initial: FIRST_PAGES });
		this.#spare = undefined;
		return memory;
	}

	/** Nobody reads or writes it any more, and behind its first `used` bytes nobody ever did. */
	giveBack(memory: WebAssembly.Memory, used: Bytes): void {
		if (memory.buffer.byteLength > MAX_KEPT) return;
		new Uint8Array(memory.buffer, 0, used).fill(0);
		this.#spare = memory;
	}
}
