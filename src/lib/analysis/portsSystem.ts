import type { KnownPort } from '../model/port.ts';

/** Ports of the network itself, of Android and of mobile carriers: nobody has to open an app for them. */
export const SYSTEM_PORTS: readonly KnownPort[] = [
	{
		...{ protocol: 'both', ports: [53], title: 'DNS', iana: 'domain', service: 'dns' },
		contacted:
			'Asks for the addresses of names, in clear text. By the system that is how it should be; an app that does it brings a resolver of its own.',
		open: 'Answers questions for names: the DNS server for tethered devices, or an app that filters DNS.',
	},
	{
		...{ protocol: 'tcp', ports: [853], title: 'Private DNS', iana: 'domain-s', service: 'tls' },
		contacted:
			'DNS over TLS, the Private DNS of Android 9 and later: who is asked for stays private.',
	},
	{
		...{ protocol: 'udp', ports: [853], title: 'DNS over QUIC', iana: 'domain-s', service: 'quic' },
		contacted: 'Encrypted DNS: who is asked for stays private.',
	},
	{
		...{ protocol: 'udp', ports: [67], title: 'DHCP server', iana: 'bootps', service: 'dhcp' },
		contacted: 'Asks the network for an address, or renews it.',
		open: 'Hands out addresses: the phone is sharing its connection.',
	},
	{
		...{ protocol: 'udp', ports: [68], title: 'DHCP client', iana: 'bootpc', service: 'dhcp' },
		open: 'Waits for the address that the network hands out: every phone does.',
	},
	{
		...{ protocol: 'udp', ports: [546], title: 'DHCPv6 client', iana: 'dhcpv6-client' },
		service: 'dhcpv6',
		open: 'Waits for IPv6 addresses and settings of the network: normal.',
	},
	{
		...{ protocol: 'udp', ports: [547], title: 'DHCPv6 server', iana: 'dhcpv6-server' },
		service: 'dhcpv6',
		contacted: 'Asks the network for IPv6 addresses and settings.',
		open: 'Hands out IPv6 addresses: the phone is sharing its connection.',
	},
	{
		...{ protocol: 'udp', ports: [123], title: 'Time', iana: 'ntp', service: 'ntp' },
		contacted: 'Asks a server what time it is. The system does so about once a day.',
		open: 'An unusual place for a phone: it would tell others the time.',
	},
	{
		...{ protocol: 'udp', ports: [5353], title: 'mDNS', iana: 'mdns', service: 'mdns' },
		contacted: 'Looks for printers, TVs, speakers and debuggers in the local network.',
		open: 'Hears who is in the local network, and may answer with what this phone offers. Normal for the system and for apps that cast or print.',
	},
	{
		...{ protocol: 'both', ports: [5354], title: 'mDNS responder', iana: 'mdnsresponder' },
		open: 'How programs on the phone ask its mDNS service; unusual on a network.',
	},
	{
		...{ protocol: 'udp', ports: [5355], title: 'LLMNR', iana: 'llmnr', service: 'llmnr' },
		contacted: 'Asks the neighbours for a name, the Windows way: unusual for a phone.',
		open: 'Answers to names the Windows way: unusual for a phone.',
	},
	{
		...{ protocol: 'tcp', ports: [[5228, 5230]], title: 'FCM push', service: 'fcm' },
		contacted:
			"Google's push channel: one connection of Play services carries the notifications of all apps, and sleeps for minutes between two heartbeats. Normal, and no sign of spying.",
	},
	{
		...{ protocol: 'tcp', ports: [5555], title: 'ADB', service: 'adb' },
		contacted: 'Controls another Android device over the network.',
		open: 'Debugging over the network: whoever reaches it and is accepted controls this phone.',
		concern: { open: 'danger' },
	},
	{
		...{ protocol: 'tcp', ports: [5037], title: 'ADB server' },
		contacted: 'Speaks with the adb server of a debugger that runs on this phone.',
		open: 'The adb server of a debugger that runs on this phone.',
	},
	{
		...{ protocol: 'tcp', ports: [7275], title: 'SUPL', iana: 'oma-ulp', service: 'tls' },
		contacted:
			'Help for satellite positioning (A-GNSS): tells the carrier or Google which cell the phone is in, and gets the orbits in return.',
	},
	{
		...{ protocol: 'tcp', ports: [7276], title: 'SUPL', iana: 'oma-ilp' },
		contacted: 'Help for satellite positioning (A-GNSS), without encryption on some networks.',
	},
	{
		...{ protocol: 'udp', ports: [500], title: 'IKE', iana: 'isakmp', service: 'ike' },
		contacted: 'Sets up an IPsec tunnel: a VPN, or calls over Wi-Fi at the carrier (ePDG).',
		open: 'Waits for answers about an IPsec tunnel: a VPN, or calls over Wi-Fi. Normal.',
	},
	{
		...{ protocol: 'udp', ports: [4500], title: 'IPsec', iana: 'ipsec-nat-t', service: 'ike' },
		contacted:
			'An IPsec tunnel behind a router: a VPN, or calls over Wi-Fi. It sends a sign of life every 20 seconds or so.',
		open: 'One end of an IPsec tunnel: a VPN, or calls over Wi-Fi. Normal.',
	},
	{
		...{ protocol: 'both', ports: [5060], title: 'SIP', iana: 'sip', service: 'sip' },
		contacted: 'Sets up calls: over LTE, over Wi-Fi (IMS), or of an app for internet telephony.',
		open: "Waits for calls. Normal for the phone's own IMS service on the carrier's interface.",
	},
	{
		...{ protocol: 'both', ports: [5061], title: 'SIP over TLS', iana: 'sips', service: 'sip' },
		contacted: 'Sets up calls, encrypted.',
		open: "Waits for calls. Normal for the phone's own IMS service on the carrier's interface.",
	},
	{
		...{ protocol: 'tcp', ports: [7236], title: 'Miracast', service: 'rtsp' },
		contacted: 'Mirrors the screen to a TV.',
		open: 'Mirrors the screen to a TV, while it does so.',
	},
	{
		...{ protocol: 'udp', ports: [2152], title: 'GTP', iana: 'gtp-user', service: 'gtp-u' },
		contacted: "A mobile carrier's tunnel: not seen on phones, but in captures of carriers.",
	},
	{
		...{ protocol: 'udp', ports: [3544], title: 'Teredo', iana: 'teredo', service: 'teredo' },
		contacted: 'A tunnel for IPv6 through IPv4 routers: unusual for a phone.',
	},
	{
		...{ protocol: 'udp', ports: [5072], title: 'AYIYA', iana: 'ayiya', service: 'ayiya' },
		contacted: 'A tunnel for IPv6 through IPv4 networks: unusual for a phone.',
	},
	{ protocol: 'udp', ports: [4789], title: 'VXLAN', iana: 'vxlan', service: 'vxlan' },
	{ protocol: 'udp', ports: [6081], title: 'Geneve', iana: 'geneve', service: 'geneve' },
	{ protocol: 'udp', ports: [5246], title: 'CAPWAP', iana: 'capwap-control', service: 'capwap' },
	{ protocol: 'udp', ports: [5247], title: 'CAPWAP', iana: 'capwap-data', service: 'capwap' },
	{ protocol: 'udp', ports: [1812], title: 'RADIUS', iana: 'radius', service: 'radius' },
	{ protocol: 'udp', ports: [1813], title: 'RADIUS', iana: 'radius-acct', service: 'radius' },
	{ protocol: 'udp', ports: [3799], title: 'RADIUS', iana: 'radius-dynauth', service: 'radius' },
	{ protocol: 'udp', ports: [1645, 1646], title: 'RADIUS', service: 'radius' },
	{
		...{ protocol: 'udp', ports: [33434], also: [[33435, 33534]], title: 'Traceroute' },
		iana: 'traceroute',
		contacted: 'Finds the way to a host, station by station: a tool for diagnosis.',
	},
];
