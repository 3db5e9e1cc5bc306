/** Under which uid the phone's name lookups are counted: its resolver asks for all apps. */
export interface DnsPayer {
	/** Who is charged for plain DNS: a uid of the system, or the app that asked. */
	readonly plain: 'root' | 'dns' | 'app';
	readonly words: string;
}

/**
 * Who pays for DNS, by API level: 27 and below root (netd's sockets), 28 and 29 uid 1051 (`fchown` to AID_DNS), from 30
 * on the app (`resolv_tag_socket`); encrypted DNS is always 1051's. Sources: bionic `res_send.c`, AOSP DnsResolver.
 */
export function dnsPayerOf(sdk: number): DnsPayer {
	if (sdk < 28) {
		return {
			plain: 'root',
			words: 'Lookups of every app count for root (uid 0): Android’s netd asks for them.',
		};
	}
	if (sdk < 30) {
		return { plain: 'dns', words: 'Lookups of every app count for the resolver (uid 1051).' };
	}
	return {
		plain: 'app',
		words:
			'Each app pays for its own plain lookups (tag 0xffffff82). Encrypted ones (Private DNS) count for the resolver, uid 1051, whoever asked.',
	};
}
