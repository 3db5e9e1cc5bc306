import type { Chain, Firewall, IpFamily, UidFirewall } from '../model/firewall.ts';
import type { Hold, HoldEffect } from '../model/firewallView.ts';
import type { NetPolicy } from '../model/netPolicy.ts';
import { appIdOf, type Uid } from '../model/uid.ts';
import { PLACES } from './firewallChains.ts';
import { uidsNamed, verdictOf } from './firewallVerdict.ts';

/** The chains of `filter` by family: verdicts are asked for many uids. */
export type Filters = readonly (readonly [IpFamily, ReadonlyMap<string, Chain>])[];

export const filtersOf = (firewall: Firewall | undefined): Filters =>
	(firewall?.tables ?? [])
		.filter(({ name }) => name === 'filter')
		.map(({ family, chains }) => [family, new Map(chains.map((chain) => [chain.name, chain]))]);

const hold = (by: Hold['by'], effect: HoldEffect, what: string, why: string): Hold => ({
	...{ by, effect, what, why },
	...{ packets: undefined, shared: false },
});

/** Where rules of iptables let an app out and where not. */
export const holdsOfRules = (filters: Filters, uid: Uid): readonly Hold[] =>
	PLACES.flatMap(([name, what]) => {
		const found = filters.flatMap(([family, chains]) => {
			const chain = chains.get(name);
			if (chain === undefined || (chain.references === 0 && !isRoaming(name))) return [];
			const one = holdIn(chains, name, uid);
			return one === undefined ? [] : [{ family, hold: { ...one, what } }];
		});
		return joined(found, filters.length);
	});

interface OfFamily {
	readonly family: IpFamily;
	readonly hold: Hold;
}

/** What holds for both families is said once; what holds for one of two, with its name. */
function joined(found: readonly OfFamily[], families: number): readonly Hold[] {
	const [first, second] = found.map((one) => one.hold);
	if (first === undefined) return [];
	if (second?.effect === first.effect) {
		const packets = (first.packets ?? 0) + (second.packets ?? 0);
		return [{ ...first, packets, shared: first.shared || second.shared }];
	}
	if (families === 1) return [first];
	return found.map(({ family, hold: one }) => ({
		...one,
		what: `${one.what}, ${family === 'ipv4' ? 'IPv4' : 'IPv6'}`,
	}));
}

/** AFWall+ hooks in one of them at a time; the other waits for a journey. */
const isRoaming = (name: string): boolean => name === 'afwall-3g-roam' || name === 'afwall-3g-home';

function holdIn(chains: ReadonlyMap<string, Chain>, name: string, uid: Uid): Hold | undefined {
	const { kind, rule } = verdictOf(chains, name, uid);
	if (rule === undefined) return undefined;
	const named = uidsNamed(rule).includes(uid);
	const blocked = kind === 'dropped';
	// What the firewall of Android does for every network has a place of its own.
	if (name === 'OUTPUT' && rule.target?.startsWith('fw_') === true) return undefined;
	// Only metered networks lead into the penalty box.
	const stopped = name.startsWith('bw_') ? 'limited' : 'blocked';
	// An exception is news only where it names the app: everybody passes an open chain.
	if (!blocked && !named) return undefined;
	const whom = named ? 'A rule for this app' : 'A rule for everybody who is not named before it';
	return {
		...hold(
			'rule',
			blocked ? stopped : 'allowed',
			'',
			`${whom} in ${name} ${blocked ? 'blocks' : 'lets it pass'}.`,
		),
		packets: rule.packets,
		shared: !named,
	};
}

/** Chains of the eBPF firewall in which a uid has to stand to pass (`bpf_progs/netd.c`, `bpf_owner_match`). */
const ALLOW: Readonly<Record<string, readonly [what: string, why: string]>> = {
	DOZABLE: ['Doze', 'The phone sleeps: only apps on the list of exceptions have a network.'],
	POWERSAVE: ['Battery saver', 'Battery saver is on: no network in the background.'],
	RESTRICTED: ['Restricted networking', 'Only apps with a permission for it have a network.'],
	LOW_POWER_STANDBY: ['Low-power standby', 'Only apps on the list of exceptions have a network.'],
	BACKGROUND: ['Background', 'Apps that are not in front have no network (Android 15 on).'],
};

/** Chains in which a uid must not stand. */
const DENY: Readonly<Record<string, readonly [what: string, why: string]>> = {
	STANDBY: ['App standby', 'Not used for long: no network in the background.'],
	OEM_DENY_1: ['Cut off', "The maker's firewall, or a tool that uses its first chain, blocks it."],
	OEM_DENY_2: ['Cut off', "The maker's firewall, or a tool that uses its second chain, blocks it."],
	OEM_DENY_3: [
		'Cut off',
		'Blocked until the next start of the phone, by "cmd connectivity" or a tool that uses it.',
	],
};

