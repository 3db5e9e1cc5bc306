// VNC, RFC 6143 7.1.1: "RFB 003.008\n".
import * as text from './text';

const RFB: u32 = 0x20424652; // "RFB "
const SIZE: u32 = 12;
const DOT: u32 = 0x2e;
const LINE_FEED: u32 = 0x0a;

export function matches(at: usize, length: u32): bool {
	if (length < SIZE || load<u32>(at) != RFB) return false;
	return (
		text.isDigit(load<u8>(at + 4)) && load<u8>(at + 7) == DOT && load<u8>(at + 11) == LINE_FEED
	);
}
