/** IP addresses as text: canonical forms, and what kind of place an address is. */

type Octets = ArrayLike<number>;

/** Where an address can be reached from (RFC 6890 and the RFCs it registers). */
export type AddressScope =
	| 'unspecified'
	| 'loopback'
	| 'link-local'
	/** RFC 1918, RFC 6598 (carrier NAT), RFC 4193. */
	| 'private'
	| 'multicast'
	| 'global';

const octetAt = (octets: Octets, at: number): number => octets[at] ?? 0;

/** Four octets in network order, from `at`, as a dotted quad. */
export function ipv4Text(octets: Octets, at = 0): string {
	return [0, 1, 2, 3].map((offset) => octetAt(octets, at + offset)).join('.');
}

/**
 * Sixteen octets in network order, from `at`, in the one canonical form of RFC 5952: lower case, no leading
 * zeros, the longest run of two or more zero groups (the first of equals) as `::`.
 */
export function ipv6Text(octets: Octets, at = 0): string {
	const groups = Array.from(
		{ length: 8 },
		(_, group) => octetAt(octets, at + 2 * group) * 256 + octetAt(octets, at + 2 * group + 1),
	);
	const [from, count] = longestZeroRun(groups);
	const words = groups.map((group) => group.toString(16));
	if (count < 2) return words.join(':');
	return `${words.slice(0, from).join(':')}::${words.slice(from + count).join(':')}`;
}

function longestZeroRun(groups: readonly number[]): readonly [from: number, count: number] {
	let best: readonly [number, number] = [0, 0];
	let from = 0;
	for (const [index, group] of groups.entries()) {
		if (group !== 0) from = index + 1;
		else if (index + 1 - from > best[1]) best = [from, index + 1 - from];
	}
	return best;
}

/**
 * Four or sixteen octets in network order as the text that names the address everywhere in Porthole. An IPv4
 * address mapped into IPv6 (`::ffff:0:0/96`, RFC 4291 2.5.5.2) is written as IPv4: the same peer, one name.
 */
export function addressText(octets: Octets): string {
	if (octets.length === 4) return ipv4Text(octets);
	return isMapped(octets) ? ipv4Text(octets, 12) : ipv6Text(octets);
}

function isMapped(octets: Octets): boolean {
	for (let at = 0; at < 10; at += 1) if (octetAt(octets, at) !== 0) return false;
	return octetAt(octets, 10) === 0xff && octetAt(octets, 11) === 0xff;
}

/** What kind of place a canonical address is; text that is no address counts as global. */
export function addressScope(address: string): AddressScope {
	return address.includes(':') ? ipv6Scope(address) : ipv4Scope(address);
}

function ipv4Scope(address: string): AddressScope {
	const [first = 0, second = 0] = address.split('.', 2).map(Number);
	if (address === '0.0.0.0') return 'unspecified';
	if (first === 127) return 'loopback';
	if (first === 169 && second === 254) return 'link-local';
	if (first >= 224 && first <= 239) return 'multicast';
	return isPrivateIpv4(first, second) ? 'private' : 'global';
}

function isPrivateIpv4(first: number, second: number): boolean {
	if (first === 10) return true;
	if (first === 172) return second >= 16 && second < 32;
	if (first === 192) return second === 168;
	return first === 100 && second >= 64 && second < 128;
}

function ipv6Scope(address: string): AddressScope {
	if (address === '::') return 'unspecified';
	if (address === '::1') return 'loopback';
	const first = Number.parseInt(address.split(':', 1)[0] ?? '', 16);
	if (first >= 0xfe80 && first <= 0xfebf) return 'link-local';
	if (first >= 0xff00) return 'multicast';
	return first >= 0xfc00 && first <= 0xfdff ? 'private' : 'global';
}
