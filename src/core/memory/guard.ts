// The watchman of the checked build, in which every read and write of the core passes here (scripts/checkedCore.ts
// puts these functions in the place of the builtins): it must lie inside one piece of memory that was handed out, and,
// in the piece that the bytes in hand stand in, inside those bytes. A trap otherwise. In the release build nothing of
// this is left: `enter` and `leave` stand in an `assert`, and nobody calls the rest.
/** A piece: where it begins and ends. In ascending order, as memory is only handed out upwards. */
const PIECE: usize = 8;
const FIRST_PIECES: u32 = 4096;
let pieces: usize = 0;
let room: u32 = 0;
let known: u32 = 0;

/** Static buffers register in any order, and before there is an arena. */
const MAX_STATIC: u32 = 256;
const statics = memory.data(2048, 8);
let staticCount: u32 = 0;

/** The bytes in hand, and the bytes they stand in, and so on outwards. */
const MAX_DEPTH: u32 = 32;
const windows = memory.data(256, 8);
let depth: u32 = 0;

/** The static buffer of `size` bytes at `at`. */
export function data(at: usize, size: usize): usize {
	if (ASC_NO_ASSERT) return at;
	assert(staticCount < MAX_STATIC);
	const piece = statics + <usize>staticCount * PIECE;
	store<u32>(piece, <u32>at);
	store<u32>(piece, <u32>(at + size), 4);
	staticCount += 1;
	return at;
}

/** The arena gave away `size` bytes at `at`; the list must not be full. */
export function handedOut(at: usize, size: usize): void {
	const piece = pieces + <usize>known * PIECE;
	store<u32>(piece, <u32>at);
	store<u32>(piece, <u32>(at + size), 4);
	known += 1;
}

export function isFull(): bool {
	return known == room;
}

/** Bytes that a list of twice the length needs. */
export function nextSize(): usize {
	return <usize>(room == 0 ? FIRST_PIECES : room << 1) * PIECE;
}

/** The list stands in the `nextSize` bytes at `at` from now on. */
export function moveTo(at: usize): void {
	assert(at != 0);
	memory.copy(at, pieces, <usize>known * PIECE);
	pieces = at;
	room = room == 0 ? FIRST_PIECES : room << 1;
}

/** From now on nothing outside of these bytes may be touched in the piece that they stand in. */
export function enter(at: usize, length: u32): bool {
	if (ASC_NO_ASSERT) return true;
	assert(depth < MAX_DEPTH);
	const window = windows + <usize>depth * PIECE;
	store<u32>(window, <u32>at);
	store<u32>(window, <u32>(at + length), 4);
	depth += 1;
	return true;
}

/** Those bytes are done with. */
export function leave(): bool {
	if (ASC_NO_ASSERT) return true;
	assert(depth > 0);
	depth -= 1;
	return true;
}

function covers(piece: usize, at: usize, end: usize): bool {
	return load<u32>(piece) <= <u32>at && <u32>end <= load<u32>(piece, 4);
}

function pieceOf(at: usize): usize {
	for (let i: u32 = 0; i < staticCount; i++) {
		const piece = statics + <usize>i * PIECE;
		if (load<u32>(piece) <= <u32>at && <u32>at < load<u32>(piece, 4)) return piece;
	}
	let low: u32 = 0;
	let high = known;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (load<u32>(pieces + <usize>middle * PIECE, 4) <= <u32>at) low = middle + 1;
		else high = middle;
	}
	assert(low < known);
	return pieces + <usize>low * PIECE;
}

/** Traps where any of the `size` bytes at `at` may not be touched; gives `at`. */
export function check(at: usize, size: usize): usize {
	const end = at + size;
	assert(end >= at);
	const piece = pieceOf(at);
	assert(covers(piece, at, end));
	for (let i = depth; i > 0; i--) {
		const window = windows + <usize>(i - 1) * PIECE;
		// Of the windows in this piece the innermost counts.
		if (!covers(piece, load<u32>(window), load<u32>(window))) continue;
		assert(covers(window, at, end));
		break;
	}
	return at;
}

/** As the builtins of these names. */
export function copy(to: usize, from: usize, size: usize): void {
	if (size == 0) return;
	memory.copy(check(to, size), check(from, size), size);
}

export function fill(at: usize, value: u8, size: usize): void {
	if (size == 0) return;
	memory.fill(check(at, size), value, size);
}

export function compare(one: usize, other: usize, size: usize): i32 {
	if (size == 0) return 0;
	return memory.compare(check(one, size), check(other, size), size);
}
