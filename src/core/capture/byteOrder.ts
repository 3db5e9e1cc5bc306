// Numbers of a capture file, in the byte order that its header or its section says.

let swapped: bool = false;

/** Is the order the opposite of this machine's (little-endian)? */
export function set(isSwapped: bool): void {
	swapped = isSwapped;
}

export function isSwapped(): bool {
	return swapped;
}

export function u16At(at: usize): u32 {
	const value = load<u16>(at);
	return swapped ? bswap<u16>(value) : value;
}

export function u32At(at: usize): u32 {
	const value = load<u32>(at);
	return swapped ? bswap<u32>(value) : value;
}

export function u64At(at: usize): u64 {
	const value = load<u64>(at);
	return swapped ? bswap<u64>(value) : value;
}
