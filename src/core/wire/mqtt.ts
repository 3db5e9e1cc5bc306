// MQTT: the CONNECT packet, OASIS MQTT 5.0 3.1 (3.1.1 and 3.1 are made alike).

const CONNECT: u32 = 0x10;
const PASSWORD: u32 = 0x40;
const MQTT: u32 = 0x5454514d; // "MQTT"
const MQISDP: u32 = 0x7349514d; // "MQIs", of version 3.1

/** Where the variable header begins; 0: not a CONNECT packet. */
function variableHeader(at: usize, length: u32): u32 {
	if (length < 14 || load<u8>(at) != CONNECT) return 0;
	let offset: u32 = 1;
	while (offset < 5 && load<u8>(at + offset) >= 0x80) offset++;
	return offset < 5 ? offset + 1 : 0;
}

/** Offset of the flags behind the protocol's name and level; 0: not a CONNECT packet. */
function flagsOffset(at: usize, length: u32): u32 {
	const header = variableHeader(at, length);
	if (header == 0 || load<u8>(at + header) != 0) return 0;
	const size = <u32>load<u8>(at + header + 1);
	const expected = size == 4 ? MQTT : size == 6 ? MQISDP : 0;
	if (expected == 0 || load<u32>(at + header + 2) != expected) return 0;
	const flags = header + 2 + size + 1;
	return flags < length ? flags : 0;
}

export function isConnect(at: usize, length: u32): bool {
	return flagsOffset(at, length) != 0;
}

/** Of a CONNECT packet: does it bring a password? */
export function hasPassword(at: usize, length: u32): bool {
	return (load<u8>(at + flagsOffset(at, length)) & PASSWORD) != 0;
}
