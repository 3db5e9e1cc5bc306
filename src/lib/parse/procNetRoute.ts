import { ipv4Text, ipv6Text } from '../base/ip.ts';
import { ok, type Result } from '../base/result.ts';
import type { Hop, Route, RouteType } from '../model/routing.ts';
import {
	absent,
	decimal,
	fieldsOf,
	isRemark,
	linesOf,
	malformed,
	type Unreadable,
} from './text.ts';

/** `include/uapi/linux/route.h` and `ipv6_route.h`, RTF_*. */
const FLAG = {
	gateway: 0x2,
	reject: 0x200,
	anycast: 0x0010_0000,
	cache: 0x0100_0000,
	local: 0x8000_0000,
} as const;

const MAX_ROUTES = 50_000;

/** The main table: all that /proc/net/route knows. */
const MAIN = '254';
/** RT_TABLE_UNSPEC: /proc/net/ipv6_route lists every table and does not say which. */
const ANY_TABLE = '0';

/**
 * Reads `/proc/net/route` (`net/ipv4/fib_trie.c`): the main table of IPv4, addresses as little-endian words. Since
 * Android 5 that is the links alone: the default route stands in a table of its network.
 */
export function parseProcNetRoute(text: string): Result<readonly Route[], Unreadable> {
	const routes: Route[] = [];
	let titled = false;
	for (const [index, line] of linesOf(text).entries()) {
		if (line.startsWith('Iface')) titled = true;
		else if (line.trim() !== '' && !isRemark(line)) {
			const route = ipv4Row(fieldsOf(line));
			if (route === undefined || routes.length === MAX_ROUTES) {
				return malformed('a row of /proc/net/route', index, line);
			}
			routes.push(route);
		}
	}
	return titled ? ok(routes) : absent('routes of IPv4');
}

function ipv4Row(fields: readonly string[]): Route | undefined {
	const [device = '', destination = '', via = '', flagWord = '', , , metric, mask = '', mtu] =
		fields;
	const [network, gateway, netmask] = [destination, via, mask].map(littleEndian);
	const flags = hex(flagWord, 4);
	if (!network || !gateway || !netmask || flags === undefined) return undefined;
	return {
		...{ family: 4, table: MAIN, type: (flags & FLAG.reject) === 0 ? 'unicast' : 'unreachable' },
		destination: {
			address: ipv4Text(network),
			length: netmask.map(bitsOf).reduce((sum, bits) => sum + bits, 0),
		},
		hops: hopsOf(flags, ipv4Text(gateway), device),
		metric: decimal(metric),
		...{ protocol: undefined, scope: undefined, source: undefined },
		mtu: mtu === '0' ? undefined : decimal(mtu),
	};
}

function hopsOf(flags: number, gateway: string, device: string): readonly Hop[] {
	if ((flags & FLAG.reject) !== 0) return [];
	return [{ gateway: (flags & FLAG.gateway) === 0 ? undefined : gateway, device, down: false }];
}

/**
 * Reads `/proc/net/ipv6_route` (`net/ipv6/route.c`): every table of IPv6, mixed, without saying which; entries of the
 * kernel's own cache and its "no route" entry left out.
 */
export function parseProcNetIpv6Route(text: string): Result<readonly Route[], Unreadable> {
	const routes: Route[] = [];
	for (const [index, line] of linesOf(text).entries()) {
		if (line.trim() === '' || isRemark(line)) continue;
		const row = ipv6Row(fieldsOf(line));
		if (row === undefined || routes.length === MAX_ROUTES) {
			return malformed('a row of /proc/net/ipv6_route', index, line);
		}
		if (row !== 'passed') routes.push(row);
	}
	return routes.length === 0 ? absent('routes of IPv6') : ok(routes);
}

function ipv6Row(fields: readonly string[]): Route | 'passed' | undefined {
	const word = (at: number): string => fields[at] ?? '';
	const [network, gateway] = [octets(word(0), 16), octets(word(4), 16)];
	const [length, metric, flags] = [hex(word(1), 2), hex(word(5), 8), hex(word(8), 8)];
	if (!network || !gateway || length === undefined || flags === undefined) return undefined;
	if (length > 128) return undefined;
	const noRoute = (flags & FLAG.reject) !== 0 && metric === 0xffff_ffff;
	if ((flags & FLAG.cache) !== 0 || noRoute) return 'passed';
	return {
		...{ family: 6, table: ANY_TABLE, type: typeOf(flags, network) },
		destination: { address: ipv6Text(network), length },
		hops: hopsOf(flags, ipv6Text(gateway), word(9)),
		metric,
		...{ protocol: undefined, scope: undefined, source: undefined, mtu: undefined },
	};
}

function typeOf(flags: number, network: readonly number[]): RouteType {
	if ((flags & FLAG.reject) !== 0) return 'unreachable';
	if ((flags & FLAG.anycast) !== 0) return 'anycast';
	if ((flags & FLAG.local) !== 0) return 'local';
	return network[0] === 0xff ? 'multicast' : 'unicast';
}

function littleEndian(word: string): readonly number[] | undefined {
	return octets(word, 4)?.toReversed();
}

function octets(text: string, count: number): readonly number[] | undefined {
	if (text.length !== count * 2 || !/^[\da-f]*$/i.test(text)) return undefined;
	return Array.from({ length: count }, (_, at) =>
		Number.parseInt(text.slice(at * 2, at * 2 + 2), 16),
	);
}

function hex(text: string, digits: number): number | undefined {
	return text.length > 0 && text.length <= digits && /^[\da-f]*$/i.test(text)
		? Number.parseInt(text, 16)
		: undefined;
}

function bitsOf(octet: number): number {
	let bits = 0;
	for (let left = octet; left > 0; left >>= 1) bits += left & 1;
	return bits;
}
