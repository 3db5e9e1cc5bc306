// STUN and TURN: RFC 8489, RFC 8656; without the magic cookie RFC 3489.
import { be16, be32 } from '../memory/bytes';
import { fills } from './claimed';

const LENGTH: usize = 2;
const COOKIE: usize = 4;
const MAGIC: u32 = 0x2112a442;
const HEADER_LEN: u32 = 20;
const ATTRIBUTE_HEADER: u32 = 4;
/** Last attribute of RFC 3489, and the vendors' range that its servers used. */
const LAST_CLASSIC: u32 = 0x000b;
const CHANNEL_HEADER: u32 = 4;

export function matches(at: usize, length: u32): bool {
	if (length < HEADER_LEN || load<u8>(at) > 0x3f) return false;
	const body = be16(at + LENGTH);
	if ((body & 3) != 0 || !fills(body + HEADER_LEN, length)) return false;
	return be32(at + COOKIE) == MAGIC || isClassic(at, length);
}

/** Binding and shared secret messages whose attributes, at least one, end where the message does. */
function isClassic(at: usize, length: u32): bool {
	const type = be16(at);
	if ((type & 0xfeef) != 1 && (type & 0xfeef) != 2) return false;
	let offset = HEADER_LEN;
	while (offset + ATTRIBUTE_HEADER <= length) {
		const kind = be16(at + offset);
		const size = be16(at + offset + 2);
		if ((kind == 0 || kind > LAST_CLASSIC) && (kind < 0x8020 || kind > 0x8050)) return false;
		offset += ATTRIBUTE_HEADER + ((size + 3) & ~3);
	}
	return offset == length && offset > HEADER_LEN;
}

/** TURN data behind a channel number, RFC 8656 12.4; only to be believed on a port of STUN. */
export function isChannelData(at: usize, length: u32): bool {
	if (length <= CHANNEL_HEADER || (load<u8>(at) & 0xf0) != 0x40) return false;
	const body = be16(at + LENGTH);
	return fills(body + CHANNEL_HEADER, length) || ((body + 7) & ~3) == length;
}
