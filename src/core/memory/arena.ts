// The one allocator of the core: memory is handed out upwards. Only an index that was outgrown is given back, and
// used up by smaller things.

import * as guard from './guard';

const PAGE: usize = 65536;
const ALIGN: usize = 8;
/** Behind every piece in the checked build, so that an overrun does not land in the next one. */
const NO_MANS_LAND: usize = 64;

let top: usize = 0;

/** Address of `size` zeroed bytes, aligned to 8; 0 where the machine has no more. */
export function allocate(size: usize): usize {
	const again = fromSpare(size);
	if (again != 0) return again;
	const at = reserve(size);
	assert(at == 0 || watch(at, size));
	return at;
}

function reserve(size: usize): usize {
	if (top == 0) top = __heap_base;
	const at = (top + ALIGN - 1) & ~(ALIGN - 1);
	const end = at + size + (ASC_NO_ASSERT ? 0 : NO_MANS_LAND);
	if (end < at) return 0;
	const have = <u64>memory.size() * PAGE;
	if (<u64>end > have) {
		const pages = <i32>((<u64>end - have + PAGE - 1) / PAGE);
		// Untouched pages cost nothing, but the host takes every growing for garbage of the whole size.
		const more = max(pages, memory.size() >> 2);
		if (memory.grow(more) < 0 && memory.grow(pages) < 0) return 0;
	}
	top = end;
	return at;
}

/** Bytes from the start of memory up to what was handed out last; those behind it were never touched. */
export function used(): usize {
	return top == 0 ? __heap_base : top;
}

/** The checked build keeps a list of what was handed out; the list itself is nobody else's business. */
function watch(at: usize, size: usize): bool {
	if (ASC_NO_ASSERT) return true;
	if (guard.isFull()) guard.moveTo(reserve(guard.nextSize()));
	guard.handedOut(at, size);
	return true;
}

/** What was given back and is not used yet; in the checked build nothing is used twice. */
let spare: usize = 0;
let spareEnd: usize = 0;

/** The `size` bytes at `at` are needed no more. Of several the largest rest is used again. */
export function giveBack(at: usize, size: usize): void {
	if (!ASC_NO_ASSERT || size <= spareEnd - spare) return;
	spare = at;
	spareEnd = at + size;
}

function fromSpare(size: usize): usize {
	const at = spare;
	const padded = (size + ALIGN - 1) & ~(ALIGN - 1);
	if (padded > spareEnd - spare) return 0;
	spare += padded;
	memory.fill(at, 0, size);
	return at;
}
