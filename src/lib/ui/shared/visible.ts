// Text from a phone, the wire or a file may hold characters that hide, overwrite or reorder what a person reads.

/** A stretch of text as it may be shown. `special` parts stand for a character that is not visible itself. */
export interface VisiblePart {
	readonly text: string;
	readonly special: boolean;
}

/**
 * By Unicode's own properties: controls and lone surrogates, format characters (zero width, bidirectional, tags),
 * line separators, and all else that is drawn as nothing. Line feed and tab show themselves; a variation selector
 * only picks between two shapes of the character before it.
 */
const INVISIBLE =
	/[[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]--[\n\t\p{Variation_Selector}]]/gv;

const INVISIBLE_ON_A_LINE = new RegExp(`[\\n\\t]|${INVISIBLE.source}`, 'gv');

/** Abbreviations of ISO 646, by code. Their Unicode pictures are missing in too many fonts. */
const ASCII_CONTROLS =
	'NUL SOH STX ETX EOT ENQ ACK BEL BS TAB LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US'.split(
		' ',
	);

/** The text in parts, every invisible character replaced by its name: ⟨ESC⟩, ⟨U+202E⟩. */
export function visibleParts(text: string): readonly VisiblePart[] {
	const parts: VisiblePart[] = [];
	let from = 0;
	for (const match of text.matchAll(INVISIBLE)) {
		if (match.index > from) parts.push({ text: text.slice(from, match.index), special: false });
		parts.push({ text: nameOf(match[0]), special: true });
		from = match.index + match[0].length;
	}
	if (from < text.length) parts.push({ text: text.slice(from), special: false });
	return parts;
}

/** The same as one string, on one line: what a table cell or a heading shows of a hostile name. */
export function visibleLine(text: string): string {
	return text.replace(INVISIBLE_ON_A_LINE, nameOf);
}

function nameOf(character: string): string {
	const code = character.codePointAt(0) ?? 0;
	return `⟨${ASCII_CONTROLS[code] ?? codePoint(code)}⟩`;
}

function codePoint(code: number): string {
	return code === 0x7f ? 'DEL' : `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}
