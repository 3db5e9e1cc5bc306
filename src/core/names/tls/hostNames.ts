// Names in a certificate that are hosts': what a client would compare with the name it asked for (RFC 9525 6.3).
import * as layout from '../../layout';
import * as name from '../name';
import * as scratch from '../scratch';

/** Names of one certificate that a flow gets. */
export const MOST: u32 = 16;

const MAX_NAME: u32 = 253;
const DOT: u32 = 0x2e;
const STAR: u32 = 0x2a;

/** Adds the name of `length` bytes at `at` to those of `flow`, if it looks like a host's. */
export function add(flow: usize, at: usize, length: u32): void {
	if (!looksLikeHost(at, length)) return;
	scratch.clear();
	const star = load<u8>(at) == STAR;
	if (star) scratch.addCharacter(STAR);
	scratch.add(at + (star ? 1 : 0), length - (star ? 1 : 0), true);
	name.add(flow, layout.NAME_FROM_CERTIFICATE);
}

/** Labels of letters, digits, hyphens and underscores, at least two; the first may be a star. */
function looksLikeHost(at: usize, length: u32): bool {
	if (length == 0 || length > MAX_NAME) return false;
	let dots: u32 = 0;
	let label: u32 = 0;
	for (let i: u32 = 0; i < length; i++) {
		const byte = <u32>load<u8>(at + i);
		if (byte == DOT) {
			if (label == 0) return false;
			dots += 1;
			label = 0;
		} else if (isHostCharacter(byte) || (byte == STAR && i == 0)) label += 1;
		else return false;
	}
	return dots > 0 && label > 0;
}

function isHostCharacter(byte: u32): bool {
	const lower = byte | 0x20;
	if (lower >= 0x61 && lower <= 0x7a) return true;
	return (byte >= 0x30 && byte <= 0x39) || byte == 0x2d || byte == 0x5f;
}
