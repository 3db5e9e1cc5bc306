import type { RoutingRule } from '../model/routing.ts';
import type { RoutingEra, RuleKind } from '../model/routingFacts.ts';

type Kinds = Readonly<Record<number, RuleKind>>;

/** The same in every kernel (`fib_default_rules_init`). */
const KERNEL: Kinds = { 0: 'local', 32766: 'main', 32767: 'last' };

/** AOSP netd `RouteController.h`, RULE_PRIORITY_*. */
const NETD: Readonly<Record<RoutingEra, Kinds>> = {
	kernel: {},
	'5-11': {
		10000: 'system-override',
		10500: 'oif-override',
		11000: 'vpn-to-local',
		12000: 'secure-vpn',
		12500: 'lockdown',
		13000: 'explicit',
		14000: 'oif',
		15000: 'legacy-system',
		16000: 'legacy-network',
		17000: 'local-network',
		18000: 'tethering',
		19000: 'implicit',
		20000: 'bypassable-vpn',
		21000: 'vpn-fallthrough',
		22000: 'default',
		23000: 'directly-connected',
		32000: 'unreachable',
	},
	'12': {
		10000: 'system-override',
		11000: 'oif-override',
		12000: 'vpn-to-local',
		13000: 'secure-vpn',
		14000: 'lockdown',
		15000: 'uid-explicit',
		16000: 'explicit',
		17000: 'oif',
		18000: 'legacy-system',
		19000: 'legacy-network',
		20000: 'local-network',
		21000: 'tethering',
		22000: 'uid-implicit',
		23000: 'implicit',
		24000: 'bypassable-vpn',
		26000: 'vpn-fallthrough',
		27000: 'uid-default',
		28000: 'uid-unreachable',
		29000: 'default',
		32000: 'unreachable',
	},
	'13': {
		10000: 'system-override',
		11000: 'oif-override',
		12000: 'vpn-to-local',
		13000: 'secure-vpn',
		14000: 'lockdown',
		15000: 'uid-explicit',
		16000: 'explicit',
		17000: 'oif',
		18000: 'legacy-system',
		19000: 'legacy-network',
		20000: 'local-network',
		21000: 'tethering',
		22000: 'uid-implicit',
		23000: 'implicit',
		24000: 'bypassable-vpn',
		25000: 'uid-local-routes',
		26000: 'local-routes',
		27000: 'bypassable-vpn',
		28000: 'vpn-fallthrough',
		29000: 'uid-default',
		30000: 'uid-unreachable',
		31000: 'default',
		32000: 'unreachable',
	},
};

/**
 * Whose numbers these are: by the rules themselves, since that is what is looked at; the API level decides where they
 * do not tell.
 */
export function eraOf(rules: readonly RoutingRule[], sdk: number | undefined): RoutingEra {
	const at = (priority: number, fits: (rule: RoutingRule) => boolean): boolean =>
		rules.some((rule) => rule.priority === priority && fits(rule));
	const bound = ({ oif }: RoutingRule): boolean => oif !== undefined;
	if (at(31_000, isDefault)) return '13';
	if (at(29_000, isDefault)) return '12';
	if (at(22_000, isDefault) || at(14_000, bound) || at(10_500, bound)) return '5-11';
	if (!rules.some(({ priority }) => priority === 10_000)) return 'kernel';
	if (sdk === undefined) return at(17_000, bound) || at(11_000, bound) ? '13' : '5-11';
	if (sdk >= 33) return '13';
	return sdk >= 31 ? '12' : '5-11';
}

/** `fwmark 0x0/0xffff` without a uid: for sockets that no network was chosen for. */
function isDefault({ mark, uids, action }: RoutingRule): boolean {
	return mark?.mask === 0xffff && uids === undefined && action.kind === 'lookup';
}

/** Rules for single apps follow their number by up to 999, in the order in which they count (Android 12 on). */
const STEP = 1000;

/** What netd made a rule for. Others put rules between its own: those are foreign, even under a number of netd's. */
export function kindOf(rule: RoutingRule, era: RoutingEra): RuleKind {
	const { priority } = rule;
	const named = KERNEL[priority] ?? NETD[era][priority];
	if (named !== undefined) return fits(rule, named) ? named : 'foreign';
	const base = NETD[era][Math.floor(priority / STEP) * STEP];
	return base?.startsWith('uid-') === true && rule.uids !== undefined ? base : 'foreign';
}

/** The marks of the rules that others are known to imitate. */
function fits(rule: RoutingRule, kind: RuleKind): boolean {
	if (kind === 'default') return isDefault(rule);
	if (kind === 'lockdown') return rule.action.kind === 'prohibit';
	if (kind === 'uid-default') return rule.uids !== undefined;
	return true;
}
