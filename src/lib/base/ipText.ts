import { addressText } from './ip.ts';

const DOTTED = /^(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})$/;
/** The longest text of an IPv6 address (RFC 4291 2.2, form 3). */
const LONGEST = 45;

/** An address as any tool wrote it, in its canonical form (`addressText`); undefined for text that is none. */
export function canonicalAddress(text: string): string | undefined {
	if (text.length > LONGEST) return undefined;
	const octets = text.includes(':') ? ipv6Octets(text) : ipv4Octets(text);
	return octets && addressText(octets);
}

function ipv4Octets(text: string): readonly number[] | undefined {
	const octets = DOTTED.exec(text)?.slice(1).map(Number);
	return octets?.every((octet) => octet < 256) === true ? octets : undefined;
}

/** RFC 4291 2.2: eight groups, one run of zero groups left out as `::`, the last two perhaps as a dotted quad. */
function ipv6Octets(text: string): readonly number[] | undefined {
	const halves = text.split('::').map(groupOctets);
	const [head, tail = []] = halves;
	if (halves.length > 2 || head === undefined || halves.includes(undefined)) return undefined;
	const missing = 16 - head.length - tail.length;
	if (halves.length === 1 ? missing !== 0 : missing < 2) return undefined;
	return [...head, ...new Array<number>(missing).fill(0), ...tail];
}

function groupOctets(half: string): readonly number[] | undefined {
	if (half === '') return [];
	const groups = half.split(':').map((group, at, all) => {
		if (group.includes('.')) return at === all.length - 1 ? ipv4Octets(group) : undefined;
		if (!/^[\da-f]{1,4}$/i.test(group)) return undefined;
		const value = Number.parseInt(group, 16);
		return [value >> 8, value & 255];
	});
	return groups.every((group) => group !== undefined) ? groups.flat() : undefined;
}
