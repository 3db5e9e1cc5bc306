/** What tshark is asked for every frame. */
export const FIELDS = [
	'frame.number',
	'frame.len',
	'ip.fragment',
	'ipv6.fragment',
	'icmp.type',
	'icmpv6.type',
	'ip.src',
	'ip.dst',
	'ipv6.src',
	'ipv6.dst',
	'tcp.srcport',
	'tcp.dstport',
	'tcp.stream',
	'udp.srcport',
	'udp.dstport',
	'udp.stream',
	'dns.id',
	'dns.flags.response',
	'dns.flags.rcode',
	'dns.qry.name',
	'dns.qry.type',
	'dns.count.answers',
	'dns.resp.name',
	'dns.resp.type',
	'dns.resp.ttl',
	'dns.a',
	'dns.aaaa',
	'dns.cname',
	'tls.handshake.extensions_server_name',
] as const;

export type Field = (typeof FIELDS)[number];

/** A frame's fields, each with every value it has in the frame. */
export type Frame = (field: Field) => readonly string[];
