// Names as a link shows them: those of the public internet.

const HIDDEN = '(hidden)';

/** Six bytes in hexadecimal, together or with the usual separators, and no longer run of digits around them. */
const HARDWARE_ID =
	/(?<![0-9a-f])(?:[0-9a-f]{12}|[0-9a-f]{2}(?:([-:._])[0-9a-f]{2})(?:\1[0-9a-f]{2}){4})(?![0-9a-f])/gi;

/** Names that only mean something at the phone's own place: a router's zone, a neighbour, a reversed address. */
const LOCAL_ZONES = [
	'local', // RFC 6762
	'localdomain',
	'localhost', // RFC 6761
	'lan',
	'home',
	'home.arpa', // RFC 8375
	'internal',
	'intranet',
	'corp',
	'private',
	'in-addr.arpa',
	'ip6.arpa',
	'fritz.box',
	'speedport.ip',
	'onion', // RFC 7686
] as const;

/** `enx0a1b2c3d4e5f` without the MAC that some systems put into an interface's name. */
export const withoutHardwareIds = (text: string): string => {
	const prefixed = text.replace(/^(en[xu]|wl[xu])[0-9a-f]{12}$/i, `$1${HIDDEN}`);
	return prefixed.replace(HARDWARE_ID, HIDDEN);
};

/** Letters, digits, `-`, `_` and a wildcard: a user name, a port or an escaped byte is in no public host's name. */
const HOST_NAME = /^[a-z0-9._*-]+$/;

/** An address in the place of a name (RFC 9110 7.2): whether it may be shown, the flow's own ends say. */
const IPV4 = /^[\d.]+$/;

/** The name, or undefined where it names somebody's own machine rather than a service. */
export function shareableName(name: string): string | undefined {
	const plain = name.toLowerCase().replace(/\.$/, '');
	if (!plain.includes('.') || !HOST_NAME.test(plain) || IPV4.test(plain)) return undefined;
	if (LOCAL_ZONES.some((zone) => plain.endsWith(`.${zone}`))) return undefined;
	return withoutHardwareIds(name);
}
