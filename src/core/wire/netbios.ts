// NetBIOS over TCP/IP, RFC 1002 4.3 and 4.4: packets of a session, and datagrams.
import { be16 } from '../memory/bytes';
import { fills } from './claimed';

const SESSION_REQUEST: u32 = 0x81;
const POSITIVE: u32 = 0x82;
export const SESSION_HEADER: u32 = 4;
const REQUEST_LEN: u32 = 68;

const DIRECT_UNIQUE: u32 = 0x10;
const DATAGRAM_LENGTH: usize = 10;
const DATAGRAM_HEADER: u32 = 14;
const NAME: u32 = 14;
const NAME_SIZE: u32 = 32;

/** Two names of 34 bytes, encoded in the letters A to P (RFC 1001 14.1). */
export function isSessionRequest(at: usize, length: u32): bool {
	if (length < SESSION_HEADER + 2 || load<u8>(at) != SESSION_REQUEST) return false;
	return be16(at + 2) == REQUEST_LEN && load<u8>(at + SESSION_HEADER) == NAME_SIZE;
}

export function isPositiveResponse(at: usize, length: u32): bool {
	return length >= SESSION_HEADER && load<u32>(at) == POSITIVE;
}

/** Bytes of a session's packet with its header. */
export function sessionLength(at: usize): u32 {
	return SESSION_HEADER + be16(at + 2);
}

/** A datagram to a name, with the sender's name in it. */
export function isDatagram(at: usize, length: u32): bool {
	if (length < NAME + 1 + NAME_SIZE || load<u8>(at) - DIRECT_UNIQUE > 2) return false;
	if (!fills(be16(at + DATAGRAM_LENGTH) + DATAGRAM_HEADER, length)) return false;
	if (load<u8>(at + NAME) != NAME_SIZE) return false;
	for (let i: u32 = 1; i <= NAME_SIZE; i++) {
		if (<u32>load<u8>(at + NAME + i) - 0x41 > 15) return false;
	}
	return true;
}
