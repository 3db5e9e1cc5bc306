// What tells one device or place from all others, as it is written while it stays hidden.
import { octetsOf } from './ipOctets.ts';

/** Stands for a whole text: a name of a network or a person. */
export const HIDDEN = 'hidden';

/** A hardware address by its maker alone: the first three octets are the maker's number (IEEE 802, OUI). */
export const makerOf = (mac: string): string => `${mac.slice(0, 8)}:…`;

/** Whether an IPv6 address was made of a hardware address, which then stands in it (RFC 4291, appendix A). */
export const madeOfMac = (octets: readonly number[]): boolean =>
	octets.length === 16 && octets[11] === 0xff && octets[12] === 0xfe;

/** An address without the hardware address in it; a prefix length or a zone behind it stays. */
export function withoutMac(text: string): string {
	const [, address = '', behind = ''] = /^([\da-f:.]+)(.*)$/is.exec(text) ?? [];
	const octets = octetsOf(address);
	if (octets === undefined || !madeOfMac(octets)) return text;
	const groups = [0, 2, 4, 6].map((at) =>
		((octets[at] ?? 0) * 256 + (octets[at + 1] ?? 0)).toString(16),
	);
	return `${groups.join(':').replace(/(?::0)+$/, '')}::…${behind}`;
}