/** Marks that count without a chain that is switched on. */
const MARKS: Readonly<Record<string, readonly [HoldEffect, what: string, why: string]>> = {
	PENALTY_BOX: ['limited', 'Metered networks', 'Background data is off for it.'],
	PENALTY_BOX_USER: ['limited', 'Metered networks', 'A person turned its background data off.'],
	PENALTY_BOX_ADMIN: ['limited', 'Metered networks', "The phone's administrator forbids it."],
	HAPPY_BOX: ['allowed', 'Data saver', 'Data saver makes an exception for it.'],
	LOCKDOWN_VPN: ['limited', 'Lockdown VPN', 'It may be reached through the VPN alone.'],
	IIF: ['limited', 'One interface', 'It may be reached over one interface alone: that of its VPN.'],
};

/** What the kernel's firewall per uid says; the system's own uids pass all of its chains. */
export function holdsOfMap(map: UidFirewall | undefined, uid: Uid): readonly Hold[] {
	if (map === undefined) return [];
	const row = map.rows.find((one) => one.uid === uid);
	const holds = (row?.matches ?? []).flatMap((name) => markHold(name));
	if (appIdOf(uid) >= 10_000) {
		for (const name of map.enabled) holds.push(...chainHold(name, row?.matches ?? []));
	}
	if (map.noInternet.includes(uid)) {
		holds.push(hold('map', 'blocked', 'No permission', 'It has no INTERNET permission.'));
	}
	return holds;
}

function markHold(name: string): Hold[] {
	const mark = Object.hasOwn(MARKS, name) ? MARKS[name] : undefined;
	return mark === undefined ? [] : [hold('map', ...mark)];
}

function chainHold(name: string, matches: readonly string[]): readonly Hold[] {
	const listed = matches.includes(name);
	const allow = Object.hasOwn(ALLOW, name) ? ALLOW[name] : undefined;
	const deny = Object.hasOwn(DENY, name) ? DENY[name] : undefined;
	if (allow !== undefined) {
		const [what, why] = allow;
		return [
			hold(
				'map',
				listed ? 'allowed' : 'blocked',
				what,
				listed ? 'It is one of the exceptions.' : why,
			),
		];
	}
	return deny !== undefined && listed ? [hold('map', 'blocked', ...deny)] : [];
}

/** Words of `dumpsys netpolicy`: policies, rules of older releases, reasons of newer ones. */
const POLICIES: Readonly<Record<string, readonly [HoldEffect, what: string, why: string]>> = {
	REJECT_METERED_BACKGROUND: [
		'limited',
		'Metered networks',
		'Background data is off for it in its settings.',
	],
	ALLOW_METERED_BACKGROUND: [
		'allowed',
		'Data saver',
		'Unrestricted data usage is on in its settings.',
	],
	REJECT_ALL: ['blocked', 'Every network', 'Android gives it no network now.'],
	REJECT_METERED: ['limited', 'Metered networks', 'Android keeps it off metered networks now.'],
	REJECT_WIFI: ['limited', 'Wi-Fi', 'Wi-Fi is off for it in its settings.'],
	REJECT_CELLULAR: ['limited', 'Mobile data', 'Mobile data is off for it in its settings.'],
	REJECT_VPN: ['limited', 'VPN', 'VPN is off for it in its settings.'],
	DOZE: ['blocked', 'Doze', 'The phone sleeps.'],
	BATTERY_SAVER: ['blocked', 'Battery saver', 'Battery saver is on.'],
	APP_STANDBY: ['blocked', 'App standby', 'Not used for long.'],
	RESTRICTED_MODE: ['blocked', 'Restricted networking', 'It lacks the permission.'],
	LOCKDOWN_VPN: ['blocked', 'Lockdown VPN', 'Nothing goes past the VPN.'],
	LOW_POWER_STANDBY: ['blocked', 'Low-power standby', 'The device stands by.'],
	APP_BACKGROUND: ['blocked', 'Background', 'It is not in front.'],
	METERED_DATA_SAVER: ['limited', 'Metered networks', 'Data saver is on.'],
	METERED_USER_RESTRICTED: [
		'limited',
		'Metered networks',
		'A person turned its background data off.',
	],
	METERED_ADMIN_DISABLED: ['limited', 'Metered networks', "The phone's administrator forbids it."],
};

export function holdsOfPolicy(policy: NetPolicy | undefined, uid: Uid): readonly Hold[] {
	const set = policy?.uidPolicies.find((one) => one.uid === uid)?.policies ?? [];
	const state = policy?.uidStates.find((one) => one.uid === uid);
	const words = new Set([...set, ...(state?.rules ?? []), ...(state?.blocked ?? [])]);
	return [...words].flatMap((word) => {
		const known = Object.hasOwn(POLICIES, word) ? POLICIES[word] : undefined;
		return known === undefined ? [] : [hold('policy', ...known)];
	});
}
