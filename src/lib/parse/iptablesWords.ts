import type { RuleMatch } from '../model/firewall.ts';
import { decimal, idNumber } from './text.ts';

/** What stands behind the columns of a rule: conditions, and what the target is told. */
export interface RuleWords {
	readonly matches: readonly RuleMatch[];
	readonly options: string;
}

/** The kernel bounds names, comments and prefixes: no rule comes near this many characters. */
export const MAX_RULE = 8192;

/** Cuts at blanks; `"a quoted text"` and `/* a comment *\/` stay whole, with their marks. */
export function wordsOf(text: string): readonly string[] {
	const words: string[] = [];
	for (let at = 0; at < text.length;) {
		if (isBlank(text[at])) {
			at += 1;
			continue;
		}
		const end = endOfWord(text, at);
		words.push(text.slice(at, end));
		at = end;
	}
	return words;
}

const isBlank = (character: string | undefined): boolean => character === ' ' || character === '\t';

function endOfWord(text: string, from: number): number {
	if (text.startsWith('/*', from)) {
		const close = text.indexOf('*/', from + 2);
		return close < 0 ? text.length : close + 2;
	}
	const quoted = text[from] === '"';
	let at = from + 1;
	while (at < text.length && !(quoted ? text[at] === '"' : isBlank(text[at]))) {
		at += quoted && text[at] === '\\' ? 2 : 1;
	}
	return Math.min(text.length, quoted ? at + 1 : at);
}

