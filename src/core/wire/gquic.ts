// Google's QUIC before Q050 (Hamilton and others, draft-hamilton-early-deployment-quic-00, and what Chromium made of
// it): packets that name their version. Up to Q043 the first byte has flags, Q046 begins as standard QUIC does.
import { STOP_MALFORMED, STOP_NONE, STOP_TRUNCATED } from '../layout';
import { be32 } from '../memory/bytes';

const LONG_AND_FIXED: u32 = 0xc0;
const HAS_VERSION: u32 = 0x01;
const IS_RESET: u32 = 0x02;
const HAS_ID: u32 = 0x08;
/** Both with a connection id of 8 bytes, which is the only length there was. */
const OLD_VERSION_AT: u32 = 9;
const VERSION_AT: u32 = 1;
const VERSION_SIZE: u32 = 4;
/** Of Q046: one id, the client's or the server's; the lengths of both, less three, share a byte. */
const Q046_HEADER: u32 = 14;
const Q046_LENGTHS_AT: usize = 5;
const TO_SERVER: u32 = 0x50;
const TO_CLIENT: u32 = 0x05;

const Q046: u32 = 0x51303436;
/** "Q0" and two digits: Q020 to Q043 have the old header. */
const FIRST_OLD: u32 = 0x51303230;
const LAST_OLD: u32 = 0x51303433;
/** Up to here a byte of flags stands behind the hash. */
const LAST_WITH_FLAGS: u32 = 0x51303333;
/** In the place of encryption. */
const HASH: u32 = 12;

const PADDING: u32 = 0x00;
const PING: u32 = 0x07;
const STREAM: u32 = 0x80;
const STREAM_HAS_LENGTH: u32 = 0x20;
/** It does not begin at the stream's first byte, or its number is longer than one byte. */
const STREAM_IS_LATER: u32 = 0x1f;
/** The stream that the handshake has for itself. */
const HANDSHAKE: u32 = 1;

export function check(at: usize, length: u32): i32 {
	if (length < Q046_HEADER) return STOP_TRUNCATED;
	return isQ046(at) || isOld(at) ? STOP_NONE : STOP_MALFORMED;
}

function isQ046(at: usize): bool {
	if (((<u32>load<u8>(at)) & LONG_AND_FIXED) != LONG_AND_FIXED) return false;
	const lengths = <u32>load<u8>(at, Q046_LENGTHS_AT);
	return be32(at + VERSION_AT) == Q046 && (lengths == TO_SERVER || lengths == TO_CLIENT);
}

function isOld(at: usize): bool {
	const flags = <u32>load<u8>(at);
	if ((flags & LONG_AND_FIXED) != 0 || (flags & (HAS_VERSION | HAS_ID)) != (HAS_VERSION | HAS_ID))
		return false;
	const found = be32(at + OLD_VERSION_AT);
	const digit = found & 0xff;
	return found >= FIRST_OLD && found <= LAST_OLD && digit >= 0x30 && digit <= 0x39;
}

/** Four characters, the first on top. */
export function version(at: usize): u32 {
	return isQ046(at) ? Q046 : be32(at + OLD_VERSION_AT);
}

/** Offset of the first frame of a client's packet that is not encrypted; 0 where there is none. */
export function frames(at: usize, length: u32): u32 {
	const flags = <u32>load<u8>(at);
	let offset: u32 = Q046_HEADER + (flags & 3) + 1 + HASH;
	if (!isQ046(at)) {
		if ((flags & IS_RESET) != 0) return 0;
		const numberCode = (flags >> 4) & 3;
		const numberSize: u32 = numberCode == 0 ? 1 : numberCode << 1;
		offset = OLD_VERSION_AT + VERSION_SIZE + numberSize + HASH;
		if (version(at) <= LAST_WITH_FLAGS) offset += 1;
	}
	return offset < length ? offset : 0;
}

/** Offset of the beginning of the handshake, among the frames from `offset` on; 0 where it is not there. */
export function handshake(at: usize, offset: u32, length: u32): u32 {
	while (offset + 1 < length) {
		const type = <u32>load<u8>(at + offset);
		if ((type & STREAM) != 0) {
			if ((type & STREAM_IS_LATER) != 0 || load<u8>(at + offset + 1) != HANDSHAKE) return 0;
			const data = offset + 2 + ((type & STREAM_HAS_LENGTH) != 0 ? 2 : 0);
			return data < length ? data : 0;
		}
		if (type != PADDING && type != PING) return 0;
		offset += 1;
	}
	return 0;
}
