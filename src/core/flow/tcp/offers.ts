// What the SYNs of a connection agree on: segment size, window scale, selective acknowledgments.
import * as layout from '../../layout';
import { be16, min } from '../../memory/bytes';
import * as wire from '../../wire/tcp';
import * as segment from './segment';
import * as ways from './way';

const MSS_LENGTH: u32 = 4;
const WINDOW_SCALE_LENGTH: u32 = 3;
const SACK_PERMITTED_LENGTH: u32 = 2;
/** RFC 7323 2.3 */
const MAX_SCALE: u32 = 14;

/** Takes in the options of the SYN in hand, whose header stands at `at`. `fwd` is its direction. */
export function take(tcp: usize, fwd: usize, rev: usize, at: usize, length: u32): void {
	// Of options that were cut nobody can say that there was no window scale.
	if (walk(tcp, fwd, at, length)) agreeOnScale(fwd, rev);
}

/** False where the options end behind the `length` bytes that were captured. */
function walk(tcp: usize, fwd: usize, at: usize, length: u32): bool {
	const header = wire.headerLength(at);
	const end = min(header, length);
	let place = wire.MIN_HEADER;
	while (place < end) {
		const kind = <u32>load<u8>(at + place);
		if (kind == wire.OPTION_END) break;
		if (kind == wire.OPTION_NOP) {
			place += 1;
			continue;
		}
		if (place + 1 >= end) break;
		const size = <u32>load<u8>(at + place + 1);
		if (size < 2 || place + size > header) return true;
		if (place + size > length) return false;
		option(tcp, fwd, at + place, size);
		place += size;
	}
	return header <= length;
}

function option(tcp: usize, fwd: usize, at: usize, size: u32): void {
	const kind = <u32>load<u8>(at);
	if (kind == wire.OPTION_MSS && size == MSS_LENGTH) {
		// Both directions have their own, the first a to b.
		const isBack = fwd != ways.at(tcp, 0);
		store<u16>(tcp + (isBack ? 2 : 0), <u16>be16(at + 2), layout.TCP_MSS);
	} else if (kind == wire.OPTION_WINDOW_SCALE && size == WINDOW_SCALE_LENGTH) {
		store<i8>(fwd, <i8>min(load<u8>(at + 2), MAX_SCALE), layout.WAY_SCALE);
	} else if (kind == wire.OPTION_SACK_PERMITTED && size == SACK_PERMITTED_LENGTH) {
		const answers = (segment.flags & wire.ACK) != 0;
		const isBoth = answers && (ways.flags(tcp) & layout.TCP_FLAG_SACK_ONE) != 0;
		ways.setFlags(tcp, 0, isBoth ? layout.TCP_FLAG_SACK : layout.TCP_FLAG_SACK_ONE);
	}
}

/** Windows are scaled only where both offer it; a SYN without it settles that for both. */
function agreeOnScale(fwd: usize, rev: usize): void {
	const mine = <i32>load<i8>(fwd, layout.WAY_SCALE);
	const isAnswer = (segment.flags & wire.ACK) != 0;
	if (mine == ways.SCALE_UNKNOWN) {
		store<i8>(fwd, <i8>ways.SCALE_UNUSED, layout.WAY_SCALE);
		store<i8>(rev, <i8>ways.SCALE_UNUSED, layout.WAY_SCALE);
	} else if (isAnswer && load<i8>(rev, layout.WAY_SCALE) == ways.SCALE_UNUSED) {
		store<i8>(fwd, <i8>ways.SCALE_UNUSED, layout.WAY_SCALE);
	}
}
