// ADB, https://android.googlesource.com/platform/packages/modules/adb/+/main/protocol.txt: messages of 24 bytes and
// what belongs to them. The last word is the first one with all bits turned.

const HEADER_LEN: u32 = 24;
const MAGIC: usize = 20;
const CNXN: u32 = 0x4e584e43;
const AUTH: u32 = 0x48545541;
const STLS: u32 = 0x534c5453;

export function matches(at: usize, length: u32): bool {
	if (length < HEADER_LEN) return false;
	const command = load<u32>(at);
	if (command != CNXN && command != AUTH && command != STLS) return false;
	return load<u32>(at + MAGIC) == ~command;
}

export function isStartTls(at: usize, length: u32): bool {
	return length >= HEADER_LEN && load<u32>(at) == STLS;
}
