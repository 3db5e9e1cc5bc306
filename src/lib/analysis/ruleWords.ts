import type { MarkTest } from '../model/routing.ts';
import type { RuleKind } from '../model/routingFacts.ts';

/** What each kind of rule is called, and what it is for (AOSP netd `RouteController.cpp`). */
export const RULE_WORDS: Readonly<Record<RuleKind, readonly [title: string, meaning: string]>> = {
	local: ['The phone itself', 'Addresses of the phone, loopback and broadcast, before all else.'],
	'system-override': [
		'System past the VPN',
		'The system itself may use routes of its own, VPN or not.',
	],
	'oif-override': [
		'Root, bound to an interface',
		'Root that bound a socket to an interface is heard before any VPN.',
	],
	'vpn-to-local': [
		'From the VPN to tethered devices',
		'What comes in by the VPN may go to devices that the phone shares its network with.',
	],
	'secure-vpn': [
		'VPN for these apps',
		'These uids go through the VPN, whatever network they would have chosen.',
	],
	lockdown: [
		'VPN lockdown',
		'What these uids send and the VPN above did not take is refused: nothing goes beside it.',
	],
	'uid-explicit': [
		'Network these apps chose',
		'Apps that asked for this network by name, and are allowed to.',
	],
	explicit: ['Network the app chose', 'A socket that an app tied to this network goes there.'],
	oif: ['Bound to an interface', 'A socket that was bound to this interface goes out of it.'],
	'legacy-system': ['Old routes of the system', 'Routes that old calls added for the system.'],
	'legacy-network': ['Old routes of apps', 'Routes that old calls (requestRouteToHost) added.'],
	'local-network': [
		'Tethered devices',
		'Devices that the phone shares its network with are reached here.',
	],
	tethering: [
		'Tethering',
		'What tethered devices send leaves by this network. No VPN and no uid has a part in it.',
	],
	'uid-implicit': [
		'Network these apps already use',
		'Sockets of these uids that have been given this network stay on it.',
	],
	implicit: ['Network the socket already has', 'A connection stays on the network it began on.'],
	'bypassable-vpn': [
		'VPN that apps may pass by',
		'These uids go through the VPN, unless they chose another network.',
	],
	'uid-local-routes': [
		'Hosts on the link, for these apps',
		'What is on the same link is reached directly.',
	],
	'local-routes': ['Hosts on the link', 'What is on the same link is reached directly.'],
	'vpn-fallthrough': [
		'What the VPN does not take',
		'Destinations that a VPN leaves out go by the network below it.',
	],
	'uid-default': [
		'Default network of these apps',
		'The system gave these uids a default network of their own.',
	],
	'uid-unreachable': ['No network for these apps', 'The system wants these uids offline.'],
	default: ['Default network', 'All that no rule above decided leaves by this network.'],
	'directly-connected': ['Links, for root', 'Hosts on a link that has no network yet.'],
	unreachable: ['Nothing left', 'Who came this far is told that the network is unreachable.'],
	main: ['Main table', 'The only table of phones before Android 5; later it holds links.'],
	last: ['Last resort', 'As a rule an empty table.'],
	foreign: ['Not netd’s', 'Added by the maker of the phone, a proxy, or an app with root.'],
};

/** AOSP netd `Fwmark.h`. */
const BITS = {
	netId: 0xffff,
	explicit: 0x1_0000,
	protected: 0x2_0000,
	permission: 0xc_0000,
	billed: 0x10_0000,
} as const;
const KNOWN = Object.values(BITS).reduce((all, bits) => all | bits, 0);

/** Network numbers that netd keeps for itself (AOSP `NetdConstants.h`, `INetd.aidl`). */
const NETWORKS: Readonly<Record<number, string>> = {
	51: 'the dummy network',
	52: 'the network without a way out',
	99: 'the network of tethered devices',
};

export const networkWords = (netId: number): string => NETWORKS[netId] ?? `network ${netId}`;

/** What a rule asks of the mark, in words: "network 100, chosen by the app". */
export function markWords({ value, mask }: MarkTest): string {
	const words: string[] = [];
	const netId = value & BITS.netId;
	if ((mask & BITS.netId) !== 0)
		words.push(netId === 0 ? 'no network given yet' : networkWords(netId));
	if ((mask & BITS.explicit) !== 0) {
		words.push((value & BITS.explicit) === 0 ? 'not chosen by the app' : 'chosen by the app');
	}
	if ((mask & BITS.protected) !== 0) {
		words.push((value & BITS.protected) === 0 ? 'not kept from the VPN' : 'kept from the VPN');
	}
	const permission = permissionWords({ value, mask });
	if (permission !== undefined) words.push(permission);
	if ((mask & BITS.billed) !== 0) {
		words.push((value & BITS.billed) === 0 ? 'not charged yet' : 'charged already');
	}
	const others = (mask & ~KNOWN) >>> 0;
	if (others !== 0) words.push(`other bits 0x${((value & others) >>> 0).toString(16)}`);
	return words.join(', ');
}

/** What a rule asks of the app's rights; undefined where it asks nothing. */
export function permissionWords({ value, mask }: MarkTest): string | undefined {
	const asked = mask & BITS.permission;
	if (asked === 0) return undefined;
	if ((value & asked) === 0) return 'without rights';
	return (value & asked) === 0x4_0000
		? 'with the right to change networks'
		: 'with the system’s rights';
}

/** What the mark of a socket says, in words. */
export function socketMarkWords(mark: number): string {
	if (mark === 0) return 'nothing yet';
	const chosen = (mark & BITS.explicit) !== 0 ? BITS.explicit : 0;
	const rights = (mark & BITS.permission) !== 0 ? BITS.permission : 0;
	return markWords({ value: mark, mask: BITS.netId | chosen | (mark & BITS.protected) | rights });
}
