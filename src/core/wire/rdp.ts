// RDP, [MS-RDPBCGR] 2.2.1.1 and 2.2.1.2: connection requests of X.224 in TPKT, with what only RDP says in them.
import { be16, min } from '../memory/bytes';
import * as text from './text';

const TPKT: u32 = 3;
const TPKT_LEN: u32 = 4;
const HEADER_LEN: u32 = 11;
const NEGOTIATION_LEN: u32 = 8;
const REQUEST: u32 = 0xe0;
const CONFIRM: u32 = 0xd0;
const ASK: u32 = 1;
const GRANT: u32 = 2;
const REFUSE: u32 = 3;
// "cookie: mstshash="
const COOKIE = memory.data<u8>([
	0x63, 0x6f, 0x6f, 0x6b, 0x69, 0x65, 0x3a, 0x20, 0x6d, 0x73, 0x74, 0x73, 0x68, 0x61, 0x73, 0x68,
]);
const COOKIE_SIZE: u32 = 16;

export function matches(at: usize, length: u32): bool {
	if (length < HEADER_LEN + NEGOTIATION_LEN || be16(at) != TPKT << 8) return false;
	const whole = be16(at + 2);
	if (whole > length || whole < HEADER_LEN + NEGOTIATION_LEN) return false;
	if (<u32>load<u8>(at + TPKT_LEN) + 5 != whole) return false;
	const code = load<u8>(at + 5);
	const said = negotiation(at + whole - NEGOTIATION_LEN);
	if (code == CONFIRM) return said == GRANT || said == REFUSE;
	if (code != REQUEST) return false;
	if (said == ASK) return true;
	const rest = min(whole - HEADER_LEN, COOKIE_SIZE);
	return text.find(at + HEADER_LEN, rest, COOKIE, COOKIE_SIZE) != text.NOWHERE;
}

/** Its type, where the eight bytes are one; else 0. */
function negotiation(at: usize): u32 {
	const type = <u32>load<u8>(at);
	return load<u16>(at + 2) == NEGOTIATION_LEN && type <= REFUSE ? type : 0;
}

/** Of what matches: does the server go on inside TLS? */
export function grantsTls(at: usize): bool {
	const said = at + be16(at + 2) - NEGOTIATION_LEN;
	return load<u8>(at + 5) == CONFIRM && negotiation(said) == GRANT && load<u32>(said + 4) != 0;
}
