// What a setting of the kernel means, what Android sets, and when it is worth a word. Meanings: the kernel's
// Documentation/networking/ip-sysctl.rst. Android's values: AOSP system/core/rootdir/init.rc and netd.
import { otherThan, risky, unusual, type SysctlRule } from './sysctlRule.ts';

const FORWARDS =
	'The phone passes packets on: right while it shares its connection, odd otherwise.';
const DIVERTS = 'A neighbour may tell the phone to send its traffic another way.';

export const IPV4_RULES: readonly SysctlRule[] = [
	{
		key: 'net/ipv4/ip_forward',
		meaning: 'Whether packets that are not for the phone are passed on.',
		usual: '0; 1 while tethering',
		notes: [unusual(['1'], FORWARDS)],
	},
	{
		key: 'net/ipv4/conf/*/forwarding',
		meaning: 'The same, for one interface.',
		usual: '0; 1 while tethering',
		notes: [unusual(['1'], FORWARDS)],
	},
	{
		key: 'net/ipv4/conf/*/accept_redirects',
		meaning: 'Whether a router may tell the phone of a shorter way (ICMP redirect).',
		usual: '0',
		notes: [
			risky(['1'], DIVERTS, 'links'),
			unusual(['1'], 'The kernel’s own value. Nobody on this link could use it.'),
		],
	},
	{
		key: 'net/ipv4/conf/*/secure_redirects',
		meaning: 'Where redirects are accepted: only from a gateway that is known.',
		usual: '1',
	},
	{
		key: 'net/ipv4/conf/*/send_redirects',
		meaning: 'Whether the phone, as a router, tells others of shorter ways.',
		usual: '1',
	},
	{
		key: 'net/ipv4/conf/*/accept_source_route',
		meaning: 'Whether a packet may say itself which way it goes. Counts where “all” says so too.',
		usual: '0 for all',
		notes: [risky(['1'], 'A stranger may route packets past address filters.', 'all')],
	},
	{
		key: 'net/ipv4/conf/*/rp_filter',
		meaning:
			'Whether a packet is dropped whose answer would leave by another interface. Android routes by app and leaves this off or loose by design.',
		usual: '0 or 2',
	},
	{
		key: 'net/ipv4/conf/*/log_martians',
		meaning: 'Whether packets with impossible addresses are written to the kernel’s log.',
		usual: '0',
	},
	{
		key: 'net/ipv4/conf/*/arp_ignore',
		meaning:
			'Whether the phone answers who-has questions for addresses of its other interfaces (0: yes).',
		usual: '0',
	},
	{
		key: 'net/ipv4/conf/*/arp_announce',
		meaning: 'Which of its addresses the phone shows when it asks for a neighbour.',
		usual: '0',
	},
	{
		key: 'net/ipv4/conf/*/drop_gratuitous_arp',
		meaning:
			'Whether answers that nobody asked for are thrown away. Android sets it for Wi-Fi in sleep.',
		usual: '0',
	},
	{
		key: 'net/ipv4/conf/*/drop_unicast_in_l2_multicast',
		meaning:
			'Whether packets for one that came to all are thrown away: against an attack on Wi-Fi.',
		usual: '0',
	},
	{
		key: 'net/ipv4/icmp_echo_ignore_all',
		meaning: 'Whether pings stay unanswered.',
		usual: '0',
		notes: [unusual(['1'], 'The phone answers no ping. It hides a little, and breaks tests.')],
	},
	{
		key: 'net/ipv4/icmp_echo_ignore_broadcasts',
		meaning: 'Whether pings to everybody stay unanswered.',
		usual: '1',
		notes: [risky(['0'], 'Somebody may use the phone to flood another with answers.')],
	},
	{
		key: 'net/ipv4/ip_default_ttl',
		meaning: 'How many routers a packet may pass.',
		usual: '64',
		notes: [otherThan(['64'], 'Somebody changed it, maybe to hide tethering from the carrier.')],
	},
	{
		key: 'net/ipv4/ping_group_range',
		meaning: 'Groups whose programs may ping without special rights.',
		usual: '0 2147483647 (everybody)',
		notes: [otherThan(['0 2147483647'], 'Some apps cannot ping.')],
	},
	{
		key: 'net/ipv4/fwmark_reflect',
		meaning: 'Whether answers of the kernel itself leave by the network the question came from.',
		usual: '1',
		notes: [unusual(['0'], 'Answers may leave by another network than the question’s.')],
	},
	{
		key: 'net/ipv4/tcp_fwmark_accept',
		meaning: 'Whether an accepted connection stays on the network that it came by.',
		usual: '1',
		notes: [unusual(['0'], 'Accepted connections may answer by another network.')],
	},
	{
		key: 'net/ipv4/ip_local_port_range',
		meaning: 'From which ports the phone’s own connections start.',
		usual: '32768 to about 61000',
	},
];

