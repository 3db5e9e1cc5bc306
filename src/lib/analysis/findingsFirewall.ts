import type { Chain, Firewall, Rule } from '../model/firewall.ts';
import type { Finding, Severity } from '../model/finding.ts';
import { valueOf } from '../model/reading.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { AppLookup } from './apps.ts';
import { counted, on, seenSockets, someOf, type Check } from './findingsCheck.ts';
import { filtersOf } from './firewallHolds.ts';
import { notesOf } from './firewallNotes.ts';

/** Whether the firewall does what a person relies on. */
export const firewallChecks: readonly Check[] = [
	{ fine: 'The firewall is whole', run: holes },
	{ fine: 'Every rule can be reached', run: unreachableRules },
	{ fine: 'Android refuses no app that is in use', run: blockedInUse },
];

/** What the Firewall page says of the rules, where it is no praise. */
function holes({ readings }: Snapshot): readonly Finding[] | 'not looked' {
	const firewall = valueOf(readings.firewall);
	if (firewall === undefined) return 'not looked';
	const notes = notesOf(filtersOf(firewall), valueOf(readings.interfaces) ?? []);
	return notes.flatMap(({ tone, title, text }) =>
		tone === 'danger' || tone === 'warn'
			? [{ ...found(`firewall:${title}`, tone, title), detail: text }]
			: [],
	);
}

const found = (id: string, severity: Severity, title: string): Omit<Finding, 'detail'> => ({
	...{ id, severity, title },
	evidence: on('firewall'),
});

/** Targets after which a packet does not go on in its chain. */
const ENDS: ReadonlySet<string> = new Set(['ACCEPT', 'DROP', 'REJECT', 'RETURN']);
/** Conditions that fit the same packets whenever they stand twice; limits, quotas and marks do not. */
const STEADY: ReadonlySet<string> = new Set(['uid', 'gid', 'user', 'socket', 'port', 'comment']);

/** Rules that an earlier one of their chain leaves nothing to: one for every packet, or one for just the same. */
function unreachableRules({ readings }: Snapshot): readonly Finding[] | 'not looked' {
	const firewall = valueOf(readings.firewall);
	if (firewall === undefined) return 'not looked';
	return knownDead(firewall).map(([where, numbers]) => ({
		...found(
			`unreachable-rule:${where}`,
			'warn',
			`${counted(numbers.length, 'rule')} of ${where} can never be reached`,
		),
		detail: `Number ${someOf(numbers, 8)}: an earlier rule of the same chain ends the way of every packet that ${numbers.length === 1 ? 'it' : 'they'} would fit. Who relies on ${numbers.length === 1 ? 'it' : 'them'} has to move the rule up.`,
	}));
}

type Dead = readonly (readonly [where: string, numbers: readonly number[]])[];

/** Rules do not change once they were read, and findings are looked for at every sample. */
const known = new WeakMap<Firewall, Dead>();

function knownDead(firewall: Firewall): Dead {
	const dead = known.get(firewall) ?? deadRules(firewall);
	known.set(firewall, dead);
	return dead;
}

const deadRules = ({ tables }: Firewall): Dead =>
	tables.flatMap(({ family, name, chains }) =>
		chains.flatMap((chain) => {
			const numbers = deadIn(chain);
			const where = `${chain.name} (${name}, ${family === 'ipv4' ? 'IPv4' : 'IPv6'})`;
			return numbers.length === 0 ? [] : [[where, numbers] as const];
		}),
	);

function deadIn({ rules }: Chain): readonly number[] {
	const ended = new Set<string>();
	let closed = false;
	const dead: number[] = [];
	for (const [index, rule] of rules.entries()) {
		const condition = conditionOf(rule);
		const repeats = condition !== undefined && ended.has(condition);
		if (closed || repeats) dead.push(index + 1);
		if (condition === undefined || !(rule.goto || ENDS.has(rule.target ?? ''))) continue;
		ended.add(condition);
		closed ||= condition === EVERYTHING;
	}
	return dead;
}

/** What a rule fits, as text that compares; undefined where the same words may fit today and not tomorrow. */
function conditionOf(rule: Rule): string | undefined {
	const { protocol, in: from, out, source, destination, matches } = rule;
	if (!matches.every(({ kind }) => STEADY.has(kind))) return undefined;
	const conditions = matches.filter(({ kind }) => kind !== 'comment');
	const anywhere = (address: string): string =>
		/^(?:0\.0\.0\.0|::)\/0$/.test(address) ? '' : address;
	return JSON.stringify([
		...[protocol, from, out, anywhere(source), anywhere(destination)],
		...conditions,
	]);
}

const EVERYTHING = JSON.stringify(['all', '*', '*', '', '']);

/** An app in front, or one that knocks in vain: of those that sleep, being refused is what a person wants. */
function blockedInUse(snapshot: Snapshot, appOf: AppLookup): readonly Finding[] | 'not looked' {
	const { connectivity, usage } = snapshot.readings;
	const blocked = valueOf(connectivity)?.blocked;
	const front = valueOf(usage)?.foreground ?? [];
	const knocking = (seenSockets(snapshot) ?? []).filter(({ state }) => state === 'syn-sent');
	if (blocked === undefined) return 'not looked';
	const used = new Set([...front, ...knocking.flatMap(({ uid }) => uid ?? [])]);
	return blocked
		.filter(({ uid, mask }) => mask !== 0 && used.has(uid))
		.map(({ uid }) => ({
			id: `blocked:${uid}`,
			severity: 'info' as const,
			title: `Android itself keeps ${appOf(uid).name} off the network`,
			detail:
				'The app is in use and gets nothing, whatever the network does. The reason stands under Networks; battery saver and data saver have exceptions per app, in its settings.',
			evidence: on('system'),
		}));
}
