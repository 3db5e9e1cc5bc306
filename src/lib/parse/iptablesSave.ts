import { ok, type Result } from '../base/result.ts';
import {
	tableNames,
	type Chain,
	type IpFamily,
	type Rule,
	type RuleMatch,
	type TableName,
} from '../model/firewall.ts';
import type { Absent, ParseFailure } from '../model/failure.ts';
import { MAX_RULE, uidMatch, unquoted, wordsOf } from './iptablesWords.ts';
import { absent, decimal, isRemark, linesOf, malformed } from './text.ts';

interface SavedTable {
	readonly name: TableName;
	readonly chains: readonly Chain[];
}

type Draft = { -readonly [Key in keyof Chain]: Chain[Key] } & { rules: Rule[] };
type Tables = Map<TableName, Map<string, Draft>>;

/** Reads `iptables-save -c` (iptables `iptables/iptables-save.c`), or a save without `-c`, whose counters are 0. */
export function parseIptablesSave(
	text: string,
	family: IpFamily,
): Result<readonly SavedTable[], ParseFailure | Absent> {
	const tables: Tables = new Map();
	let chains: Map<string, Draft> | undefined;
	for (const [index, line] of linesOf(text).entries()) {
		if (isFrame(line)) continue;
		const table = tableNames.find((name) => line.trim() === `*${name}`);
		if (table !== undefined) chains = tables.get(table) ?? begin(tables, table);
		else if (chains === undefined || line.length > MAX_RULE || !addLine(chains, line, family)) {
			return malformed('a table, a chain or a rule of iptables-save', index, line);
		}
	}
	if (tables.size === 0) return absent('tables of iptables-save');
	return ok([...tables].map(([name, found]) => ({ name, chains: counted(found) })));
}

