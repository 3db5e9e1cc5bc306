import type { ServiceName } from '#lib/model/service.ts';
import { askFrames, type Field, type Frame } from './frame.ts';

/** Services by tshark's names of their protocols. */
const SERVICES: Readonly<Record<string, ServiceName>> = {
	dhcp: 'dhcp',
	dhcpv6: 'dhcpv6',
	ntp: 'ntp',
	stun: 'stun',
	classicstun: 'stun',
	wg: 'wireguard',
	openvpn: 'openvpn',
	mqtt: 'mqtt',
	xmpp: 'xmpp',
	isakmp: 'ike',
	esp: 'esp',
	udpencap: 'esp',
	sip: 'sip',
	rtp: 'rtp',
	rtcp: 'rtcp',
	rtsp: 'rtsp',
	ssdp: 'ssdp',
	ssh: 'ssh',
	ftp: 'ftp',
	smtp: 'smtp',
	pop: 'pop3',
	imap: 'imap',
	telnet: 'telnet',
	socks: 'socks',
	snmp: 'snmp',
	radius: 'radius',
	syslog: 'syslog',
	tftp: 'tftp',
	bittorrent: 'bittorrent',
	'bt-dht': 'bittorrent',
	'bt-utp': 'bittorrent',
	nbdgm: 'netbios',
	smb: 'smb',
	smb2: 'smb',
	rdp: 'rdp',
	rdpudp: 'rdp',
	vnc: 'vnc',
	resp: 'redis',
	pgsql: 'postgresql',
	mysql: 'mysql',
	coap: 'coap',
	adb: 'adb',
};

/** Those that are told by how a conversation begins; names, TLS and HTTP are compared elsewhere. */
export const COMPARED: ReadonlySet<ServiceName> = new Set(Object.values(SERVICES));

/** What other readers tell, as far as it may stand in the place of one of the above. */
const OTHERS: Readonly<Record<string, ServiceName>> = {
	dns: 'dns',
	mdns: 'mdns',
	llmnr: 'llmnr',
	nbns: 'nbns',
	tls: 'tls',
	dtls: 'dtls',
	quic: 'quic',
	http: 'http',
};

/** What tshark dissected in a conversation: its own names, and the services they stand for. */
export interface Dissected {
	readonly protocols: ReadonlySet<string>;
	readonly services: ReadonlySet<ServiceName>;
}

export const conversationKey = (protocol: string, ...ends: readonly [string, string]): string =>
	`${protocol} ${[...ends].sort().join(' ')}`;

/** Of every two, one is empty: a packet has one network and one transport. */
const ENDS: readonly (readonly Field[])[] = [
	['ip.src', 'ipv6.src'],
	['ip.dst', 'ipv6.dst'],
	['tcp.srcport', 'udp.srcport'],
	['tcp.dstport', 'udp.dstport'],
];

/** The protocols in each TCP and UDP conversation. Packets inside packets and quoted ones are left out. */
export async function askDissected(path: string): Promise<ReadonlyMap<string, Dissected>> {
	const all = new Map<string, Set<string>>();
	for (const frame of (await askFrames(path)).frames) {
		const { key, inside } = readFrame(frame);
		const known = all.get(key) ?? new Set();
		for (const protocol of inside) all.set(key, known.add(protocol));
	}
	return new Map(
		[...all].map(([key, protocols]) => [key, { protocols, services: servicesOf(protocols) }]),
	);
}

/** The conversation of a frame, and what is inside its transport; nothing where a field has two values. */
function readFrame(frame: Frame): { key: string; inside: readonly string[] } {
	const ends = ENDS.map((fields) => fields.flatMap((field) => frame(field)));
	const [from = '', to = '', fromPort = '', toPort = ''] = ends.map((values) => values.join(''));
	const protocols = frame('frame.protocols').join(':').split(':');
	const transport = protocols.findIndex((name) => name === 'tcp' || name === 'udp');
	const isSingle = transport >= 0 && !ENDS.flat().some((field) => frame(field).length > 1);
	return {
		key: conversationKey(protocols[transport] ?? '', `${from}:${fromPort}`, `${to}:${toPort}`),
		inside: isSingle ? protocols.slice(transport + 1) : [],
	};
}

function servicesOf(protocols: ReadonlySet<string>): ReadonlySet<ServiceName> {
	const both = { ...SERVICES, ...OTHERS };
	return new Set([...protocols].flatMap((protocol) => both[protocol] ?? []));
}
