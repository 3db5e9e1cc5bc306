import type { NetworkIdent, NetworkKind } from '../model/netstats.ts';

/** `ConnectivityManager.TYPE_*`: by number from Android 13 on, by name before. The rest of 0-15 are mobile, for one purpose each. */
const KIND_BY_TYPE: Readonly<Record<string, NetworkKind>> = {
	...{ '1': 'wifi', '6': 'other', '7': 'bluetooth', '8': 'other', '9': 'ethernet' },
	...{ '13': 'wifi', '16': 'proxy', '17': 'vpn', '18': 'other' },
	...{ WIFI: 'wifi', WIFI_P2P: 'wifi', BLUETOOTH: 'bluetooth', ETHERNET: 'ethernet' },
	...{ PROXY: 'proxy', VPN: 'vpn' },
};

export function kindOfType(type: string): NetworkKind {
	const known = KIND_BY_TYPE[type];
	if (known !== undefined) return known;
	return /^(?:\d|1[0-5])$/.test(type) || type.startsWith('MOBILE') ? 'mobile' : 'other';
}

/** Fields of an identity. What follows a comma and is none of them belongs to the name before it. */
const FIELD =
	/^(?:(type|subType|ratType|subscriberId|networkId|wifiNetworkKey|metered|defaultNetwork|oemManaged|subId|transports)=|ROAMING$)/;
/** Networks of one identity set that are kept. */
const MAX_NETWORKS = 32;

/**
 * Reads what stands between `ident=[` and `]` (AOSP `NetworkIdentity.toString`): `{type=1, ..., metered=false}`, several
 * joined by commas, in square brackets on Android 4. A network's name may hold commas, quotes and braces.
 */
export function networksOf(text: string): readonly NetworkIdent[] {
	return text
		.split(/[}\]], [{[](?=type=)/)
		.slice(0, MAX_NETWORKS)
		.map(identOf)
		.filter((ident) => ident !== undefined);
}

function identOf(text: string): NetworkIdent | undefined {
	const fields = fieldsOf(text.replace(/^[{[]/, '').replace(/[}\]]$/, ''));
	const type = fields.get('type');
	if (type === undefined) return undefined;
	return {
		kind: kindOfType(type),
		name: nameOf(fields),
		metered: flagOf(fields.get('metered')),
		roaming: fields.has('ROAMING'),
	};
}

function fieldsOf(text: string): ReadonlyMap<string, string> {
	const fields = new Map<string, string>();
	let open = '';
	for (const piece of text.split(', ')) {
		const [start] = FIELD.exec(piece) ?? [];
		if (start === undefined) fields.set(open, `${fields.get(open) ?? ''}, ${piece}`);
		else {
			open = start.replace('=', '');
			fields.set(open, piece.slice(start.length));
		}
	}
	return fields;
}

/** `"Attic"wpa2-psk` from Android 13 on, `"Attic"` before; of a subscriber the first digits. */
function nameOf(fields: ReadonlyMap<string, string>): string | undefined {
	const network = fields.get('wifiNetworkKey') ?? fields.get('networkId');
	if (network !== undefined) {
		const end = network.lastIndexOf('"');
		return network.startsWith('"') && end > 0 ? network.slice(1, end) : network;
	}
	const subscriber = fields.get('subscriberId');
	return subscriber === 'null' ? undefined : subscriber;
}

const flagOf = (word: string | undefined): boolean | undefined =>
	word === 'true' ? true : word === 'false' ? false : undefined;
