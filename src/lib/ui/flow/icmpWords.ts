// What ICMP says of a flow's packets (RFC 792, RFC 1122 3.2.2.1, RFC 4443 3).

const UNREACHABLE = [
	'The network cannot be reached',
	'The host cannot be reached',
	'The host does not speak this protocol',
	'Nothing listens on the port',
	'A packet was too big for the way, and must not be split',
	'The source route failed',
	'The network is unknown',
	'The host is unknown',
	'The source is isolated',
	'A firewall forbids the network',
	'A firewall forbids the host',
	'The network cannot be reached for this kind of service',
	'The host cannot be reached for this kind of service',
	'A firewall forbids it',
	'The host comes before others',
	'Its precedence is too low',
];

const UNREACHABLE_V6 = [
	'There is no route to the host',
	'A firewall forbids it',
	'The host is beyond the reach of the source address',
	'The host cannot be reached',
	'Nothing listens on the port',
	'The source address is refused by policy',
	'The route to the host rejects it',
];

const V4: ReadonlyMap<number, readonly string[]> = new Map([
	[3, UNREACHABLE],
	[4, ['A router asks to send slower']],
	[5, ['A router knows a shorter way']],
	[11, ['The packet went over too many routers', 'Not all fragments came in time']],
	[12, ['The packet has an error in its header']],
]);

const V6: ReadonlyMap<number, readonly string[]> = new Map([
	[1, UNREACHABLE_V6],
	[2, ['A packet was too big for the way']],
	[3, ['The packet went over too many routers', 'Not all fragments came in time']],
	[
		4,
		[
			'The packet has an error in its header',
			'The host does not speak this protocol',
			'The host does not know an option',
		],
	],
]);

/** An error of ICMP, or of ICMPv6 where the flow is of IPv6, as a sentence without a full stop. */
export function icmpWords(type: number, code: number, isV6: boolean): string {
	return (isV6 ? V6 : V4).get(type)?.[code] ?? `ICMP type ${type}, code ${code}`;
}
