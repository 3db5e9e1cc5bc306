import type { App } from '../model/app.ts';
import type { Rule, RuleMatch } from '../model/firewall.ts';
import { uid } from '../model/uid.ts';
import type { AppLookup } from './apps.ts';
import { uidsNamed } from './firewallVerdict.ts';

/** No uid is larger: a range up to here, turned round, means packets that no socket sent (AOSP and AFWall+). */
const LARGEST_APP = 999_999_999;
const LARGEST = 4_294_967_294;

export const appsNamed = (rule: Rule, appOf: AppLookup): readonly App[] =>
	uidsNamed(rule).map((id) => appOf(uid(id)));

/** Which packets a rule is about. */
export function ruleWhen(rule: Rule, appOf: AppLookup): string {
	const parts = [
		rule.protocol === 'all' ? undefined : protocolWords(rule.protocol),
		interfaceWords('in on', rule.in),
		interfaceWords('out on', rule.out),
		addressWords('from', rule.source),
		addressWords('to', rule.destination),
		...rule.matches.map((match) => matchWords(match, appOf)),
	];
	const words = parts.filter((part) => part !== undefined).join(', ');
	return words === '' ? 'every packet' : words;
}

const protocolWords = (protocol: string): string =>
	protocol.startsWith('!') ? `not ${protocol.slice(1).toUpperCase()}` : protocol.toUpperCase();

function interfaceWords(how: string, pattern: string): string | undefined {
	if (pattern === '*') return undefined;
	const not = pattern.startsWith('!');
	const name = (not ? pattern.slice(1) : pattern).replace(/\+$/, '…');
	return not ? `${how} anything but ${name}` : `${how} ${name}`;
}

function addressWords(how: string, address: string): string | undefined {
	if (/^(?:0\.0\.0\.0\/0|::\/0|anywhere)$/.test(address)) return undefined;
	return address.startsWith('!') ? `not ${how} ${address.slice(1)}` : `${how} ${address}`;
}

const SIDES = { source: 'from', destination: 'to', either: 'from or to' } as const;

function matchWords(match: RuleMatch, appOf: AppLookup): string | undefined {
	const not = 'not' in match && match.not ? 'not ' : '';
	switch (match.kind) {
		case 'uid':
			return uidWords(match, appOf);
		case 'user':
			return `${not}of ${match.name}`;
		case 'gid':
			return `${not}of group ${match.ids}`;
		case 'socket':
			return match.not ? WITHOUT_SOCKET : 'of a socket of this phone';
		case 'port':
			return `${not}${SIDES[match.side]} port ${match.ports}`;
		case 'state':
			return `${not}in state ${match.states}`;
		case 'quota':
			return quotaWords(match);
		default:
			return textWords(match);
	}
}

const WITHOUT_SOCKET = 'without a socket';

/** xt_quota fits until the bytes went by; turned round, from then on. */
function quotaWords({ not, bytes, name }: RuleMatch & { readonly kind: 'quota' }): string {
	const words = `${not ? 'after' : 'until'} ${bytes} bytes went by`;
	return name === undefined ? words : `${words} (${name})`;
}

function textWords(match: RuleMatch): string | undefined {
	if (match.kind === 'comment') return `“${match.text}”`;
	return match.kind === 'other' ? match.text : undefined;
}

function uidWords(match: RuleMatch & { readonly kind: 'uid' }, appOf: AppLookup): string {
	const { from, to, not } = match;
	if (not && from === 0 && (to === LARGEST || to === LARGEST_APP)) return WITHOUT_SOCKET;
	const start = not ? 'not of' : 'of';
	if (from === to) return `${start} ${appOf(uid(from)).name}`;
	if (from === 0 && to === 9999) return `${start} the system (uids 0–9999)`;
	if (from === 0 && (to === LARGEST || to === LARGEST_APP)) return `${start} any socket`;
	return `${start} uids ${from}–${to}`;
}

const TARGETS: Readonly<Record<string, string>> = {
	ACCEPT: 'lets pass',
	DROP: 'drops in silence',
	REJECT: 'refuses, and says so to the app',
	RETURN: 'back to the chain before',
	LOG: 'writes a line to the kernel log',
	NFLOG: 'hands a copy to whoever listens',
	MARK: 'marks',
	CONNMARK: 'marks the connection',
	DNAT: 'changes the destination',
	SNAT: 'changes the source',
	REDIRECT: 'sends to a port of this phone',
	MASQUERADE: "replaces the source by the phone's address",
	TCPMSS: 'limits the size of TCP segments',
	CT: 'sets how connections are tracked',
	NOTRACK: 'does not track the connection',
	IDLETIMER: 'restarts the timer of the radio',
	TPROXY: 'hands to a proxy on this phone',
	QUEUE: 'hands to a program, which decides',
	NFQUEUE: 'hands to a program, which decides',
};

/** What becomes of the packets; a target of no known name is a chain. */
export function ruleDoes({ target, goto, matches, options }: Rule): string {
	if (target === undefined) return 'only counts';
	if (!Object.hasOwn(TARGETS, target))
		return goto ? 'goes there for good' : 'goes through that chain';
	const prefix = matches.find((match) => match.kind === 'log')?.prefix;
	const told = options.startsWith(target) ? options.slice(target.length).trim() : options;
	const more = [prefix === undefined ? '' : `“${prefix}”`, told].filter(Boolean).join(', ');
	return `${TARGETS[target] ?? target}${more === '' ? '' : ` (${more})`}`;
}
