// The options of a pcapng interface that change what its packets mean. Damaged options end the list.
import * as interfaces from './interfaces';

const END: u32 = 0;
const IF_TSRESOL: u32 = 9;
const IF_TSOFFSET: u32 = 14;
const HEADER: u32 = 4;

/** Applies the `length` bytes of options at `at` to the interface added last. */
export function options(at: usize, length: u32, swapped: bool): void {
	while (length >= HEADER) {
		const code = u16At(at, swapped);
		const size = u16At(at + 2, swapped);
		if (code == END || size > length - HEADER) return;
		apply(code, at + HEADER, size, swapped);
		const padded = HEADER + ((size + 3) & ~3);
		if (padded > length) return;
		at += padded;
		length -= padded;
	}
}

function u16At(at: usize, swapped: bool): u32 {
	const value = load<u16>(at);
	return swapped ? bswap<u16>(value) : value;
}

function apply(code: u32, at: usize, size: u32, swapped: bool): void {
	if (code == IF_TSRESOL && size >= 1) interfaces.setResolution(load<u8>(at));
	if (code == IF_TSOFFSET && size >= 8) {
		const value = load<i64>(at);
		interfaces.setOffset(swapped ? bswap<i64>(value) : value);
	}
}
