import type { Mismatch, NamedStep, NamedWay, WayEnd } from '#lib/model/packetWay.ts';
import {
	refusals,
	type Refusal,
	type Route,
	type RoutingRule,
	type UidRange,
} from '#lib/model/routing.ts';

/** `192.0.2.0/24`, `default`. */
export function prefixWords({ destination: { address, length } }: Route): string {
	return length === 0 ? 'default' : `${address}/${length}`;
}

export const uidWords = ({ first, last }: UidRange): string =>
	first === last ? `uid ${first}` : `uids ${first}–${last}`;

/** Why a rule is not for this packet. */
const NOT_FOR: Readonly<Record<Mismatch, (rule: RoutingRule, mark: string) => string>> = {
	mark: (_, mark) => `asks for another mark: ${mark}`,
	uid: ({ uids }) => `is for ${uids === undefined ? 'others' : uidWords(uids)}`,
	iif: ({ iif }) =>
		iif === 'lo' ? 'is for what the phone itself sends' : `is for what comes in by ${iif ?? ''}`,
	oif: ({ oif }) => `is for sockets bound to ${oif ?? ''}`,
	from: ({ from }) => `is for packets from ${from?.address ?? ''}/${from?.length ?? ''}`,
	to: ({ to }) => `is for packets to ${to?.address ?? ''}/${to?.length ?? ''}`,
	other: ({ others }) => `asks for ${others.join(', ')}`,
	inverted: () => 'is for all others (not)',
};

/** What became of one rule. */
export function stepWords({ named: { rule, mark, table }, result }: NamedStep): string {
	if (result.kind === 'skipped') return NOT_FOR[result.why](rule, mark);
	if (result.kind === 'passed') return passedWords(rule);
	const of = `the table of ${table ?? 'an unknown network'}`;
	if (result.kind === 'decided') return refusalWords(rule) ?? `${of} knows the way`;
	return `${of} ${WITHOUT_WAY[result.kind]}`;
}

const WITHOUT_WAY: Readonly<Record<'no-route' | 'thrown' | 'suppressed', string>> = {
	'no-route': 'has no route there: on to the next rule',
	thrown: 'says to go on with the rules',
	suppressed: 'has only a general route, which this rule does not take',
};

const passedWords = ({ action }: RoutingRule): string =>
	action.kind === 'goto' ? `jumps to ${action.priority}` : 'does nothing';

function refusalWords({ action }: RoutingRule): string | undefined {
	const how = refusals.find((kind) => kind === action.kind);
	return how && REFUSED[how];
}

const REFUSED: Readonly<Record<Refusal, string>> = {
	unreachable: 'ends here: the network is unreachable',
	prohibit: 'ends here: not permitted',
	blackhole: 'ends here: thrown away without a word',
};

/** A run of rules that do not hold is one item; every other rule is one of its own. */
export type WayItem =
	| { readonly kind: 'skipped'; readonly steps: readonly NamedStep[] }
	| { readonly kind: 'step'; readonly step: NamedStep };

export function itemsOf({ steps }: NamedWay): readonly WayItem[] {
	const items: WayItem[] = [];
	for (const step of steps) {
		const last = items.at(-1);
		if (step.result.kind !== 'skipped') items.push({ kind: 'step', step });
		else if (last?.kind === 'skipped') {
			items.splice(-1, 1, { kind: 'skipped', steps: [...last.steps, step] });
		} else items.push({ kind: 'skipped', steps: [step] });
	}
	return items;
}

/** Where it ends: a headline, and what that means. */
export function endWords(end: WayEnd): readonly [title: string, text: string] {
	switch (end.kind) {
		case 'leaves':
			return [`Leaves by ${end.hop.device ?? 'an unknown interface'}`, leavesWords(end)];
		case 'local':
			return [
				'Stays on the phone',
				'The address is the phone’s own: another app or the system answers.',
			];
		case 'refused':
			return REFUSALS[end.how];
		case 'undecided':
			return ['Goes nowhere', 'No rule knows a way: the app is told “Network is unreachable”.'];
	}
}

function leavesWords({ hop, route }: Extract<WayEnd, { kind: 'leaves' }>): string {
	if (route === undefined)
		return 'No route says so; the kernel guesses that the destination is on the link.';
	return hop.gateway === undefined
		? 'Straight to the destination: it is on this link, or at the other end of a tunnel.'
		: `To the gateway ${hop.gateway}, which passes it on.`;
}

const REFUSALS: Readonly<Record<Refusal, readonly [string, string]>> = {
	unreachable: ['Goes nowhere', 'The app is told “Network is unreachable” or “No route to host”.'],
	prohibit: [
		'Not permitted',
		'The app is told “Permission denied”: this is how Android blocks what would pass by the VPN.',
	],
	blackhole: ['Thrown away', 'The packet vanishes; the app hears of no error until it gives up.'],
};
