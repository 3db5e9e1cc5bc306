import { ok, type Result } from '../base/result.ts';
import type { Chain, Rule } from '../model/firewall.ts';
import type { Absent, ParseFailure } from '../model/failure.ts';
import { MAX_RULE, readRuleWords } from './iptablesWords.ts';
import { absent, decimal, isRemark, linesOf, malformed } from './text.ts';

/** One table as `iptables -L -n -v -x` lists it. */
export interface IptablesListing {
	readonly chains: readonly Chain[];
	/** The listing came without `-x`: 12K stands for anything near 12,000. */
	readonly rounded: boolean;
}

type Draft = { -readonly [Key in keyof Chain]: Chain[Key] } & { rules: Rule[] };

/**
 * Reads a listing (iptables `iptables/iptables.c`, `print_header`, `print_firewall`). A rule that only counts has no
 * target, and `ip6tables` leaves the column `opt` empty: columns are told apart by what stands in them.
 */
export function parseIptablesList(text: string): Result<IptablesListing, ParseFailure | Absent> {
	const chains: Draft[] = [];
	let rounded = false;
	for (const [index, line] of linesOf(text).entries()) {
		if (isFrame(line)) continue;
		const chain = chainOf(line);
		if (chain !== undefined) chains.push(chain);
		else {
			const rule = line.length > MAX_RULE ? undefined : ruleOf(line);
			const last = chains.at(-1);
			if (rule === undefined || last === undefined) {
				return malformed('a chain or a rule of iptables', index, line);
			}
			last.rules.push(rule);
		}
		rounded ||= ROUNDED.test(line);
	}
	return chains.length === 0 ? absent('chains of iptables') : ok({ chains, rounded });
}

const ROUNDED = /^(?:Chain \S{1,64} \(policy [A-Z]+)?\s*\d+[KMGT]?\s+(?:packets, )?\d+[KMGT]\s/;

/** Lines without a chain or a rule: titles of columns, complaints, hints of newer versions. */
function isFrame(line: string): boolean {
	const start = line.trimStart();
	if (start === '' || /^pkts +bytes /.test(start)) return true;
	return /^(?:#|ip6?tables|Another app |Perhaps ip6?tables )/.test(start) || isRemark(line);
}

function chainOf(line: string): Draft | undefined {
	const found = /^Chain (\S+) \((.*)\)\s*$/.exec(line);
	const [, name, facts = ''] = found ?? [];
	if (name === undefined) return undefined;
	const references = /^(\d+) references$/.exec(facts)?.[1];
	const [, policy, packets, bytes] =
		/^policy (\S+)(?: (\w+) packets, (\w+) bytes)?$/.exec(facts) ?? [];
	if (references === undefined && policy === undefined) return undefined;
	return {
		...{ name, policy, rules: [] },
		...{ packets: countOf(packets), bytes: countOf(bytes), references: decimal(references) },
	};
}

const THOUSANDS: Readonly<Record<string, number>> = { K: 1e3, M: 1e6, G: 1e9, T: 1e12 };

/** `1056`, `1056K`: thousands, not 1024. */
function countOf(text: string | undefined): number | undefined {
	const unit = THOUSANDS[text?.at(-1) ?? ''];
	const value = decimal(unit === undefined ? text : text?.slice(0, -1));
	return value === undefined ? undefined : value * (unit ?? 1);
}

/** At most so many columns stand before the conditions: counters, target, protocol, opt, interfaces, addresses. */
const COLUMNS = 9;

interface Columns {
	readonly fields: readonly string[];
	/** What stands behind the ninth field. */
	readonly ends: readonly number[];
}

function ruleOf(line: string): Rule | undefined {
	const { fields, ends } = columnsOf(line);
	const packets = countOf(fields[0]);
	const bytes = countOf(fields[1]);
	if (packets === undefined || bytes === undefined) return undefined;
	const opt = [2, 3, 4].find((at) => OPT.test(fields[at] ?? ''));
	const first = opt ?? beforeInterfaces(fields);
	if (first === undefined || first < 3) return undefined;
	const at = opt === undefined ? first : first + 1;
	const target = (opt ?? first) === 4 ? fields[2] : undefined;
	const destination = fields[at + 3];
	if (destination === undefined) return undefined;
	const behind = line.slice(ends[at + 3]).trim();
	const goto = behind.startsWith('[goto]');
	const words = readRuleWords(goto ? behind.slice('[goto]'.length) : behind, target);
	return {
		...{ packets, bytes, target, goto },
		...{ protocol: protocolName(fields[first - 1] ?? ''), in: wild(fields[at]) },
		...{ out: wild(fields[at + 1]), source: anywhere(fields[at + 2]) },
		...{ destination: anywhere(destination), matches: words.matches },
		options: words.options,
	};
}

/** `--`, or a mark for fragments: IPv4 always has it. */
const OPT = /^(?:--|-f|!f)$/;

/** Where the interfaces begin in a row without `opt`: two fields before the two addresses. */
const beforeInterfaces = (fields: readonly string[]): number | undefined =>
	[3, 4].find((at) => isIpv6(fields[at + 2]) && isIpv6(fields[at + 3]));

function isIpv6(field: string | undefined): boolean {
	if (field === undefined) return false;
	return field === 'anywhere' || (field.includes(':') && /^!?[\da-f:./]{2,80}$/i.test(field));
}

function columnsOf(line: string): Columns {
	const fields: string[] = [];
	const ends: number[] = [];
	for (const found of line.matchAll(/\S+/g)) {
		fields.push(found[0]);
		ends.push(found.index + found[0].length);
		if (fields.length === COLUMNS) break;
	}
	return { fields, ends };
}

const PROTOCOLS: Readonly<Record<string, string>> = {
	0: 'all',
	1: 'icmp',
	6: 'tcp',
	17: 'udp',
	47: 'gre',
	50: 'esp',
	58: 'ipv6-icmp',
};

/** From iptables 1.8.9 on, `-n` writes protocols as numbers. */
const protocolName = (text: string): string =>
	Object.hasOwn(PROTOCOLS, text) ? (PROTOCOLS[text] ?? text) : text;

/** Without `-n`: `any`. */
const wild = (text: string | undefined): string =>
	text === undefined || text === 'any' ? '*' : text;
const anywhere = (text: string | undefined): string => text ?? 'anywhere';
