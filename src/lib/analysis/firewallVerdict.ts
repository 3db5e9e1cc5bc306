import type { Chain, Rule, RuleMatch } from '../model/firewall.ts';
import type { Uid } from '../model/uid.ts';

/** What a chain decides about every packet that an app sends, whatever its port and address. */
export interface Verdict {
	/** `open`: no rule decides; the packet goes back to the chain before, or meets the policy. */
	readonly kind: 'accepted' | 'dropped' | 'returned' | 'open';
	readonly rule: Rule | undefined;
}

type Chains = ReadonlyMap<string, Chain>;

const OPEN: Verdict = { kind: 'open', rule: undefined };

const ENDS: Readonly<Record<string, Verdict['kind']>> = {
	ACCEPT: 'accepted',
	RETURN: 'returned',
	DROP: 'dropped',
	REJECT: 'dropped',
};

/** Walks a chain, and those it jumps to, for one uid. Rules that ask for more than the uid decide nothing. */
export function verdictOf(chains: Chains, start: string, uid: Uid): Verdict {
	return walk({ chains, uid, known: new Map() }, start);
}

interface Walk {
	readonly chains: Chains;
	readonly uid: Uid;
	/** Chains that were walked or are being walked: each once, however often it is jumped to. */
	readonly known: Map<string, Verdict>;
}

function walk(on: Walk, name: string): Verdict {
	const known = on.known.get(name);
	if (known !== undefined) return known;
	// The kernel takes no loops; a text may hold one.
	on.known.set(name, OPEN);
	const verdict = decide(on, on.chains.get(name)?.rules ?? []);
	on.known.set(name, verdict);
	return verdict;
}

function decide(on: Walk, rules: readonly Rule[]): Verdict {
	for (const rule of rules) {
		if (rule.target === undefined || fits(rule, on.uid) !== 'always') continue;
		const end = Object.hasOwn(ENDS, rule.target) ? ENDS[rule.target] : undefined;
		if (end !== undefined) return { kind: end, rule };
		if (!on.chains.has(rule.target)) continue;
		const inner = walk(on, rule.target);
		// The rule that sent the packet there is the one that names the app, or everybody.
		if (inner.kind === 'accepted' || inner.kind === 'dropped') return { kind: inner.kind, rule };
		if (rule.goto) return { kind: 'returned', rule };
	}
	return OPEN;
}

const ANYWHERE = /^(?:0\.0\.0\.0\/0|::\/0|anywhere)$/;

/** Whether a rule fits what this uid sends: always, never, or depending on more than the uid. */
export function fits(rule: Rule, uid: Uid): 'always' | 'sometimes' | 'never' {
	const parts = rule.matches.map((match) => matchFits(match, uid));
	if (parts.includes('never')) return 'never';
	const plain =
		rule.protocol === 'all' &&
		rule.in === '*' &&
		rule.out === '*' &&
		ANYWHERE.test(rule.source) &&
		ANYWHERE.test(rule.destination);
	return plain && !parts.includes('sometimes') ? 'always' : 'sometimes';
}

function matchFits(match: RuleMatch, uid: Uid): 'always' | 'sometimes' | 'never' {
	switch (match.kind) {
		case 'comment':
		case 'log':
			return 'always';
		case 'socket':
			return match.not ? 'never' : 'always';
		case 'uid':
			return (uid >= match.from && uid <= match.to) !== match.not ? 'always' : 'never';
		case 'user': {
			const named = uidOfUser(match.name);
			if (named === undefined) return 'sometimes';
			return (named === uid) !== match.not ? 'always' : 'never';
		}
		default:
			return 'sometimes';
	}
}

/** `u0_a93`: app 10093 of user 0, as iptables writes it without `-n`. */
export function uidOfUser(name: string): number | undefined {
	const [, user, app] = /^u(\d{1,4})_a(\d{1,5})$/.exec(name) ?? [];
	return app === undefined ? undefined : Number(user) * 100_000 + 10_000 + Number(app);
}

/** The uids that a rule names one by one. */
export function uidsNamed(rule: Rule): readonly number[] {
	return rule.matches.flatMap((match) => {
		if (match.kind === 'uid') return !match.not && match.from === match.to ? [match.from] : [];
		const named = match.kind === 'user' && !match.not ? uidOfUser(match.name) : undefined;
		return named === undefined ? [] : [named];
	});
}
