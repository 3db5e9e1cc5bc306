// Numbers as the wire writes them: most significant byte first.

export function be16(at: usize): u32 {
	return bswap<u16>(load<u16>(at));
}

export function be32(at: usize): u32 {
	return bswap<u32>(load<u32>(at));
}

export function be24(at: usize): u32 {
	return ((<u32>load<u8>(at)) << 16) | be16(at + 1);
}

/** Copies `size` bytes, a multiple of 8: as few as cost less than a call. */
export function copyWords(to: usize, from: usize, size: usize): void {
	for (let i: usize = 0; i < size; i += 8) store<u64>(to + i, load<u64>(from + i));
}

export function min(a: u32, b: u32): u32 {
	return a < b ? a : b;
}
