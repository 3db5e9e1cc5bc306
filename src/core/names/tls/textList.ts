// Several texts in one, joined by commas: a comma inside one of them is written \044. Stands in `scratch`.
import * as scratch from '../scratch';

const COMMA: u32 = 0x2c;
const BACKSLASH: u32 = 0x5c;
/** What scratch holds: a text that might not fit is left out, as are those behind it. */
const MOST: u32 = 2048;

export function begin(): void {
	scratch.clear();
}

/** Adds the text of `length` bytes at `at`. False where there is no room for it. */
export function add(at: usize, length: u32): bool {
	if (scratch.size() + 1 + (length << 2) > MOST) return false;
	if (scratch.size() > 0) scratch.addCharacter(COMMA);
	for (let i: u32 = 0; i < length; i++) {
		if (load<u8>(at + i) == COMMA) addEscapedComma();
		else scratch.addText(at + i, 1);
	}
	return true;
}

function addEscapedComma(): void {
	scratch.addCharacter(BACKSLASH);
	scratch.addCharacter(0x30);
	scratch.addCharacter(0x34);
	scratch.addCharacter(0x34);
}
