import type { CounterTable } from './protocolTables.ts';

/** `Udp:`, `UdpLite:` of /proc/net/snmp, `Udp6`, `UdpLite6` of /proc/net/snmp6 (RFC 4113). */
export const UDP: CounterTable = {
	InDatagrams: ['traffic', 'neutral', 'Datagrams received and handed to an app'],
	NoPorts: ['reach', 'depends', 'For a port where nobody listens: a late answer, or a knock'],
	InErrors: ['loss', 'bad', 'Received and not handed over: no room, or broken'],
	OutDatagrams: ['traffic', 'neutral', 'Datagrams sent'],
	RcvbufErrors: ['pressure', 'bad', 'Lost: the app read too slowly, its room was full'],
	SndbufErrors: ['pressure', 'bad', 'Not sent: no room'],
	InCsumErrors: ['loss', 'bad', 'Checksum wrong'],
	IgnoredMulti: ['traffic', 'neutral', 'Multicast that no app wanted'],
	MemErrors: ['pressure', 'bad', 'Lost: all UDP sockets together ran short of memory'],
};

/** `sockets:` of /proc/net/sockstat. */
export const SOCKETS: CounterTable = {
	used: ['traffic', 'neutral', 'Sockets of every kind, open now'],
};

/** The other lines of /proc/net/sockstat and sockstat6 (`net/ipv4/proc.c`): what there is now. */
export const SOCKSTAT: CounterTable = {
	inuse: ['traffic', 'neutral', 'Sockets in use now'],
	orphan: ['pressure', 'depends', 'Closed by their app, still finishing'],
	tw: ['traffic', 'neutral', 'Closed connections that wait their time'],
	alloc: ['traffic', 'neutral', 'Sockets that exist now, closing ones too'],
	mem: ['pressure', 'depends', 'Memory of all their queues, in pages of 4096 bytes as a rule'],
};

/** `FRAG:` and `FRAG6:` of the same files: no sockets, but packets that came in pieces. */
export const FRAGMENTS: CounterTable = {
	inuse: ['loss', 'depends', 'Packets that wait for missing pieces now'],
	memory: ['pressure', 'depends', 'Bytes of packets that wait for missing pieces'],
};

/** /proc/net/softnet_stat, all CPUs together. */
export const SOFTNET: CounterTable = {
	processed: ['traffic', 'neutral', 'Packets taken in, by all CPUs'],
	dropped: ['pressure', 'bad', 'Packets lost: the queue of a CPU was full'],
	time_squeeze: ['pressure', 'depends', 'A CPU had more packets than one go allows'],
};