export const IPV6_RULES: readonly SysctlRule[] = [
	{
		key: 'net/ipv6/conf/*/disable_ipv6',
		meaning: 'Whether IPv6 is off. Android turns it off on links that are not in use.',
		usual: '0',
		notes: [
			unusual(['1'], 'No IPv6 at all: on carriers that have nothing else nothing works.', 'all'),
		],
	},
	{
		key: 'net/ipv6/conf/*/accept_ra',
		meaning: 'Whether routers may give addresses and routes (2: also while the phone forwards).',
		usual: '2',
		notes: [
			unusual(['0'], 'No router is heard on this link: no IPv6 comes up by itself.', 'links'),
		],
	},
	{
		key: 'net/ipv6/conf/*/accept_ra_rt_info_min_plen',
		meaning: 'The shortest prefix that a router may give a route for.',
		usual: '48; 0 on old releases',
	},
	{
		key: 'net/ipv6/conf/*/accept_ra_rt_info_max_plen',
		meaning: 'The longest prefix that a router may give a route for.',
		usual: '64; 0 on old releases: none',
	},
	{
		key: 'net/ipv6/conf/*/autoconf',
		meaning: 'Whether the phone makes its own address from the router’s prefix.',
		usual: '1',
	},
	{
		key: 'net/ipv6/conf/*/use_tempaddr',
		meaning: 'Whether it sends from addresses that change daily (2: yes, by preference).',
		usual: '2 on a link in use',
	},
	{
		key: 'net/ipv6/conf/*/addr_gen_mode',
		meaning:
			'What the address is made of: 0 the hardware address, 1 none is made, 2 a secret, 3 chance.',
		usual:
			'2; 0 where Wi-Fi’s hardware address is itself made up (Android 10 on), and on old releases',
	},
	{
		key: 'net/ipv6/conf/*/forwarding',
		meaning: 'Whether IPv6 packets that are not for the phone are passed on.',
		usual: '0; 1 while tethering',
		notes: [unusual(['1'], FORWARDS)],
	},
	{
		key: 'net/ipv6/conf/*/accept_redirects',
		meaning: 'Whether a router may tell the phone of a shorter way (ICMPv6 redirect).',
		usual: '0',
		notes: [
			risky(['1'], DIVERTS, 'links'),
			unusual(['1'], 'The kernel’s own value. Nobody on this link could use it.'),
		],
	},
	{
		key: 'net/ipv6/conf/*/accept_source_route',
		meaning: 'Which routing headers are accepted (0: only mobile IPv6’s, below: none).',
		usual: '0',
		notes: [otherThan(['0', '-1'], 'More routing headers are accepted than Android lets in.')],
	},
	{
		key: 'net/ipv6/conf/*/optimistic_dad',
		meaning: 'Whether a new address is used before it is known to be nobody else’s.',
		usual: '1',
	},
	{
		key: 'net/ipv6/conf/*/dad_transmits',
		meaning: 'How often the phone asks whether somebody else has its new address.',
		usual: '1',
	},
	{
		key: 'net/ipv6/conf/*/accept_dad',
		meaning: 'What follows when somebody has (1: the address stays unused).',
		usual: '1',
	},
	{
		key: 'net/ipv6/conf/*/max_addresses',
		meaning: 'The most addresses an interface may have.',
		usual: '16',
	},
	{
		key: 'net/ipv6/fwmark_reflect',
		meaning: 'As in IPv4: answers of the kernel leave by the network the question came from.',
		usual: '1',
		notes: [unusual(['0'], 'Answers may leave by another network than the question’s.')],
	},
];
