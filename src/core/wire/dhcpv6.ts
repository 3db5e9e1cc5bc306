// DHCPv6, RFC 8415 8 and 9: to be believed on its ports, where the options end with the message.
import { be16 } from '../memory/bytes';
import * as frame from '../frame';

const RELAY_FORWARD: u32 = 12;
const RELAY_REPLY: u32 = 13;
/** RFC 8415 7.3 and its successors in the IANA registry. */
const LAST_TYPE: u32 = 36;
const HEADER_LEN: u32 = 4;
const RELAY_HEADER_LEN: u32 = 34;
const OPTION_HEADER: u32 = 4;
/** Of those that IANA has given out, with room for more. */
const LAST_OPTION: u32 = 255;

export function isPort(port: u32): bool {
	return port == 546 || port == 547;
}

export function matches(at: usize, length: u32): bool {
	const type = <u32>load<u8>(at);
	if (type == 0 || type > LAST_TYPE) return false;
	const header = type == RELAY_FORWARD || type == RELAY_REPLY ? RELAY_HEADER_LEN : HEADER_LEN;
	let offset = header;
	while (offset + OPTION_HEADER <= length) {
		if (be16(at + offset) - 1 >= LAST_OPTION) return false;
		offset += OPTION_HEADER + be16(at + offset + 2);
	}
	if (offset == header) return false;
	return offset == length || (frame.cut && offset > length);
}
