// Devices, rules and routes as they are read against what ip says of them in its own machine-readable words.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { NetworkLink } from '#lib/model/link.ts';
import type { Prefix, Route, RoutingRule } from '#lib/model/routing.ts';
import { describePhone } from './host/describe.ts';
import { jsonOf } from './host/kernel.ts';
import { readerOf, type Reader } from './host/reading.ts';
import { WIFI_TABLE } from './routing.ts';
import { PROFILE_NAMES, startPhone, type Phone } from './start.ts';

interface LinkOfIp {
	readonly ifindex: number;
	readonly ifname: string;
	readonly flags: readonly string[];
	readonly mtu: number;
	readonly operstate: string;
	readonly link_type: string;
	readonly address: string;
	readonly addr_info: readonly {
		readonly local: string;
		readonly prefixlen: number;
		readonly scope: string;
	}[];
}

function linkByIp(link: LinkOfIp): NetworkLink {
	return {
		index: link.ifindex,
		name: link.ifname,
		flags: link.flags,
		mtu: link.mtu,
		state: link.operstate.toLowerCase(),
		type: link.link_type,
		mac: link.address,
		addresses: link.addr_info.map(({ local, prefixlen, scope }) => ({
			address: local,
			prefixLength: prefixlen,
			scope,
		})),
	};
}

interface RuleOfIp {
	readonly priority: number;
	readonly iif?: string;
	readonly oif?: string;
	readonly fwmark?: string;
	readonly fwmask?: string;
	readonly uid_start?: number;
	readonly uid_end?: number;
	readonly table?: string;
	readonly action?: string;
}

const NAMED_TABLES: Readonly<Record<string, string>> = {
	local: '255',
	main: '254',
	default: '253',
};

const tableNumber = (table: string): string => NAMED_TABLES[table] ?? table;

/** What a rule asks and leads to, in words of neither side. */
function ruleByIp(family: number, rule: RuleOfIp): string {
	const mark =
		rule.fwmark === undefined
			? undefined
			: `${Number(rule.fwmark)}/${Number(rule.fwmask ?? 0xffff_ffff)}`;
	const uids = rule.uid_start === undefined ? undefined : `${rule.uid_start}-${rule.uid_end}`;
	const leads = rule.table === undefined ? rule.action : tableNumber(rule.table);
	return [family, rule.priority, rule.iif, rule.oif, mark, uids, leads].join(' ');
}

function ruleRead(rule: RoutingRule): string {
	const { mark, uids, action } = rule;
	return [
		rule.family,
		rule.priority,
		rule.iif,
		rule.oif,
		mark && `${mark.value}/${mark.mask}`,
		uids && `${uids.first}-${uids.last}`,
		action.kind === 'lookup' ? action.table : action.kind,
	].join(' ');
}

interface RouteOfIp {
	readonly type?: string;
	readonly dst: string;
	readonly gateway?: string;
	readonly dev?: string;
	readonly table?: string;
	readonly protocol?: string;
	readonly prefsrc?: string;
	readonly metric?: number;
}

const prefixText = ({ address, length }: Prefix): string => `${address}/${length}`;

/** `default`, and addresses without a length, which are hosts. */
function wholePrefix(family: number, text: string): string {
	if (text === 'default') return family === 4 ? '0.0.0.0/0' : '::/0';
	return text.includes('/') ? text : `${text}/${family === 4 ? 32 : 128}`;
}

function routeByIp(family: number, route: RouteOfIp): string {
	const table = tableNumber(route.table ?? 'main');
	const { type = 'unicast', dev, gateway, protocol, prefsrc, metric } = route;
	const to = wholePrefix(family, route.dst);
	return [family, table, type, to, gateway, dev, protocol, prefsrc, metric].join(' ');
}

function routeRead(route: Route): string {
	const { family, table, type, destination, hops, protocol, source, metric } = route;
	const to = prefixText(destination);
	const [hop] = hops;
	return [family, table, type, to, hop?.gateway, hop?.device, protocol, source, metric].join(' ');
}

/** Both families' rows, in the order of ip: trusted, it is the machine's own tool. */
async function rowsOf(
	phone: Phone,
	...words: string[]
): Promise<readonly (readonly [number, unknown])[]> {
	const rows = await Promise.all(
		([4, 6] as const).map(async (family) => {
			const said = (await jsonOf(phone, 'ip', `-${family}`, '-j', ...words)) as readonly unknown[];
			return said.map((row) => [family, row] as const);
		}),
	);
	return rows.flat();
}

await describePhone('routing and the kernel', [], () => {
	describe.each(PROFILE_NAMES)('%s', (profile) => {
		let phone: Phone;
		let reader: Reader;

		beforeAll(async () => {
			phone = await startPhone({ profile });
			reader = await readerOf(phone);
		});

		afterAll(async () => {
			await reader[Symbol.asyncDispose]();
			await phone.stop();
		});

		test('devices are those of ip addr', async () => {
			const rows = (await jsonOf(phone, 'ip', '-j', 'addr')) as readonly LinkOfIp[];
			expect(await reader.read('links')).toEqual(rows.map(linkByIp));
		});

		test('rules are those of ip rule, and lead out by the Wi-Fi’s own table', async () => {
			const rules = (await reader.read('routing')).rules;
			const rows = await rowsOf(phone, 'rule');
			const said = rows.map(([family, row]) => ruleByIp(family, row as RuleOfIp));
			expect(rules.map(ruleRead)).toEqual(said);
			const last = rules.filter(({ action }) => action.kind === 'lookup').at(-1);
			expect(last?.action).toMatchObject({ table: String(WIFI_TABLE) });
		});

		test('routes are those of every table of ip route', async () => {
			const read = (await reader.read('routing')).routes.map(routeRead);
			const rows = await rowsOf(phone, 'route', 'show', 'table', 'all');
			const said = rows.map(([family, row]) => routeByIp(family, row as RouteOfIp));
			expect([...read].sort()).toEqual([...said].sort());
		});
	});
});
