import { err, ok, type Result } from '../base/result.ts';
import type { Absent, ParseFailure } from '../model/failure.ts';
import {
	tableNames,
	type Firewall,
	type FirewallTable,
	type IpFamily,
	type TableName,
} from '../model/firewall.ts';
import { parseIptablesList } from '../parse/iptablesList.ts';
import { parseIptablesSave } from '../parse/iptablesSave.ts';
import { sectionsOf, type Section } from '../parse/sections.ts';
import { absent, movedDown } from '../parse/text.ts';
import type { Probe } from './probe.ts';

/**
 * Only tables that are there are listed: to list one that is not makes the kernel set it up. `-w` waits for others
 * who change rules just now, and is unknown before iptables 1.4.20.
 */
const LISTING = `for tool in iptables ip6tables; do
	family=\${tool%tables}
	wait=-w
	$tool -w -n -L OUTPUT >/dev/null 2>&1 || wait=
	names=$(cat /proc/net/\${family}_tables_names 2>/dev/null)
	for table in \${names:-filter nat mangle raw}; do
		echo "@@$tool $table"
		$tool $wait -t $table -L -n -v -x
	done
done`;

const SAVES = `for tool in iptables ip6tables; do echo "@@$tool save"; $tool-save -c; done`;

const SLOW = 30_000;

/** The rules of netfilter with their counters, in every table of both families. */
export const firewall: Probe<Firewall> = {
	id: 'firewall',
	title: 'Firewall rules',
	asks: [
		{ argv: ['sh', '-c', LISTING], root: true, timeout: SLOW, parse: parseListings },
		{ argv: ['sh', '-c', SAVES], root: true, timeout: SLOW, parse: parseSaves },
	],
	dumps: [
		{ title: 'IPTABLES', as: 'iptables filter' },
		{ title: 'IPTABLES NAT', as: 'iptables nat' },
		{ title: 'IPTABLES MANGLE', as: 'iptables mangle' },
		{ title: 'IPTABLES RAW', as: 'iptables raw' },
		{ title: 'IP6TABLES', as: 'ip6tables filter' },
		{ title: 'IP6TABLES NAT', as: 'ip6tables nat' },
		{ title: 'IP6TABLES MANGLE', as: 'ip6tables mangle' },
		{ title: 'IP6TABLES RAW', as: 'ip6tables raw' },
	],
};

const FAMILIES: Readonly<Record<string, IpFamily>> = { iptables: 'ipv4', ip6tables: 'ipv6' };

interface Titled {
	readonly section: Section;
	readonly family: IpFamily;
	readonly of: string;
}

/** `@@iptables filter`: the tool, and what it was asked for. */
function titled(text: string): readonly Titled[] {
	return sectionsOf(text).flatMap((section) => {
		const [tool = '', of = ''] = section.title.split(' ', 2);
		const family = Object.hasOwn(FAMILIES, tool) ? FAMILIES[tool] : undefined;
		return family === undefined ? [] : [{ section, family, of }];
	});
}

/** A kernel may lack a table, or a family: the others count. */
function parseListings(text: string): Result<Firewall, ParseFailure | Absent> {
	const tables: FirewallTable[] = [];
	let rounded = false;
	for (const { section, family, of } of titled(text)) {
		const name = tableNames.find((one) => one === of);
		if (name === undefined) continue;
		const parsed = parseIptablesList(section.text);
		if (parsed.ok) {
			tables.push({ family, name, chains: parsed.value.chains });
			rounded ||= parsed.value.rounded;
		} else if (parsed.error.kind === 'malformed') {
			return err(movedDown(parsed.error, section.offset));
		}
	}
	return tables.length === 0
		? absent('rules of iptables')
		: ok({ tables: sorted(tables), rounded });
}

function parseSaves(text: string): Result<Firewall, ParseFailure | Absent> {
	const tables: FirewallTable[] = [];
	for (const { section, family, of } of titled(text)) {
		if (of !== 'save') continue;
		const parsed = parseIptablesSave(section.text, family);
		if (parsed.ok) for (const table of parsed.value) tables.push({ family, ...table });
		else if (parsed.error.kind === 'malformed') {
			return err(movedDown(parsed.error, section.offset));
		}
	}
	return tables.length === 0
		? absent('rules of iptables')
		: ok({ tables: sorted(tables), rounded: false });
}

/** IPv4 first; `filter`, where firewalls are, before the tables that only mark and rewrite. */
const ORDER: readonly TableName[] = ['filter', 'nat', 'mangle', 'raw', 'security'];

const sorted = (tables: readonly FirewallTable[]): readonly FirewallTable[] =>
	[...tables].sort(
		(a, b) =>
			Number(a.family === 'ipv6') - Number(b.family === 'ipv6') ||
			ORDER.indexOf(a.name) - ORDER.indexOf(b.name),
	);
