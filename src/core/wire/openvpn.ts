// OpenVPN, https://openvpn.net/community-docs/openvpn-protocol.html: opcode and key number, then the sender's session.

const SESSION: usize = 1;
const SESSION_SIZE: u32 = 8;
const HEADER_LEN: u32 = 9;
/** Without tls-auth: header, no acknowledgments, packet number 0. */
const BARE_LEN: u32 = 14;
/** The longest HMAC of tls-auth, and what else may stand before the acknowledged session. */
const FAR: u32 = 128;

const CLIENT_RESET: u32 = 0x38; // P_CONTROL_HARD_RESET_CLIENT_V2
const CLIENT_RESET_V3: u32 = 0x50;
const SERVER_RESET: u32 = 0x40; // P_CONTROL_HARD_RESET_SERVER_V2

/** May it be how a client begins? */
export function isClientReset(at: usize, length: u32): bool {
	if (length < BARE_LEN) return false;
	return load<u8>(at) == CLIENT_RESET || load<u8>(at) == CLIENT_RESET_V3;
}

/** Surely one: nothing is acknowledged, the packet number is 0, and there is nothing else. */
export function isBareReset(at: usize, length: u32): bool {
	if (length != BARE_LEN || load<u8>(at) != CLIENT_RESET) return false;
	return load<u8>(at + HEADER_LEN) == 0 && load<u32>(at + HEADER_LEN + 1) == 0;
}

/** May it be how a server answers? */
export function isServerReset(at: usize, length: u32): bool {
	return length >= BARE_LEN + SESSION_SIZE && load<u8>(at) == SERVER_RESET;
}

/** The sender's session, random. */
export function session(at: usize): u64 {
	return load<u64>(at + SESSION);
}

/** Does the answer acknowledge what this session sent? */
export function acknowledges(at: usize, length: u32, other: u64): bool {
	for (let offset = HEADER_LEN; offset + SESSION_SIZE <= length && offset < FAR; offset++) {
		if (load<u64>(at + offset) == other) return true;
	}
	return false;
}
