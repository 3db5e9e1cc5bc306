// SSH, RFC 4253 4.2: "SSH-2.0-software".
import * as text from './text';

const SSH: u32 = 0x2d485353; // "SSH-"
const DOT: u32 = 0x2e;

export function matches(at: usize, length: u32): bool {
	if (length < 8 || load<u32>(at) != SSH) return false;
	return text.isDigit(load<u8>(at + 4)) && load<u8>(at + 5) == DOT;
}
