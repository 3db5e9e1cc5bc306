import type { ServiceName } from '#lib/model/service.ts';

/** Why services of a capture are told by one side alone. */
interface Explained {
	readonly files: readonly string[];
	readonly services: readonly ServiceName[];
	readonly because: string;
}

const byFile = (explained: readonly Explained[]): ReadonlyMap<string, Explained> =>
	new Map(explained.flatMap((each) => each.files.map((file) => [file, each] as const)));

/** Services that were told by content where tshark tells none, or another one. */
export const TOLD_ALONE = byFile([
	{
		files: ['nDPI/capwap.pcap'],
		services: ['dhcp'],
		because: 'DHCP inside CAPWAP, where the oracle is asked about the outer packet',
	},
	{
		files: ['nDPI/anyconnect-vpn.pcap'],
		services: ['ssdp'],
		because:
			'answers with an ST header come from other ports than 1900, by which tshark tells them',
	},
	{
		files: ['nDPI/custom_categories.pcapng'],
		services: ['ssh'],
		because: 'SSH on another port than 22, by which tshark tells it',
	},
	{
		files: ['nDPI/i3d.pcap', 'nDPI/rtp.pcapng'],
		services: ['rtp'],
		because:
			'media without a call before it: tshark looks for it only when asked to, or sees RTCP alone',
	},
	{
		files: ['nDPI/openvpn.pcap'],
		services: ['openvpn'],
		because: 'OpenVPN on other ports than 1194 (443, 1197 ...), by which tshark tells it',
	},
	{
		files: [
			'nDPI/pgsql2.pcapng',
			'zeek/psql-aws-ssl-disable-15432.pcap',
			'zeek/psql-aws-ssl-require-15432.pcap',
		],
		services: ['postgresql'],
		because: 'PostgreSQL on another port than 5432, by which tshark tells it',
	},
	{
		files: ['zeek/globus-url-copy.pcap'],
		services: ['ftp'],
		because: 'GridFTP on port 2811; tshark tells FTP by port 21',
	},
	{
		files: ['zeek/modbus-and-non-modbus-p502.pcap'],
		services: ['rdp'],
		because: 'a scanner asks for RDP, cookie and all, on the port of Modbus',
	},
	{
		files: ['zeek/mysql-on-port-5432.pcap'],
		services: ['mysql'],
		because: 'MySQL on the port of PostgreSQL, for which tshark takes it',
	},
	{
		files: ['zeek/tcp-syslog.pcap'],
		services: ['syslog'],
		because: 'port 514 of TCP is rsh for tshark',
	},
]);

/** Services that tshark tells, and we do not. */
export const MISSED = byFile([
	{
		files: ['nDPI/rdp2.pcap'],
		services: ['rdp'],
		because: 'RDP over UDP whose beginning was not captured; tshark tells it by port 3389',
	},
	{
		files: ['nDPI/i3d.pcap'],
		services: ['rtcp'],
		because: 'media and reports share a conversation, and what is told first stands',
	},
	{
		files: ['nDPI/teamviewer.pcap', 'nDPI/zoom2.pcap'],
		services: ['wireguard'],
		because:
			'no WireGuard: packets that begin with 4, 0, 0, 0, but are no multiple of 16 bytes long',
	},
	{
		files: ['nDPI/tftp.pcap'],
		services: ['tftp'],
		because: 'data goes by ports of its own, in conversations without a request',
	},
	{
		files: ['tcpdump/babel_update_oobr.pcap'],
		services: ['redis'],
		because: 'random bytes on port 6379',
	},
	{
		files: [
			'zeek/almost-resp.pcap',
			'zeek/pipelining-example.pcap',
			'zeek/pipeline-with-commands.pcap',
		],
		services: ['redis'],
		because: 'commands typed by hand ("PING"), which no client sends and only the port tells',
	},
	{
		files: ['tcpdump/ip6-snmp-oid-unsigned.pcap'],
		services: ['dhcpv6'],
		because: 'a made-up packet whose options do not end with it',
	},
	{
		files: ['zeek/mysql-on-port-5432.pcap'],
		services: ['postgresql'],
		because: 'it is MySQL',
	},
]);
