/** The text of an IP address as the octets it stands for: what a prefix is compared with. */

const MAX_TEXT = 45;

/** Four or sixteen octets in network order; undefined for what is no address. A zone (`%wlan0`) is left out. */
export function octetsOf(text: string): readonly number[] | undefined {
	const [address = ''] = text.split('%', 1);
	if (address.length > MAX_TEXT) return undefined;
	return address.includes(':') ? ipv6Octets(address) : ipv4Octets(address);
}

function ipv4Octets(text: string): readonly number[] | undefined {
	const parts = text.split('.');
	if (parts.length !== 4) return undefined;
	const octets = parts.map((part) => (/^\d{1,3}$/.test(part) ? Number(part) : 256));
	return octets.every((octet) => octet < 256) ? octets : undefined;
}

function ipv6Octets(text: string): readonly number[] | undefined {
	const [before = '', after, ...more] = text.split('::');
	if (more.length > 0) return undefined;
	const head = groupsOf(before);
	const tail = groupsOf(after ?? '');
	if (head === undefined || tail === undefined) return undefined;
	const missing = 16 - head.length - tail.length;
	if (after === undefined ? missing !== 0 : missing < 2) return undefined;
	return [...head, ...Array.from({ length: missing }, () => 0), ...tail];
}

/** The octets of `2001:db8` or `ffff:192.0.2.1`; none of an empty text. */
function groupsOf(text: string): readonly number[] | undefined {
	if (text === '') return [];
	const octets: number[] = [];
	const groups = text.split(':');
	for (const [index, group] of groups.entries()) {
		const quad = index === groups.length - 1 && group.includes('.') ? ipv4Octets(group) : undefined;
		if (quad !== undefined) octets.push(...quad);
		else if (/^[\da-f]{1,4}$/i.test(group)) {
			const value = Number.parseInt(group, 16);
			octets.push(value >> 8, value & 0xff);
		} else return undefined;
	}
	return octets;
}

/** Whether two addresses of one family agree in their first `length` bits. */
export function samePrefix(
	one: readonly number[],
	other: readonly number[],
	length: number,
): boolean {
	if (one.length !== other.length || length > one.length * 8) return false;
	for (let at = 0; at < length; at += 8) {
		const mask = (0xff00 >> Math.min(8, length - at)) & 0xff;
		const octet = at / 8;
		if (((one[octet] ?? 0) & mask) !== ((other[octet] ?? 0) & mask)) return false;
	}
	return true;
}
