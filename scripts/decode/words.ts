import type { Stop } from '#lib/model/capture.ts';

/** IANA protocol numbers by their keywords, in lower case; all others as the number. */
const PROTOCOLS: ReadonlyMap<number, string> = new Map([
	[1, 'icmp'],
	[2, 'igmp'],
	[6, 'tcp'],
	[17, 'udp'],
	[41, 'ipv6'],
	[47, 'gre'],
	[50, 'esp'],
	[51, 'ah'],
	[58, 'icmpv6'],
	[89, 'ospf'],
	[103, 'pim'],
	[132, 'sctp'],
]);

export const protocolWord = (protocol: number): string =>
	PROTOCOLS.get(protocol) ?? String(protocol);

export const STOPPED: Readonly<Record<Stop['reason'], string>> = {
	'not-a-capture': 'this is no capture',
	'unsupported-format': 'this version of the format is not supported',
	truncated: 'the file ends in the middle of a record',
	malformed: 'a record contradicts itself',
	'unsupported-link-type': 'this kind of link is not supported',
	cancelled: 'it was cancelled',
	unreadable: 'the file could not be read any further',
};
