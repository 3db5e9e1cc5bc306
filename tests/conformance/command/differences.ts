import type { Difference } from './compare.ts';

/**
 * Every known difference between tshark 4.0 and us, with why it is one. What no longer differs must leave the list,
 * so that it never hides a new difference.
 */
export const DIFFERENCES: readonly Difference[] = [
	{
		reason: 'datagrams whose fragments never all came: we count them by the ports of the first',
		field: 'UDP conversations',
		files: ['nDPI/quic-fuzz-overflow.pcapng'],
	},
	{
		reason: 'the same with TCP',
		field: 'TCP conversations',
		files: ['zeek/fragmented-3.pcap'],
	},
	{
		reason: 'tshark 4.0 takes packets above 64 kB (length 0, "big TCP") for damaged; we read them',
		field: 'TCP conversations',
		files: [
			'tcpdump/bigtcp-ipv4-geneve-ipv4.pcap',
			'tcpdump/bigtcp-ipv6-geneve-ipv4.pcap',
			'tcpdump/bigtcp-ipv6-geneve-ipv6.pcap',
			'tcpdump/bigtcp-ipv6.pcap',
		],
	},
	{
		reason: 'the same of the GENEVE tunnel around them',
		field: 'UDP conversations',
		files: ['tcpdump/bigtcp-ipv6-geneve-ipv4.pcap', 'tcpdump/bigtcp-ipv6-geneve-ipv6.pcap'],
	},
	{
		reason: 'the TCP header contradicts itself: tshark drops the packet, we count it by its ports',
		field: 'TCP conversations',
		files: ['tcpdump/tcp_header_heapoverflow.pcap'],
	},
	{
		reason:
			'options of a destination header contradict each other: tshark gives the packet up, we count what is behind',
		field: 'UDP conversations',
		files: ['zeek/ipv6-mobility-dst-opts.pcap'],
	},
	{
		reason: 'the target reaches out of the data of its record: tshark reads on, we keep no answer',
		field: 'DNS messages',
		files: ['zeek/dns-svcb-rdlength-mismatch.pcap'],
	},
	{
		reason: 'a label type of no standard: tshark shows the words "Unknown extended label"',
		field: 'DNS messages',
		files: ['zeek/vector-max-size-crash.pcap'],
	},
];