const isFrame = (line: string): boolean =>
	line.trim() === '' ||
	/^(?:#|COMMIT|ip6?tables|Perhaps ip6?tables |\S+: .{0,200}not found)/.test(line) ||
	isRemark(line);

function begin(tables: Tables, name: TableName): Map<string, Draft> {
	const chains = new Map<string, Draft>();
	tables.set(name, chains);
	return chains;
}

const COUNTERS = /^\[(\d+):(\d+)\]$/;

function addLine(chains: Map<string, Draft>, line: string, family: IpFamily): boolean {
	const words = wordsOf(line);
	const [first = '', ...rest] = words;
	if (first.startsWith(':')) return addChain(chains, words);
	const counters = COUNTERS.exec(first);
	const [verb, name, ...options] = counters === null ? words : rest;
	if (verb !== '-A' || name === undefined) return false;
	const chain = chains.get(name) ?? userChain(name);
	chains.set(name, chain);
	const packets = decimal(counters?.[1]) ?? 0;
	const bytes = decimal(counters?.[2]) ?? 0;
	chain.rules.push({ ...ruleOf(options, family), packets, bytes });
	return true;
}

/** `:INPUT ACCEPT [120:9100]`, `:bw_INPUT - [0:0]` */
function addChain(chains: Map<string, Draft>, words: readonly string[]): boolean {
	const [colon = '', policy, counters = ''] = words;
	const found = COUNTERS.exec(counters);
	const name = colon.slice(1);
	if (name === '' || policy === undefined) return false;
	const chain = userChain(name);
	if (policy !== '-') {
		Object.assign(chain, { policy, references: undefined });
		Object.assign(chain, { packets: decimal(found?.[1]), bytes: decimal(found?.[2]) });
	}
	chains.set(name, chain);
	return true;
}

const userChain = (name: string): Draft => ({
	...{ name, policy: undefined, packets: undefined, bytes: undefined },
	...{ references: 0, rules: [] },
});

/** Who jumps to a chain: a save does not say it as a listing does. */
function counted(chains: ReadonlyMap<string, Draft>): readonly Chain[] {
	for (const { rules } of chains.values()) {
		for (const { target } of rules) {
			const chain = target === undefined ? undefined : chains.get(target);
			if (chain?.references !== undefined) chain.references += 1;
		}
	}
	return [...chains.values()];
}

type Body = Omit<Rule, 'packets' | 'bytes'>;
type Writable = { -readonly [Key in keyof Body]: Body[Key] } & { matches: RuleMatch[] };

/** Options with a column of their own in a listing. */
const COLUMNS = {
	'-p': 'protocol',
	'-i': 'in',
	'-o': 'out',
	'-s': 'source',
	'-d': 'destination',
} as const;

function ruleOf(words: readonly string[], family: IpFamily): Body {
	const any = family === 'ipv4' ? '0.0.0.0/0' : '::/0';
	const rule: Writable = {
		...{ target: undefined, goto: false, protocol: 'all', in: '*', out: '*' },
		...{ source: any, destination: any, matches: [], options: '' },
	};
	const told: string[] = [];
	let quota: string | undefined;
	for (const { name, values, not } of optionsOf(words)) {
		const value = values[0] ?? '';
		if (name === '--name' && rule.target === undefined) quota = value;
		else if (!setColumn(rule, name, `${not ? '!' : ''}${value}`)) {
			const match = matchOf(name, values, not);
			if (match !== undefined) rule.matches.push(match);
			else if (name !== '-m') {
				const text = [...(not ? ['!'] : []), name, ...values].join(' ');
				if (rule.target === undefined) rule.matches.push({ kind: 'other', text });
				else told.push(text);
			}
		}
	}
	const matches = rule.matches.map((match) =>
		match.kind === 'quota' ? { ...match, name: quota } : match,
	);
	return { ...rule, matches, options: told.join(' ') };
}

function setColumn(rule: Writable, name: string, value: string): boolean {
	if (name === '-j' || name === '-g') {
		rule.target = value;
		rule.goto = name === '-g';
	} else if (Object.hasOwn(COLUMNS, name)) {
		rule[COLUMNS[name as keyof typeof COLUMNS]] = value;
	} else return false;
	return true;
}

const PORTS = {
	'--sport': 'source',
	'--dport': 'destination',
	'--sports': 'source',
	'--dports': 'destination',
	'--ports': 'either',
} as const;

function matchOf(name: string, values: readonly string[], not: boolean): RuleMatch | undefined {
	const value = values[0] ?? '';
	if (Object.hasOwn(PORTS, name)) {
		return { kind: 'port', not, side: PORTS[name as keyof typeof PORTS], ports: value };
	}
	return Object.hasOwn(READERS, name) ? READERS[name]?.(value, not) : undefined;
}

const state = (states: string, not: boolean): RuleMatch => ({ kind: 'state', not, states });
const log = (value: string): RuleMatch => ({ kind: 'log', prefix: unquoted(value).trim() });

const READERS: Readonly<Record<string, (value: string, not: boolean) => RuleMatch>> = {
	'--uid-owner': uidMatch,
	'--gid-owner': (ids, not) => ({ kind: 'gid', not, ids }),
	'--socket-exists': (_, not) => ({ kind: 'socket', not }),
	'--state': state,
	'--ctstate': state,
	'--quota': (value, not) => ({ kind: 'quota', not, name: undefined, bytes: decimal(value) ?? 0 }),
	'--comment': (value) => ({ kind: 'comment', text: unquoted(value) }),
	'--log-prefix': log,
	'--nflog-prefix': log,
};

interface Option {
	readonly name: string;
	readonly values: readonly string[];
	readonly not: boolean;
}

/** `! --name value value`: a `!` stands before the option that it turns round. */
function optionsOf(words: readonly string[]): readonly Option[] {
	const options: { name: string; values: string[]; not: boolean }[] = [];
	let not = false;
	for (const word of words) {
		const last = options.at(-1);
		if (word === '!') not = true;
		else if (/^--?[a-z]/i.test(word) || last === undefined) {
			options.push({ name: word, values: [], not });
			not = false;
		} else last.values.push(word);
	}
	return options;
}
