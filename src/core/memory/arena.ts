// The one allocator of the core: memory is handed out upwards and never given back.

const PAGE: usize = 65536;
const ALIGN: usize = 8;

let top: usize = 0;

/** Address of `size` zeroed bytes, aligned to 8; 0 where the machine has no more. */
export function allocate(size: usize): usize {
	if (top == 0) top = __heap_base;
	const at = (top + ALIGN - 1) & ~(ALIGN - 1);
	const end = at + size;
	if (end < at) return 0;
	const have = <u64>memory.size() * PAGE;
	if (<u64>end > have) {
		const pages = <i32>((<u64>end - have + PAGE - 1) / PAGE);
		if (memory.grow(pages) < 0) return 0;
	}
	top = end;
	return at;
}
