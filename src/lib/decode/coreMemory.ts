import * as layout from '#core/layout.ts';
import { assert } from '../base/assert.ts';
import { addressText } from '../base/ip.ts';

const ascii = new TextDecoder('latin1');
const IPV4_AT = 12;

/** The core's memory, as numbers and texts. Growing detaches old views, so each look asks for the view again. */
export class CoreMemory {
	#memory: WebAssembly.Memory | undefined;
	#view: DataView<ArrayBuffer>;
	#bytes: Uint8Array<ArrayBuffer>;

	constructor(memory: WebAssembly.Memory) {
		this.#memory = memory;
		this.#view = new DataView(memory.buffer);
		this.#bytes = new Uint8Array(memory.buffer);
	}

	get view(): DataView<ArrayBuffer> {
		if (this.#view.buffer !== this.#memory?.buffer) this.#renew();
		return this.#view;
	}

	get bytes(): Uint8Array<ArrayBuffer> {
		if (this.#bytes.buffer !== this.#memory?.buffer) this.#renew();
		return this.#bytes;
	}

	/** From now on it is another's: whoever still asks or writes here stops at once. */
	close(): void {
		this.assertOpen();
		this.#memory = undefined;
	}

	assertOpen(): void {
		this.#open();
	}

	#open(): WebAssembly.Memory {
		assert(this.#memory, 'a closed reader is left alone');
		return this.#memory;
	}

	#renew(): void {
		const { buffer } = this.#open();
		this.#view = new DataView(buffer);
		this.#bytes = new Uint8Array(buffer);
	}

	u8(at: number): number {
		return this.view.getUint8(at);
	}

	u16(at: number): number {
		return this.view.getUint16(at, true);
	}

	u32(at: number): number {
		return this.view.getUint32(at, true);
	}

	f64(at: number): number {
		return this.view.getFloat64(at, true);
	}

	i16(at: number): number {
		return this.view.getInt16(at, true);
	}

	i8(at: number): number {
		return this.view.getInt8(at);
	}

	f32(at: number): number {
		return this.view.getFloat32(at, true);
	}

	setU8(at: number, value: number): void {
		this.view.setUint8(at, value);
	}

	setU32(at: number, value: number): void {
		this.view.setUint32(at, value, true);
	}

	/** The text at an address that a record holds; undefined where it holds 0. */
	text(address: number): string | undefined {
		if (address === 0) return undefined;
		const from = address + layout.TEXT_BYTES;
		return ascii.decode(this.bytes.subarray(from, from + this.u16(address + layout.TEXT_LENGTH)));
	}

	/** The text whose address stands at `field`. */
	textAt(field: number): string | undefined {
		return this.text(this.u32(field));
	}

	/** The address of a flow's end: 16 bytes, of which an IPv4 one uses the last four. */
	endAddress(at: number, version: number): string {
		return this.octets(version === 4 ? at + IPV4_AT : at, version === 4 ? 4 : 16);
	}

	/** Four or sixteen octets in network order. */
	octets(at: number, length: 4 | 16): string {
		return addressText(this.bytes.subarray(at, at + length));
	}
}
