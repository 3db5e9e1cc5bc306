// Domain names in messages, RFC 1035 4.1.4: labels, and pointers back to labels that came before.
import { be16 } from '../../memory/bytes';
import * as scratch from '../scratch';

const POINTER: u32 = 0xc0;
const MAX_LABEL: u32 = 63;
const MAX_WIRE: u32 = 255;
/** As many as a name can have labels: more are there to keep a reader busy. */
const MAX_POINTERS: u32 = 127;

/** Reads the name at `offset` of a message into `scratch`. Gives the offset behind it; 0 where it is damaged. */
export function read(message: usize, length: u32, offset: u32): u32 {
	scratch.clear();
	return append(message, length, offset);
}

/** The same behind what stands in `scratch`. A pointer must lead to before where the name so far began. */
export function append(message: usize, length: u32, offset: u32): u32 {
	let behind: u32 = 0;
	let start = offset;
	let wire: u32 = 0;
	let pointers: u32 = 0;
	while (offset < length) {
		const size = <u32>load<u8>(message + offset);
		if (size == 0) return behind != 0 ? behind : offset + 1;
		if (size >= POINTER) {
			if (offset + 2 > length || ++pointers > MAX_POINTERS) return 0;
			if (behind == 0) behind = offset + 2;
			const target = be16(message + offset) & 0x3fff;
			if (target >= start) return 0;
			offset = target;
			start = target;
		} else {
			wire += size + 1;
			if (size > MAX_LABEL || wire > MAX_WIRE || offset + 1 + size > length) return 0;
			if (wire > size + 1) scratch.addDot();
			scratch.add(message + offset + 1, size, false);
			offset += 1 + size;
		}
	}
	return 0;
}

/** Where the name from `offset` to `behind` points, if it is a pointer and nothing else; or 0. */
export function target(message: usize, offset: u32, behind: u32): u32 {
	// The shortest other name but the root, which has one byte, takes three.
	return behind - offset == 2 ? be16(message + offset) & 0x3fff : 0;
}

/** The offset behind the name at `offset`, whatever it says; 0 where it is damaged. */
export function skip(message: usize, length: u32, offset: u32): u32 {
	while (offset < length) {
		const size = <u32>load<u8>(message + offset);
		if (size == 0) return offset + 1;
		if (size >= POINTER) return offset + 2 <= length ? offset + 2 : 0;
		if (size > MAX_LABEL) return 0;
		offset += 1 + size;
	}
	return 0;
}
