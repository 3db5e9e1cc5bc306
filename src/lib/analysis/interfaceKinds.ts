import type { InterfaceKind } from '../model/interfaceSeen.ts';

const kind = (
	title: string,
	words: string,
	counts: InterfaceKind['counts'] = 'once',
): InterfaceKind => ({ title, words, counts });

const OTHER = kind('Other', 'A name that Android itself does not use.');
export const MOBILE = kind('Mobile data', 'One data connection to the mobile network.');
export const TRANSPORT = kind(
	'Modem transport',
	'The way to the modem, on which the bytes of every mobile data connection travel.',
	'again',
);
export const VPN = kind('VPN', 'What apps send into a VPN, before it is encrypted.', 'again');
/** AOSP `IpSecService` numbers them for its own VPNs and for the carrier's tunnel (`packages/services/Iwlan`). */
export const IPSEC = kind(
	'IPsec',
	'What goes into an IPsec tunnel of Android itself: a VPN, or calls and messages over Wi-Fi.',
	'again',
);
export const CLAT = kind(
	'464xlat',
	'IPv4 of apps on a network that only has IPv6: each packet leaves again as IPv6.',
	'again',
);
export const TETHERED = kind(
	'Tethering',
	'Devices that use this phone’s network are on its other side.',
	'again',
);
const BRIDGE = kind('Bridge', 'Joins interfaces, whose bytes it counts once more.', 'again');
const COPY = kind(
	'Traffic shaping',
	'What another interface received, counted once more.',
	'again',
);

/** The first that fits counts: transports and clat before what they carry. Names: AOSP and makers' kernels. */
const byName: readonly (readonly [RegExp, InterfaceKind])[] = [
	[/^lo$/, kind('Loopback', 'The phone speaks to itself; received and sent are alike.', 'inside')],
	[/^dummy\d/, kind('Dummy', 'Leads nowhere; Android sends it what has no network.', 'inside')],
	[/^ifb\d/, COPY],
	[/^(?:v4-|clat)/, CLAT],
	[/^rmnet_(?:ipa|usb|mhi|ctrl|smux)/, TRANSPORT],
	[
		/^r_rmnet/,
		kind(
			'Mobile over Wi-Fi',
			'Between the modem and Wi-Fi: calls and messages of the operator (IWLAN), which Wi-Fi counts too.',
			'again',
		),
	],
	[/^umts_d/, kind('Modem', 'Diagnosis and control of the modem, no data of apps.')],
	[/^(?:rmnet|cdma_rmnet|ccmni|seth_|sipa_eth|pdp|vsnet|wwan|umts)/, MOBILE],
	[/^(?:ipsec|xfrm)\d/, IPSEC],
	[/^(?:tun|wg|utun)\d/, VPN],
	[/^ppp\d/, kind('Point to point', 'A VPN (L2TP, PPTP); on old phones the modem.')],
	[/^p2p/, kind('Wi-Fi Direct', 'Devices connected without an access point.')],
	[/^(?:ap_br_|br\d|br-|bridge)/, BRIDGE],
	[/^(?:ap\d|swlan|softap|wl0\.1)/, TETHERED],
	[/^wlan0$/, kind('Wi-Fi', 'The connection to an access point.')],
	[/^wlan\d/, kind('Second Wi-Fi', 'A hotspot, or a second connection to an access point.')],
	[/^(?:rndis|ncm|usb)\d/, TETHERED],
	[/^(?:bt-pan|bnep)/, kind('Bluetooth', 'A network over Bluetooth, mostly tethering.')],
	[/^eth\d/, kind('Ethernet', 'A cable; in an emulator also its mobile network.')],
	[/^(?:aware_|nan\d)/, kind('Wi-Fi Aware', 'Devices that found each other nearby.')],
	[/^(?:wpan|thread-)/, kind('Thread', 'Devices of a smart home, over IEEE 802.15.4.')],
	[/^(?:radiotap|mon\d|mon\.)/, kind('Monitor', 'Raw Wi-Fi frames, for diagnosis.', 'inside')],
	[/^bond\d/, kind('Bond', 'Joins several interfaces to one; Android does not use it.', 'again')],
	[
		/^(?:sit|ip6tnl|ip6?_vti|gre|gretap|erspan|ip6gre|tunl|ip6_tun)/,
		kind(
			'Tunnel template',
			'The kernel makes one of each type; phones leave them unused.',
			'again',
		),
	],
];

/** By the word behind `link/` of ip: what the name did not tell. */
const byLinkType: ReadonlyMap<string, InterfaceKind> = new Map([
	['rawip', MOBILE],
	['[519]', MOBILE],
	['[530]', MOBILE],
	['ppp', kind('Point to point', 'A VPN (L2TP, PPTP), or a modem.')],
]);

/** What an interface is. Names are habits: a maker may choose any. */
export function kindOf(name: string, linkType?: string): InterfaceKind {
	const named = byName.find(([pattern]) => pattern.test(name))?.[1];
	return named ?? byLinkType.get(linkType ?? '') ?? OTHER;
}
