// What settings of TCP and of buffers mean, what Android sets, and when it is worth a word. Meanings: the kernel's
// Documentation/networking/ip-sysctl.rst. Android's values: AOSP system/core/rootdir/init.rc and netd.
import { unusual, type SysctlRule } from './sysctlRule.ts';

export const TCP_RULES: readonly SysctlRule[] = [
	{
		key: 'net/ipv4/tcp_syncookies',
		meaning: 'Whether a flood of connection attempts is answered without memory of each.',
		usual: '1 where the kernel has it',
		notes: [unusual(['0'], 'A flood fills the queue. Matters only where something listens.')],
	},
	{
		key: 'net/ipv4/tcp_timestamps',
		meaning: 'Whether segments bear times: they measure the way and tell old segments from new.',
		usual: '1',
		notes: [unusual(['0'], 'Slower on fast or lossy links.')],
	},
	{
		key: 'net/ipv4/tcp_sack',
		meaning: 'Whether the receiver says which parts it has, so that only the lost is sent again.',
		usual: '1',
		notes: [unusual(['0'], 'Every loss costs more.')],
	},
	{
		key: 'net/ipv4/tcp_window_scaling',
		meaning: 'Whether more than 64 kB may be under way.',
		usual: '1',
		notes: [unusual(['0'], 'Downloads over far links stay slow.')],
	},
	{
		key: 'net/ipv4/tcp_rfc1337',
		meaning: 'Whether a reset may end a closed connection’s waiting early (0: it may).',
		usual: '0',
	},
	{
		key: 'net/ipv4/tcp_congestion_control',
		meaning: 'How fast TCP sends, and how it backs off.',
		usual: 'cubic, on some phones bbr',
	},
	{
		key: 'net/ipv4/tcp_available_congestion_control',
		meaning: 'The ways that this kernel has.',
		usual: 'reno cubic',
	},
	{
		key: 'net/ipv4/tcp_ecn',
		meaning: 'Whether routers may mark instead of drop (2: where the other side asks).',
		usual: '2',
	},
	{
		key: 'net/ipv4/tcp_fastopen',
		meaning: 'Whether data may travel in the first segment.',
		usual: '1',
	},
	{
		key: 'net/ipv4/tcp_keepalive_time',
		meaning: 'Seconds of silence after which a connection that wants it is asked whether it lives.',
		usual: '7200',
	},
	{
		key: 'net/ipv4/tcp_keepalive_intvl',
		meaning: 'Seconds between such questions.',
		usual: '75',
	},
	{
		key: 'net/ipv4/tcp_keepalive_probes',
		meaning: 'Questions without an answer after which it counts as dead.',
		usual: '9',
	},
	{
		key: 'net/ipv4/tcp_rmem',
		meaning: 'Room for received data of one connection in bytes: least, first, most.',
		usual: 'by the network, from Android’s resources',
	},
	{
		key: 'net/ipv4/tcp_wmem',
		meaning: 'Room for data to send of one connection in bytes: least, first, most.',
		usual: 'by the network, from Android’s resources',
	},
	{
		key: 'net/core/rmem_max',
		meaning: 'The most room for received data that an app may ask for, in bytes.',
		usual: '262144 or more',
	},
	{
		key: 'net/core/wmem_max',
		meaning: 'The most room for data to send that an app may ask for, in bytes.',
		usual: '262144 or more',
	},
	{
		key: 'net/unix/max_dgram_qlen',
		meaning: 'Messages that may wait between two programs of the phone: the log needs many.',
		usual: '2400; 600 before Android 10',
	},
];
