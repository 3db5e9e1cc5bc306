import type { DnsPayers, PrivateDnsSettings, PrivateDnsWords } from '../model/dns.ts';

/** netd's resolver opens the sockets itself; who is charged changed with it (AOSP bionic `res_send.c`, DnsResolver). */
const OPENER =
	'iptables and packet logs name root (uid 0): they look at who opened the socket, which is the resolver.';

const SINCE_11: DnsPayers = {
	releases: 'Android 11 and later',
	plain: 'the app that asks, under the tag 0xffffff82',
	encrypted: 'the system’s DNS (uid 1051), for every app together',
	firewall: OPENER,
};

const SINCE_9: DnsPayers = {
	releases: 'Android 9 and 10',
	plain: 'the system’s DNS (uid 1051), for every app together',
	encrypted: 'the same uid 1051',
	firewall: OPENER,
};

const SINCE_4: DnsPayers = {
	releases: 'Android 4.0 to 8.1',
	plain: 'root (uid 0), shown as “Android OS”, for every app together',
	encrypted: undefined,
	firewall: 'iptables and packet logs name root too.',
};

const FIRST: DnsPayers = {
	releases: 'Android 2.3 and before',
	plain: 'the app that asks: it sends the question itself',
	encrypted: undefined,
	firewall: 'iptables names the app too.',
};

/** Who is charged for DNS on a phone of this API level. */
export function dnsPayers(sdk: number): DnsPayers {
	if (sdk >= 30) return SINCE_11;
	if (sdk >= 28) return SINCE_9;
	return sdk >= 14 ? SINCE_4 : FIRST;
}

/** Android 9. */
const FIRST_PRIVATE_DNS = 28;

/** What the settings come to; undefined on a release that cannot encrypt DNS. */
export function privateDnsWords(
	settings: PrivateDnsSettings,
	sdk: number | undefined,
): PrivateDnsWords | undefined {
	if (sdk !== undefined && sdk < FIRST_PRIVATE_DNS) return undefined;
	const mode = settings.mode ?? settings.defaultMode ?? 'opportunistic';
	if (mode === 'off') {
		return {
			mode: 'Off',
			meaning: 'Every question leaves in the clear: the network sees each name.',
			clear: true,
		};
	}
	if (mode === 'hostname') {
		return {
			mode: 'One server, strictly',
			meaning: `Only ${settings.specifier ?? 'a named server'} is asked, encrypted. Where it does not answer, no name resolves.`,
			clear: false,
		};
	}
	return {
		mode: 'Automatic',
		meaning:
			'The network’s own servers are asked, encrypted where they can; where they cannot, in the clear, and nobody is told.',
		clear: true,
	};
}