/** A word without the quotes around it. */
export const unquoted = (word: string): string =>
	word.length > 1 && word.startsWith('"') && word.endsWith('"')
		? word.slice(1, -1).replace(/\\(["'\\])/g, '$1')
		: word;

/**
 * Reads the end of a row of `iptables -L -n -v` (iptables `extensions/libxt_*.c`, the `print` functions): each match
 * and the target write their own words, without a mark between them.
 */
export function readRuleWords(text: string, target: string | undefined): RuleWords {
	const words = wordsOf(text);
	const matches: RuleMatch[] = [];
	let other: string[] = [];
	let at = 0;
	const flush = () => {
		if (other.length > 0) matches.push({ kind: 'other', text: other.join(' ') });
		other = [];
	};
	while (at < words.length && !startsOptions(words[at] ?? '', target)) {
		const taken = readAt(words, at);
		if (taken === undefined) other.push(words[at] ?? '');
		else {
			flush();
			for (const match of taken.matches) matches.push(match);
		}
		at = taken?.next ?? at + 1;
	}
	flush();
	return withPrefix(words.slice(at), matches);
}

/** Words that only targets begin with (`libxt_NFLOG.c`, `libipt_REJECT.c`, `libipt_DNAT.c`, `libxt_IDLETIMER.c`). */
const OPTIONS = /^(?:reject-with|nflog-[a-z]+|to:.*|redir|masq.*|timeout:.*|NOTRACK)$/;

const startsOptions = (word: string, target: string | undefined): boolean =>
	word === target || OPTIONS.test(word);

/** The text that LOG and NFLOG write before a packet is more than an option: lines of the log are known by it. */
function withPrefix(options: readonly string[], matches: readonly RuleMatch[]): RuleWords {
	const at = options.findIndex((word) => word === 'prefix' || word === 'nflog-prefix');
	const prefix = options[at + 1];
	const rest = at < 0 ? options : [...options.slice(0, at), ...options.slice(at + 2)];
	const log: readonly RuleMatch[] =
		at < 0 || prefix === undefined ? [] : [{ kind: 'log', prefix: unquoted(prefix).trim() }];
	return { matches: [...matches, ...log], options: rest.join(' ') };
}

interface Taken {
	readonly matches: readonly RuleMatch[];
	readonly next: number;
}

type Reader = (words: readonly string[], at: number, not: boolean) => Taken | undefined;

const READERS: Readonly<Record<string, Reader>> = {
	owner: readOwner,
	tcp: readPorts,
	udp: readPorts,
	udplite: readPorts,
	sctp: readPorts,
	dccp: readPorts,
	multiport: readMultiport,
	state: readState,
	ctstate: readState,
	quota: readQuota,
	'quota:': readQuota,
};

function readAt(words: readonly string[], at: number): Taken | undefined {
	const word = words[at] ?? '';
	if (word.startsWith('/*')) {
		const text = word.replace(/^\/\*/, '').replace(/\*\/$/, '').trim();
		return { matches: [{ kind: 'comment', text }], next: at + 1 };
	}
	const not = word === '!';
	const from = not ? at + 1 : at;
	const name = words[from] ?? '';
	return Object.hasOwn(READERS, name) ? READERS[name]?.(words, from, not) : undefined;
}

function readOwner(words: readonly string[], at: number, not: boolean): Taken | undefined {
	const [what = '', how, whom = ''] = words.slice(at + 1, at + 4);
	if (what === 'socket' && how === 'exists') {
		return { matches: [{ kind: 'socket', not }], next: at + 3 };
	}
	if (how !== 'match' || (what !== 'UID' && what !== 'GID')) return undefined;
	const match: RuleMatch = what === 'UID' ? uidMatch(whom, not) : { kind: 'gid', not, ids: whom };
	return { matches: [match], next: at + 4 };
}

/** `10044`, `0-9999`, or a name where the listing came without `-n`. */
export function uidMatch(text: string, not: boolean): RuleMatch {
	const [first, last = first] = text.split(/[-:]/, 2);
	const from = idNumber(first);
	const to = idNumber(last);
	return from === undefined || to === undefined
		? { kind: 'user', not, name: text }
		: { kind: 'uid', not, from, to };
}

/** `tcp spt:1024 dpts:!80:90 flags:0x04/0x04` */
function readPorts(words: readonly string[], at: number, not: boolean): Taken | undefined {
	if (not) return undefined;
	const matches: RuleMatch[] = [];
	let next = at + 1;
	for (; next < words.length; next += 1) {
		const match = protocolMatch(words[next] ?? '', words[at] ?? '');
		if (match === undefined) break;
		matches.push(match);
	}
	return { matches, next };
}

function protocolMatch(word: string, protocol: string): RuleMatch | undefined {
	const port = /^([sd])pts?:(!?)/.exec(word);
	if (port !== null) {
		const side = port[1] === 's' ? 'source' : 'destination';
		return { kind: 'port', not: port[2] === '!', side, ports: word.slice(port[0].length) };
	}
	return /^(?:flags:|option=)/.test(word)
		? { kind: 'other', text: `${protocol} ${word}` }
		: undefined;
}

const SIDES = { sports: 'source', dports: 'destination', ports: 'either' } as const;

function readMultiport(words: readonly string[], at: number, before: boolean): Taken | undefined {
	const which = words[at + 1] ?? '';
	const side = Object.hasOwn(SIDES, which) ? SIDES[which as keyof typeof SIDES] : undefined;
	if (side === undefined) return undefined;
	const inverted = words[at + 2] === '!';
	const ports = words[inverted ? at + 3 : at + 2];
	if (ports === undefined) return undefined;
	const not = before || inverted || ports.startsWith('!');
	return {
		matches: [{ kind: 'port', not, side, ports: ports.replace(/^!/, '') }],
		next: at + (inverted ? 4 : 3),
	};
}

function readState(words: readonly string[], at: number, not: boolean): Taken | undefined {
	const states = words[at + 1];
	return states === undefined
		? undefined
		: { matches: [{ kind: 'state', not, states }], next: at + 2 };
}

/** `quota: 500 bytes`, `quota globalAlert: 2097152 bytes` (`libxt_quota2.c` of Android) */
function readQuota(words: readonly string[], at: number, not: boolean): Taken | undefined {
	const named = words[at] === 'quota';
	const bytes = decimal(words[named ? at + 2 : at + 1]);
	if (bytes === undefined) return undefined;
	const name = named ? words[at + 1]?.replace(/:$/, '') : undefined;
	const next = at + (named ? 3 : 2);
	return {
		matches: [{ kind: 'quota', not, name, bytes }],
		next: words[next] === 'bytes' ? next + 1 : next,
	};
}
