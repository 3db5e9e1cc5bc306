// Behind damage in pcapng: the next block that is one beyond doubt. It has a known type, says its length at both ends,
// and what follows it begins like a block too, or is the end of the file.
import * as blocks from './blocks';
import * as byteOrder from './byteOrder';
import * as damage from './damage';
import * as pcapng from './pcapng';

const NO: u32 = 0;
const YES: u32 = 1;
const MORE: u32 = 2;

/** Passes over what is no block, and reads the first one. `isLast`: no more bytes will come. */
export function next(at: usize, available: u32, offset: f64, isLast: bool): u32 {
	let passed: u32 = 0;
	while (available - passed >= blocks.MIN_BLOCK) {
		const verdict = judge(at + passed, available - passed, isLast);
		if (verdict == MORE) return passed;
		if (verdict == YES) {
			damage.found(offset + passed);
			return passed == 0 ? pcapng.next(at, available, offset) : passed;
		}
		passed += pcapng.ALIGN;
	}
	return isLast ? available : passed;
}

function judge(at: usize, available: u32, isLast: bool): u32 {
	const swapped = orderOf(at, byteOrder.isSwapped());
	const claimed = claimedBy(at, swapped);
	const length = blocks.padded(claimed);
	if (claimed == 0 || length > blocks.MAX_READ) return NO;
	if (available < length + blocks.MIN_BLOCK && !isLast) return MORE;
	if (available < length) return NO;
	const behind = at + length;
	if (blocks.padded(word(behind - blocks.TRAILER, swapped)) != length) return NO;
	if (available - length < blocks.MIN_BLOCK) return YES;
	return claimedBy(behind, orderOf(behind, swapped)) != 0 ? YES : NO;
}

/** A section has an order of its own; other blocks have that of what came `before`. */
function orderOf(at: usize, before: bool): bool {
	return load<u32>(at) == blocks.SECTION ? blocks.isSwapped(at) : before;
}

function word(at: usize, swapped: bool): u32 {
	const value = load<u32>(at);
	return swapped ? bswap<u32>(value) : value;
}

/** Length that the head at `at` claims; 0 where no known block begins so. */
function claimedBy(at: usize, swapped: bool): u32 {
	const type = word(at, swapped);
	if (!blocks.isKnown(type)) return 0;
	if (type == blocks.SECTION && !blocks.saysOrder(at)) return 0;
	const claimed = word(at + 4, swapped);
	return claimed < blocks.minimum(type) || claimed > blocks.MAX_BLOCK ? 0 : claimed;
}
