// NetBIOS names as they are usually written: without the spaces that fill them, the kind of service in brackets.
import * as layout from '../../layout';
import { min } from '../../memory/bytes';
import * as netbios from '../../wire/netbiosName';
import * as scratch from '../scratch';

/** The encoded name, and its scope (RFC 1001 14.1), which is a domain name of its own. */
const SIZE: u32 = 1024;
const encoded = memory.data(1024, 8);
const decoded = memory.data(16, 8);

const SPACE: u32 = 0x20;
const LESS: u32 = 0x3c;
const GREATER: u32 = 0x3e;

/** Puts what the encoded name in `scratch` stands for in its place: "NAS<20>". False where it is none. */
export function decode(): bool {
	const length = min(scratch.size(), SIZE);
	memory.copy(encoded, scratch.address(), length);
	if (netbios.checkName(encoded, length) != layout.STOP_NONE) return false;
	for (let i: u32 = 0; i < netbios.NAME_LEN; i++)
		store<u8>(decoded + i, <u8>netbios.character(encoded, i));
	scratch.clear();
	scratch.addText(decoded, used());
	scratch.addCharacter(LESS);
	scratch.addHex(load<u8>(decoded + netbios.NAME_LEN - 1), 2);
	scratch.addCharacter(GREATER);
	scratch.addText(encoded + netbios.ENCODED_LEN, length - netbios.ENCODED_LEN);
	return true;
}

/** How many characters stand in front of the filling: spaces, or zeros behind the name "*". */
function used(): u32 {
	let count = netbios.NAME_LEN - 1;
	while (count > 0) {
		const last = <u32>load<u8>(decoded + count - 1);
		if (last != SPACE && last != 0) break;
		count -= 1;
	}
	return count;
}
