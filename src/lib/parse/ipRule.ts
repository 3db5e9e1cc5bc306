import { ok, type Result } from '../base/result.ts';
import {
	refusals,
	type IpFamily,
	type MarkTest,
	type Prefix,
	type RoutingRule,
	type RuleAction,
	type UidRange,
} from '../model/routing.ts';
import { prefixOf, tableId } from './ipWords.ts';
import {
	absent,
	decimal,
	fieldsOf,
	idNumber,
	linesOf,
	malformed,
	type Unreadable,
} from './text.ts';
import { isIpRemark } from './ipWords.ts';

const MAX_RULES = 20_000;
const MAX_OTHERS = 16;

/**
 * Reads `ip rule show` (iproute2 `ip/iprule.c`): `13000: from all fwmark 0x10064/0x1ffff iif lo lookup wlan0`. As
 * shell tables are numbers, as root names. A prompt or a remark between the rules is passed over: a rule starts with
 * its priority.
 */
export function parseIpRule(
	text: string,
	family: IpFamily,
): Result<readonly RoutingRule[], Unreadable> {
	const rules: RoutingRule[] = [];
	for (const [index, line] of linesOf(text).entries()) {
		if (line.trim() === '' || isIpRemark(line)) continue;
		const rule = ruleOf(line, family);
		if (rule === undefined || rules.length === MAX_RULES) {
			return malformed('a priority, conditions and a table', index, line);
		}
		rules.push(rule);
	}
	return rules.length === 0 ? absent('routing rules') : ok(rules);
}

/** What is found of a rule while its words are read. */
interface Draft {
	inverted: boolean;
	from: Prefix | undefined;
	to: Prefix | undefined;
	mark: MarkTest | undefined;
	iif: string | undefined;
	oif: string | undefined;
	uids: UidRange | undefined;
	others: string[];
	action: RuleAction | undefined;
	readonly family: IpFamily;
}

function ruleOf(line: string, family: IpFamily): RoutingRule | undefined {
	const [first = '', ...words] = fieldsOf(line);
	const priority = first.endsWith(':') ? idNumber(first.slice(0, -1)) : undefined;
	if (priority === undefined) return undefined;
	const draft: Draft = {
		...{ inverted: false, from: undefined, to: undefined, mark: undefined, iif: undefined },
		...{ oif: undefined, uids: undefined, others: [], action: undefined, family },
	};
	for (let at = 0; at < words.length;) {
		const taken = take(draft, words, at);
		if (taken === 0) return undefined;
		at += taken;
	}
	const { action, ...conditions } = draft;
	return action && { ...conditions, priority, action, text: words.join(' ') };
}

type Reader = (draft: Draft, value: string) => boolean;

/** Words that are followed by a value. Each answers whether it could read it. */
const READERS: Readonly<Record<string, Reader>> = {
	from: (draft, value) => {
		if (value === 'all') return true;
		draft.from = prefixOf(value, draft.family);
		return draft.from !== undefined;
	},
	to: (draft, value) => {
		if (value === 'all') return true;
		draft.to = prefixOf(value, draft.family);
		return draft.to !== undefined;
	},
	fwmark: (draft, value) => {
		draft.mark = markOf(value);
		return draft.mark !== undefined;
	},
	iif: (draft, value) => {
		draft.iif = value;
		return true;
	},
	oif: (draft, value) => {
		draft.oif = value;
		return true;
	},
	uidrange: (draft, value) => {
		draft.uids = uidRangeOf(value);
		return draft.uids !== undefined;
	},
	lookup: lookUp,
	table: lookUp,
	suppress_prefixlength: (draft, value) => {
		const suppress = decimal(value);
		if (draft.action?.kind !== 'lookup' || suppress === undefined) return false;
		draft.action = { ...draft.action, suppress };
		return true;
	},
	goto: (draft, value) => {
		const priority = idNumber(value);
		if (priority === undefined) return false;
		draft.action = { kind: 'goto', priority };
		return true;
	},
};

function lookUp(draft: Draft, value: string): boolean {
	draft.action = { kind: 'lookup', table: tableId(value), suppress: undefined };
	return true;
}

/** Words with a value that say who made a rule, or what else it does, and no condition. */
const ASIDE: ReadonlySet<string> = new Set(['proto', 'protocol', 'realms', 'suppress_ifgroup']);
/** Conditions that the way of a packet is not asked about. */
const OTHER: ReadonlySet<string> = new Set([
	...['tos', 'dsfield', 'ipproto', 'sport', 'dport', 'tun_id', 'flowlabel'],
]);

/** Reads the word at `at`, with its value where it has one. How many words that were; 0 for none that makes sense. */
function take(draft: Draft, words: readonly string[], at: number): number {
	const word = words[at] ?? '';
	const value = words[at + 1];
	const reader = Object.hasOwn(READERS, word) ? READERS[word] : undefined;
	if (reader !== undefined) return value !== undefined && reader(draft, value) ? 2 : 0;
	if (ASIDE.has(word)) return 2;
	if (OTHER.has(word)) return note(draft, `${word} ${value ?? ''}`) ? 2 : 0;
	return takeFlag(draft, word) ? 1 : 0;
}

function note(draft: Draft, condition: string): boolean {
	draft.others.push(condition);
	return draft.others.length <= MAX_OTHERS;
}

function takeFlag(draft: Draft, word: string): boolean {
	const refusal = refusals.find((kind) => kind === word);
	if (refusal !== undefined) draft.action = { kind: refusal };
	else if (word === 'nop') draft.action = { kind: 'nop' };
	else if (word === 'not') draft.inverted = true;
	else if (word === 'l3mdev') return note(draft, word);
	// `[detached]`: there is no such interface now; `[unresolved]`: no rule to go to; `[l3mdev-table]`.
	else return word.startsWith('[') && word.endsWith(']');
	return true;
}

/** `0x10064/0x1ffff`, `0/0x10000`, or a mark alone, of which every bit counts. */
function markOf(text: string): MarkTest | undefined {
	const [value, mask = '0xffffffff', ...more] = text.split('/');
	const test = { value: bits(value), mask: bits(mask) };
	if (test.value === undefined || test.mask === undefined || more.length > 0) return undefined;
	return { value: test.value, mask: test.mask };
}

function bits(text: string | undefined): number | undefined {
	if (text !== undefined && /^0x[\da-f]{1,8}$/i.test(text))
		return Number.parseInt(text.slice(2), 16);
	return idNumber(text);
}

function uidRangeOf(text: string): UidRange | undefined {
	const [from, to, ...more] = text.split('-');
	const range = { first: idNumber(from), last: idNumber(to) };
	if (range.first === undefined || range.last === undefined || more.length > 0) return undefined;
	return { first: range.first, last: range.last };
}
