import { ok, type Result } from '../base/result.ts';
import {
	routeTypes,
	type Hop,
	type IpFamily,
	type Route,
	type RouteType,
	type TableId,
} from '../model/routing.ts';
import { isIpRemark, prefixOf, tableId } from './ipWords.ts';
import { decimal, fieldsOf, linesOf, malformed, type Unreadable } from './text.ts';

const MAX_ROUTES = 50_000;
const MAX_HOPS = 64;
/** What `ip` leaves out. */
const MAIN: TableId = '254';

/**
 * Reads `ip route show table all` (iproute2 `ip/iproute.c`), or one table of it, whose number the caller knows:
 * `default via 192.0.2.1 dev wlan0 table 1047 proto static`. A table without routes is an answer too.
 *
 * Without -4 newer versions list both families: rows of the other one are left out. Words that newer versions add are
 * passed over with their values.
 */
export function parseIpRoute(
	text: string,
	family: IpFamily,
	table: TableId = MAIN,
): Result<readonly Route[], Unreadable> {
	const routes: Route[] = [];
	/** Whether lines that go on with a route go on with the last of `routes`. */
	let open = false;
	for (const [index, line] of linesOf(text).entries()) {
		const words = isIpRemark(line) ? [] : fieldsOf(line);
		if (words.length === 0) continue;
		if (goesOn(line, words)) {
			if (open) addHop(routes, words);
			continue;
		}
		const own = familyOf(words, family) === family;
		const route = own ? routeOf(words, family, table) : undefined;
		if (own && (route === undefined || routes.length === MAX_ROUTES)) {
			return malformed('a destination and where it is reached', index, line);
		}
		open = addRoute(routes, route);
	}
	return ok(routes);
}

/** Whether there was one to add. */
function addRoute(routes: Route[], route: Route | undefined): boolean {
	if (route === undefined || isNoRoute(route)) return false;
	routes.push(route);
	return true;
}

/** Lines that belong to the one above: one of several next hops, or what the cache says (`cache expires 9sec`). */
const goesOn = (line: string, words: readonly string[]): boolean =>
	/^[\t ]/.test(line) && (words[0] === 'nexthop' || words[0] === 'cache');

/** By its addresses, or by a word that only one family has; a bare `default` is of the family that was asked for. */
function familyOf(words: readonly string[], asked: IpFamily): IpFamily {
	const destination = destinationAt(words);
	if (words[destination]?.includes(':') === true || words.includes('pref')) return 6;
	if (words[destination]?.includes('.') === true || words.includes('scope')) return 4;
	const gateway = words[words.indexOf('via') + 1];
	const told = words.includes('via') ? gateway : undefined;
	if (told?.includes('.') === true) return 4;
	return told?.includes(':') === true ? 6 : asked;
}

/** IPv6's entry for "nothing found" (kernel `ip6_null_entry`), which old versions list as if it were a route. */
const isNoRoute = ({ type, metric, destination }: Route): boolean =>
	type === 'unreachable' && metric === 0xffff_ffff && destination.length === 0;

const typeOf = (word: string | undefined): RouteType | undefined =>
	routeTypes.find((type) => type === word);

const destinationAt = (words: readonly string[]): number =>
	typeOf(words[0]) === undefined ? 0 : 1;

function routeOf(words: readonly string[], family: IpFamily, table: TableId): Route | undefined {
	const destination = prefixOf(words[destinationAt(words)] ?? '', family);
	if (destination === undefined) return undefined;
	const details = words.slice(destinationAt(words) + 1);
	const after = (word: string): string | undefined => valueOf(details, word);
	const named = after('table');
	return {
		family,
		table: named === undefined ? table : tableId(named),
		type: typeOf(words[0]) ?? 'unicast',
		destination,
		hops: hopsOf(details),
		metric: decimal(after('metric')),
		protocol: after('proto'),
		scope: after('scope'),
		source: after('src'),
		mtu: decimal(after('mtu') === 'lock' ? after('lock') : after('mtu')),
	};
}

function valueOf(words: readonly string[], word: string): string | undefined {
	const at = words.indexOf(word);
	return at < 0 ? undefined : words[at + 1];
}

function hopsOf(words: readonly string[]): readonly Hop[] {
	const device = valueOf(words, 'dev');
	const via = valueOf(words, 'via');
	// `via inet6 fe80::1`: a router of the other family.
	const gateway = via === 'inet6' || via === 'inet' ? valueOf(words, via) : via;
	if (device === undefined && gateway === undefined) return [];
	return [{ gateway, device, down: words.includes('dead') }];
}

function addHop(routes: Route[], words: readonly string[]): void {
	const route = words[0] === 'nexthop' ? routes.pop() : undefined;
	if (route === undefined) return;
	const hops = route.hops.length < MAX_HOPS ? [...route.hops, ...hopsOf(words)] : route.hops;
	routes.push({ ...route, hops });
}
