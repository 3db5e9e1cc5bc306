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
	const claimed = claimedBy(at);
	const length = blocks.padded(claimed);
	if (claimed == 0 || length > blocks.MAX_READ) return NO;
	if (available < length + blocks.MIN_BLOCK && !isLast) return MORE;
	if (available < length || !isRepeated(at, length)) return NO;
	const left = available - length;
	return left < blocks.MIN_BLOCK || claimedBy(at + length) != 0 ? YES : NO;
}

/** Length that the head at `at` claims; 0 where no known block begins so. */
function claimedBy(at: usize): u32 {
	const type = wordOf(at, at);
	if (!blocks.isKnown(type)) return 0;
	if (type == blocks.SECTION && !blocks.saysOrder(at)) return 0;
	const claimed = wordOf(at, at + 4);
	return claimed < blocks.minimum(type) || claimed > blocks.MAX_BLOCK ? 0 : claimed;
}

function isRepeated(at: usize, length: u32): bool {
	return blocks.padded(wordOf(at, at + length - blocks.TRAILER)) == length;
}

/** A word of the block at `block`, which may be a section with an order of its own. */
function wordOf(block: usize, at: usize): u32 {
	if (load<u32>(block) != blocks.SECTION) return byteOrder.u32At(at);
	return blocks.isSwapped(block) ? bswap<u32>(load<u32>(at)) : load<u32>(at);
}
