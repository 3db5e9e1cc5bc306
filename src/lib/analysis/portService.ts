import type { ServiceName } from '../model/service.ts';

const ICMP = 1;
const IGMP = 2;
const IP_IN_IP = 4;
const TCP = 6;
const UDP = 17;
const IPV6_IN_IP = 41;
const GRE = 47;
const ESP = 50;
const ICMPV6 = 58;

type Ports = readonly (readonly [service: ServiceName, ...ports: number[]])[];

/** What phones and homes speak on these ports (IANA service names; 5228 to 5230: Firebase's documentation). */
const TCP_PORTS: Ports = [
	['dns', 53],
	['tls', 443, 465, 853, 990, 993, 995, 5223, 5349, 6467, 7275, 8443, 8883],
	['http', 80, 631, 8000, 8008, 8080, 8888],
	['fcm', 5228, 5229, 5230],
	['xmpp', 5222, 5269],
	['mqtt', 1883],
	['adb', 5555],
	['sip', 5060, 5061],
	['rtsp', 554, 7236, 8554],
	['ssh', 22, 8022],
	['ftp', 21],
	['telnet', 23],
	['smtp', 25, 587],
	['pop3', 110],
	['imap', 143],
	['socks', 1080, 9050, 9150],
	['netbios', 139],
	['smb', 445],
	['rdp', 3389],
	['vnc', 5900, 5901],
	['stun', 3478, 3479],
	['openvpn', 1194],
	['redis', 6379],
	['postgresql', 5432],
	['mysql', 3306],
	['syslog', 601],
	['bittorrent', 6881, 6882, 6883, 6884, 6885, 6886, 6887, 6888, 6889],
];

const UDP_PORTS: Ports = [
	['dns', 53],
	['quic', 80, 443, 853],
	['mdns', 5353],
	['llmnr', 5355],
	['nbns', 137],
	['netbios', 138],
	['dhcp', 67, 68],
	['dhcpv6', 546, 547],
	['ntp', 123],
	['ike', 500, 4500],
	['stun', 3478, 3479, 5349, 19302, 19303, 19304, 19305, 19306, 19307, 19308, 19309],
	['wireguard', 41641, 51820],
	['openvpn', 1194],
	['sip', 5060, 5061],
	['rtp', 5004],
	['rtcp', 5005],
	['ssdp', 1900],
	['coap', 5683],
	['dtls', 5684],
	['tftp', 69],
	['snmp', 161, 162],
	['radius', 1645, 1646, 1812, 1813, 3799],
	['syslog', 514],
	['gtp-u', 2152],
	['vxlan', 4789],
	['geneve', 6081],
	['teredo', 3544],
	['ayiya', 5072],
	['capwap', 5246, 5247],
	['bittorrent', 6881, 6882, 6883, 6884, 6885, 6886, 6887, 6888, 6889],
];

const WITHOUT_PORTS: ReadonlyMap<number, ServiceName> = new Map([
	[ICMP, 'icmp'],
	[ICMPV6, 'icmp'],
	[IGMP, 'igmp'],
	[IP_IN_IP, 'ip-in-ip'],
	[IPV6_IN_IP, 'ip-in-ip'],
	[GRE, 'gre'],
	[ESP, 'esp'],
]);

const byPort = (ports: Ports): ReadonlyMap<number, ServiceName> =>
	new Map(
		ports.flatMap(([service, ...numbers]) => numbers.map((port) => [port, service] as const)),
	);

const SERVICES: ReadonlyMap<number, ReadonlyMap<number, ServiceName>> = new Map([
	[TCP, byPort(TCP_PORTS)],
	[UDP, byPort(UDP_PORTS)],
]);

/**
 * What a port usually means, for flows whose content told nothing: a guess, to be shown as one. `protocol` is the IANA
 * number; protocols without ports are their own service.
 */
export function portService(protocol: number, port: number): ServiceName | undefined {
	return WITHOUT_PORTS.get(protocol) ?? SERVICES.get(protocol)?.get(port);
}
