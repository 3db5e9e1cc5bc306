import type { JudgedSysctl, Sysctl, SysctlVerdict } from '../model/sysctl.ts';
import { IPV4_RULES, IPV6_RULES } from './sysctlIpRules.ts';
import type { SysctlRule } from './sysctlRule.ts';
import { TCP_RULES } from './sysctlTcpRules.ts';

export const SYSCTL_RULES: readonly SysctlRule[] = [...IPV4_RULES, ...TCP_RULES, ...IPV6_RULES];

/** Interfaces on which somebody else can be: Wi-Fi, cable, what tethering makes; and the settings for all of them. */
const WITH_NEIGHBOURS = /^(?:all$|default$|wlan|swlan|softap|ap|p2p|eth|usb|rndis|ncm|bt-pan)/;

const ORDER: Readonly<Record<SysctlVerdict, number>> = { risky: 0, unusual: 1, fine: 2 };

/**
 * Every setting that we know with what it means, the worth-a-look first, else in the order of our list. Interfaces
 * with the same value and verdict share a row.
 */
export function judgedSysctls(values: readonly Sysctl[]): readonly JudgedSysctl[] {
	const byKey = Map.groupBy(values, ({ key }) => key);
	const rows = SYSCTL_RULES.flatMap((rule) => judged(rule, byKey.get(rule.key) ?? []));
	return rows.sort((a, b) => ORDER[a.verdict] - ORDER[b.verdict]);
}

function judged(rule: SysctlRule, values: readonly Sysctl[]): readonly JudgedSysctl[] {
	const rows = new Map<string, JudgedSysctl & { readonly interfaces: string[] }>();
	for (const { interface: on, value } of values) {
		const note = rule.notes?.find(
			(one) => one.values.includes(value) !== (one.not ?? false) && counts(one.where, on),
		);
		const verdict = note?.verdict ?? 'fine';
		const id = `${value} ${verdict}`;
		const row = rows.get(id) ?? {
			...{ name: rule.key.replaceAll('/', '.'), interfaces: [], value },
			...{ meaning: rule.meaning, usual: rule.usual, verdict, why: note?.why },
		};
		if (on !== undefined) row.interfaces.push(on);
		rows.set(id, row);
	}
	return [...rows.values()];
}

function counts(where: 'all' | 'links' | undefined, on: string | undefined): boolean {
	if (where === 'all') return on === 'all';
	return where === undefined || (on !== undefined && WITH_NEIGHBOURS.test(on));
}
