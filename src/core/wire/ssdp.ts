// SSDP, UPnP Device Architecture 2.0 1.2 and 1.3: requests and responses of HTTP in datagrams.
import * as text from './text';

// "M-SEARCH * HTTP/1.", "NOTIFY * HTTP/1.", "HTTP/1.", "\nst:"
const SEARCH = memory.data<u8>([
	0x4d, 0x2d, 0x53, 0x45, 0x41, 0x52, 0x43, 0x48, 0x20, 0x2a, 0x20, 0x48, 0x54, 0x54, 0x50, 0x2f,
]);
const SEARCH_SIZE: u32 = 16;
const NOTIFY = memory.data<u8>([
	0x4e, 0x4f, 0x54, 0x49, 0x46, 0x59, 0x20, 0x2a, 0x20, 0x48, 0x54, 0x54, 0x50, 0x2f,
]);
const NOTIFY_SIZE: u32 = 14;
const RESPONSE = memory.data<u8>([0x48, 0x54, 0x54, 0x50, 0x2f, 0x31, 0x2e]);
const RESPONSE_SIZE: u32 = 7;
const TARGET = memory.data<u8>([0x0a, 0x73, 0x74, 0x3a]);
const TARGET_SIZE: u32 = 4;

export function matches(at: usize, length: u32): bool {
	if (text.startsWith(at, length, SEARCH, SEARCH_SIZE)) return true;
	if (text.startsWith(at, length, NOTIFY, NOTIFY_SIZE)) return true;
	if (!text.startsWith(at, length, RESPONSE, RESPONSE_SIZE)) return false;
	return text.find(at, length, TARGET, TARGET_SIZE) != text.NOWHERE;
}
