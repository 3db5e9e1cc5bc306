import type { KnownPort } from '../model/port.ts';

/** Ports of the local network, of tools, and of what should not be on a phone. */
export const LOCAL_PORTS: readonly KnownPort[] = [
	{
		...{ protocol: 'udp', ports: [1900], title: 'UPnP', iana: 'ssdp', service: 'ssdp' },
		contacted: 'Looks for TVs, routers and speakers in the local network.',
		open: 'Hears who offers what in the local network: an app that casts or plays.',
	},
	{
		...{ protocol: 'udp', ports: [3702], title: 'WS-Discovery', iana: 'ws-discovery' },
		contacted: 'Looks for printers and cameras in the local network.',
		open: 'Hears of printers and cameras in the local network.',
	},
	{
		...{ protocol: 'tcp', ports: [631], title: 'Printing', iana: 'ipp', service: 'http' },
		contacted: 'Prints (IPP).',
		open: 'The phone plays printer.',
	},
	{
		...{ protocol: 'tcp', ports: [9100], title: 'Printing', iana: 'pdl-datastream' },
		contacted: 'Prints: raw pages, in clear text.',
	},
	{
		...{ protocol: 'tcp', ports: [8008], title: 'Cast', iana: 'http-alt', service: 'http' },
		contacted: 'Controls a TV or speaker (Google Cast).',
		open: 'Waits for somebody to cast to it: TVs do, phones do not.',
	},
	{
		...{ protocol: 'tcp', ports: [8009], title: 'Cast' },
		contacted: 'Controls a TV or speaker (Google Cast).',
		open: 'Waits for somebody to cast to it: TVs do, phones do not.',
	},
	{
		...{ protocol: 'tcp', ports: [6466], title: 'TV remote' },
		contacted: 'Controls an Android TV.',
		open: 'Waits for a remote control: TVs do, phones do not.',
	},
	{
		...{ protocol: 'tcp', ports: [6467], title: 'TV remote', service: 'tls' },
		contacted: 'Pairs with an Android TV.',
		open: 'Waits for a remote control: TVs do, phones do not.',
	},
	{
		...{ protocol: 'both', ports: [[1714, 1764]], title: 'KDE Connect' },
		contacted: 'Speaks with a paired computer in the local network.',
		open: 'Open to paired computers in the local network while KDE Connect runs.',
	},
	{
		...{ protocol: 'udp', ports: [5683], title: 'CoAP', iana: 'coap', service: 'coap' },
		contacted: 'Short messages of smart devices in the home.',
		open: 'Controls smart devices in the home.',
	},
	{
		...{ protocol: 'udp', ports: [5684], title: 'CoAP over DTLS', iana: 'coaps', service: 'dtls' },
		contacted: 'Short messages of smart devices in the home, encrypted.',
		open: 'Controls smart devices in the home.',
	},
	{
		...{ protocol: 'udp', ports: [5540], title: 'Matter' },
		contacted: 'Controls smart devices in the home (Matter).',
		open: 'Sets up smart devices in the home (Matter).',
	},
	{
		...{ protocol: 'udp', ports: [137], title: 'NetBIOS names', iana: 'netbios-ns' },
		service: 'nbns',
		contacted: 'Asks for Windows computers in the local network: a file manager, or a scan.',
		open: 'Answers to the names of Windows networks: a server for file shares.',
	},
	{
		...{ protocol: 'udp', ports: [138], title: 'NetBIOS', iana: 'netbios-dgm' },
		service: 'netbios',
	},
	{
		...{ protocol: 'tcp', ports: [139], title: 'NetBIOS', iana: 'netbios-ssn' },
		service: 'netbios',
		contacted: 'A Windows file share, the old way: a file manager, or a scan.',
		open: 'Offers files as a Windows computer does.',
		concern: { open: 'warn' },
	},
	{
		...{ protocol: 'tcp', ports: [445], title: 'SMB', iana: 'microsoft-ds', service: 'smb' },
		contacted: 'A network drive or Windows file share: a file manager, or a scan.',
		open: 'Offers files as a Windows computer does.',
		concern: { open: 'warn' },
	},
	{
		...{ protocol: 'both', ports: [111], title: 'RPC', iana: 'sunrpc' },
		contacted: 'Looks for network file shares (NFS).',
		open: 'A file server of Unix: it should not be on a phone.',
		concern: { open: 'warn' },
	},
	{
		...{ protocol: 'both', ports: [2049], title: 'NFS', iana: 'nfs' },
		contacted: 'A network file share.',
		open: 'A file server of Unix: it should not be on a phone.',
		concern: { open: 'warn' },
	},
	{
		...{ protocol: 'tcp', ports: [20], title: 'FTP', iana: 'ftp-data' },
		contacted: 'Transfers a file in clear text.',
	},
	{
		...{ protocol: 'tcp', ports: [21], also: [2121], title: 'FTP', iana: 'ftp', service: 'ftp' },
		contacted: 'Transfers files, password included, in clear text.',
		open: 'Offers files to the network in clear text: stop it after use.',
		concern: { contacted: 'warn', open: 'warn' },
	},
	{
		...{ protocol: 'tcp', ports: [990], title: 'FTPS', iana: 'ftps', service: 'tls' },
		contacted: 'Transfers files, encrypted.',
	},
	{
		...{ protocol: 'udp', ports: [69], title: 'TFTP', iana: 'tftp', service: 'tftp' },
		contacted: 'Transfers small files without asking who wants them.',
		open: 'Hands out files to anybody.',
		concern: { open: 'warn' },
	},
	{
		...{ protocol: 'tcp', ports: [22], title: 'SSH', iana: 'ssh', service: 'ssh' },
		contacted: 'A remote shell or file transfer, encrypted.',
		open: 'A remote shell on this phone: the work of a root tool.',
		concern: { open: 'warn' },
	},
	{
		...{ protocol: 'tcp', ports: [8022], title: 'SSH', service: 'ssh' },
		contacted: 'A remote shell, where Termux puts it.',
		open: 'A remote shell on this phone, where Termux puts it.',
		concern: { open: 'warn' },
	},
	{
		...{ protocol: 'tcp', ports: [23], title: 'Telnet', iana: 'telnet', service: 'telnet' },
		contacted: 'A remote shell in clear text. Malware looks for other devices this way.',
		open: 'A remote shell that anybody on the way can read: it should not be there.',
		concern: { contacted: 'warn', open: 'danger' },
	},
	{
		...{ protocol: 'tcp', ports: [5900], also: [5901], title: 'VNC', iana: 'rfb', service: 'vnc' },
		contacted: 'The screen of another computer.',
		open: "This phone's screen for others: dangerous without a password.",
		concern: { open: 'danger' },
	},
	{
		...{ protocol: 'tcp', ports: [3389], title: 'Remote Desktop', iana: 'ms-wbt-server' },
		service: 'rdp',
		contacted: 'The screen of a Windows computer.',
	},
	{ protocol: 'tcp', ports: [6379], title: 'Redis', iana: 'redis', service: 'redis' },
	{
		protocol: 'tcp',
		ports: [5432],
		title: 'PostgreSQL',
		iana: 'postgresql',
		service: 'postgresql',
	},
	{ protocol: 'tcp', ports: [3306], title: 'MySQL', iana: 'mysql', service: 'mysql' },
	{ protocol: 'tcp', ports: [601], title: 'Syslog', iana: 'syslog-conn', service: 'syslog' },
	{ protocol: 'udp', ports: [514], title: 'Syslog', iana: 'syslog', service: 'syslog' },
	{ protocol: 'udp', ports: [161], title: 'SNMP', iana: 'snmp', service: 'snmp' },
	{ protocol: 'udp', ports: [162], title: 'SNMP traps', iana: 'snmptrap', service: 'snmp' },
	{
		...{ protocol: 'tcp', ports: [27042], title: 'Frida' },
		open: 'A tool that takes apps apart while they run. If you did not start it, somebody did.',
		concern: { open: 'danger' },
	},
	{
		...{ protocol: 'tcp', ports: [6259, 40310], title: 'Moplus' },
		open: "Baidu's Moplus library let anybody on the network run commands (2015).",
		concern: { open: 'danger' },
	},
	{
		...{ protocol: 'tcp', ports: [42135, 59777], title: 'ES File Explorer' },
		open: 'ES File Explorer gave files and apps to anybody on the network (CVE-2019-6447).',
		concern: { open: 'danger' },
	},
	{
		...{ protocol: 'tcp', ports: [4444, 31337], title: 'Backdoor?' },
		contacted: 'A number that attackers like; it may be anything.',
		open: 'A number that attackers like for a way back in; it may be anything: look at its owner.',
		concern: { contacted: 'warn', open: 'danger' },
	},
	{
		...{ protocol: 'tcp', ports: [12387, 12388], title: 'Loopback bridge' },
		open: "Where Meta's apps heard from web pages on the same phone until June 2025, past private mode and VPN.",
		concern: { open: 'warn' },
	},
	{
		...{ protocol: 'udp', ports: [[12580, 12585]], title: 'Loopback bridge' },
		open: "Where Meta's apps heard from web pages on the same phone until June 2025, past private mode and VPN.",
		concern: { open: 'warn' },
	},
	{
		...{ protocol: 'tcp', ports: [29009, 29010, 30102, 30103], title: 'Loopback bridge' },
		open: "Where Yandex's apps heard from web pages on the same phone until June 2025.",
		concern: { open: 'warn' },
	},
	{
		...{ protocol: 'tcp', ports: [62078], title: 'Apple lockdown' },
		contacted: 'Speaks with an iPhone or iPad.',
		open: 'A port of Apple devices: strange on an Android phone.',
		concern: { open: 'warn' },
	},
];
