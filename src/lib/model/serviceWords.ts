import type { ServiceName } from './service.ts';

interface Words {
	readonly title: string;
	/** What it is and what for, in one sentence without a full stop. */
	readonly sentence: string;
}

const WORDS: Readonly<Record<ServiceName, Words>> = {
	dns: {
		title: 'DNS',
		sentence: 'Asks for the addresses of names, readable by anybody on the way',
	},
	mdns: {
		title: 'mDNS',
		sentence: 'Multicast DNS: looks for printers, TVs and speakers in the local network',
	},
	llmnr: { title: 'LLMNR', sentence: 'Asks the neighbours for names, mostly by Windows' },
	nbns: {
		title: 'NBNS',
		sentence: 'NetBIOS names: asks the neighbours for names the old Windows way',
	},
	tls: { title: 'TLS', sentence: 'An encrypted connection, such as HTTPS' },
	dtls: { title: 'DTLS', sentence: 'Encrypted datagrams: calls in browsers, some VPNs' },
	quic: { title: 'QUIC', sentence: 'An encrypted connection in datagrams, such as HTTP/3' },
	http: { title: 'HTTP', sentence: 'The web in clear text: anybody on the way can read it' },
	dhcp: { title: 'DHCP', sentence: 'Asks the network for an address' },
	dhcpv6: { title: 'DHCPv6', sentence: 'Asks the network for IPv6 addresses and settings' },
	ntp: { title: 'NTP', sentence: 'Asks a server what time it is' },
	stun: {
		title: 'STUN',
		sentence: "Finds the own public address for a call, and often carries the call's media",
	},
	wireguard: { title: 'WireGuard', sentence: 'A VPN: what is inside cannot be seen here' },
	openvpn: { title: 'OpenVPN', sentence: 'A VPN: what is inside cannot be seen here' },
	mqtt: { title: 'MQTT', sentence: 'Short messages of apps and smart devices' },
	xmpp: { title: 'XMPP', sentence: 'Messages and push notices over one long connection' },
	ike: {
		title: 'IKE',
		sentence: 'IPsec key exchange: sets up a tunnel for a VPN or for calls over Wi-Fi',
	},
	esp: { title: 'IPsec', sentence: 'An encrypted IPsec tunnel: a VPN, or calls over Wi-Fi' },
	sip: { title: 'SIP', sentence: 'Sets up telephone calls' },
	rtp: { title: 'RTP', sentence: 'Sound or picture of a call or a stream' },
	rtcp: { title: 'RTCP', sentence: 'Reports how well sound and picture of a call arrive' },
	rtsp: {
		title: 'RTSP',
		sentence: 'Controls a video stream, such as a camera or a mirrored screen',
	},
	ssdp: {
		title: 'SSDP',
		sentence: 'UPnP: looks for TVs, routers and speakers in the local network',
	},
	ssh: { title: 'SSH', sentence: 'An encrypted remote shell or file transfer' },
	ftp: { title: 'FTP', sentence: 'Transfers files in clear text' },
	smtp: { title: 'SMTP', sentence: 'Sends mail to a server' },
	pop3: { title: 'POP3', sentence: 'Fetches mail from a server' },
	imap: { title: 'IMAP', sentence: 'Reads mail on a server' },
	telnet: { title: 'Telnet', sentence: 'A remote shell in clear text' },
	socks: { title: 'SOCKS', sentence: 'Speaks with other hosts through a proxy' },
	'gtp-u': { title: 'GTP', sentence: "A mobile carrier's tunnel for one phone's traffic" },
	vxlan: { title: 'VXLAN', sentence: 'A tunnel for Ethernet between data centres' },
	geneve: { title: 'Geneve', sentence: 'A tunnel for Ethernet between data centres' },
	teredo: { title: 'Teredo', sentence: 'A tunnel for IPv6 through IPv4 routers' },
	'ip-in-ip': { title: 'IP in IP', sentence: 'A tunnel that carries packets as they are' },
	gre: { title: 'GRE', sentence: 'A tunnel that carries packets as they are' },
	ayiya: { title: 'AYIYA', sentence: 'A tunnel for IPv6 through IPv4 networks' },
	capwap: {
		title: 'CAPWAP',
		sentence: 'A tunnel between Wi-Fi access points and their controller',
	},
	snmp: { title: 'SNMP', sentence: 'Watches printers, routers and other devices' },
	radius: { title: 'RADIUS', sentence: 'Checks who may join a network' },
	syslog: { title: 'Syslog', sentence: 'Sends lines of a log in clear text' },
	tftp: { title: 'TFTP', sentence: 'Transfers small files without asking who wants them' },
	bittorrent: { title: 'BitTorrent', sentence: 'Shares files between many computers' },
	netbios: { title: 'NetBIOS', sentence: 'Old Windows networking in the local network' },
	smb: { title: 'SMB', sentence: 'Windows file shares and network drives' },
	rdp: { title: 'RDP', sentence: 'Remote Desktop: the screen of a Windows computer from afar' },
	vnc: { title: 'VNC', sentence: 'The screen of another computer from afar' },
	redis: { title: 'Redis', sentence: 'A database in memory' },
	postgresql: { title: 'PostgreSQL', sentence: 'The questions and answers of a database' },
	mysql: { title: 'MySQL', sentence: 'The questions and answers of a database' },
	coap: { title: 'CoAP', sentence: 'Short messages of smart devices in the home' },
	websocket: {
		title: 'WebSocket',
		sentence: 'Messages both ways over a connection that began as HTTP',
	},
	igmp: { title: 'IGMP', sentence: 'Tells the router which multicast groups are wanted' },
	icmp: {
		title: 'ICMP',
		sentence: 'Pings, and what the network says of packets it could not deliver',
	},
	adb: { title: 'ADB', sentence: 'Controls an Android device, as a debugger does' },
	fcm: {
		title: 'FCM push',
		sentence: "Google's push channel (FCM): one connection for all apps' notifications",
	},
};

/** A service by the name people know. */
export const serviceTitle = (name: ServiceName): string => WORDS[name].title;

/** What the service is, in one short sentence. */
export const serviceSentence = (name: ServiceName): string => WORDS[name].sentence;
