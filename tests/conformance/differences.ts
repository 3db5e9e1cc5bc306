import type { Comparable } from './comparable.ts';

/** Why captures are told differently by tshark 4.0 and by us, and in which of their parts. */
export interface Difference {
	readonly reason: string;
	readonly parts: readonly (keyof Comparable)[];
	/** Below the folder of captures. */
	readonly files: readonly string[];
}

/** Every known one. A file that stops to differ must leave the list, so it never hides a new difference. */
export const DIFFERENCES: readonly Difference[] = [
	{
		reason:
			'datagrams whose fragments never all came: tshark counts nothing, we count them by the ports of the first',
		parts: ['conversations', 'bytes'],
		files: ['nDPI/quic-fuzz-overflow.pcapng', 'zeek/fragmented-3.pcap'],
	},
	{
		reason: 'tshark 4.0 takes packets above 64 kB (length 0, "big TCP") for damaged; we read them',
		parts: ['conversations', 'bytes'],
		files: ['tcpdump/bigtcp-ipv6.pcap'],
	},
	{
		reason: 'as above, and we read on to what is inside of GENEVE',
		parts: ['hosts', 'conversations', 'bytes'],
		files: [
			'tcpdump/bigtcp-ipv4-geneve-ipv4.pcap',
			'tcpdump/bigtcp-ipv6-geneve-ipv4.pcap',
			'tcpdump/bigtcp-ipv6-geneve-ipv6.pcap',
		],
	},
	{
		reason:
			'tshark leaves packets with a length of 0 but no jumbo option out of its table; we count them',
		parts: ['hosts'],
		files: ['tcpdump/ipv6_missing_jumbo_payload_option.pcap'],
	},
	{
		reason:
			'the TCP header contradicts itself or is cut: tshark drops the packet, we count it by its ports',
		parts: ['conversations', 'bytes'],
		files: ['tcpdump/tcp_header_heapoverflow.pcap'],
	},
	{
		reason: 'the TCP header is cut: tshark adds the packet to no table, we count it by its ports',
		parts: ['conversations'],
		files: ['zeek/truncated-header.pcap'],
	},
	{
		reason: 'tshark makes two conversations of one where it expects an answer from another port',
		parts: ['conversations'],
		files: [
			'nDPI/hart_ip.pcap',
			'nDPI/skinny.pcap',
			'zeek/snmpv1_get.pcap',
			'zeek/snmpv1_get_short.pcap',
		],
	},
	{
		reason:
			'tshark takes the far end from a routing header or home address option; we take it from the IP header',
		parts: ['conversations'],
		files: [
			'zeek/ip6-hoa-udp-good-chksum.pcap',
			'zeek/ip6-route0-udp-good-chksum.pcap',
			'zeek/ipv6-hbh-routing0.pcap',
			'zeek/ipv6-mobile-routing.pcap',
		],
	},
	{
		reason: 'tshark leaves packets of Mobile IPv6 signalling out of its table; we count them',
		parts: ['hosts'],
		files: [
			'tcpdump/ipv6_mobility_1.pcap',
			'zeek/mip6_coti.pcap',
			'zeek/mip6_hot.pcap',
			'zeek/mip6_hoti.pcap',
		],
	},
	{
		reason: 'both of the two above',
		parts: ['hosts', 'conversations', 'bytes'],
		files: ['zeek/ipv6-mobility-dst-opts.pcap'],
	},
	{
		reason: 'TLS inside RDP: tshark does not look for it there, we found the ClientHello',
		parts: ['serverNames'],
		files: ['nDPI/rdp.pcap', 'zeek/rdp-to-ssl.pcap'],
	},
	{
		reason:
			'a name with a label type of no standard: tshark shows the words "Unknown extended label", we keep none',
		parts: ['dns'],
		files: ['zeek/vector-max-size-crash.pcap'],
	},
];
