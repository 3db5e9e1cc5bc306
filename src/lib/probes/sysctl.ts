import type { Sysctl } from '../model/sysctl.ts';
import { parseSysctl } from '../parse/sysctl.ts';
import type { Probe } from './probe.ts';

const IPV4 = [
	'ip_forward',
	'icmp_echo_ignore_all',
	'icmp_echo_ignore_broadcasts',
	'tcp_syncookies',
	'tcp_timestamps',
	'tcp_sack',
	'tcp_window_scaling',
	'tcp_rfc1337',
	'tcp_congestion_control',
	'tcp_available_congestion_control',
	'tcp_ecn',
	'tcp_fastopen',
	'tcp_keepalive_time',
	'tcp_keepalive_intvl',
	'tcp_keepalive_probes',
	'tcp_rmem',
	'tcp_wmem',
	'ip_default_ttl',
	'ping_group_range',
	'fwmark_reflect',
	'tcp_fwmark_accept',
	'ip_local_port_range',
];
const IPV4_CONF = [
	'accept_redirects',
	'send_redirects',
	'secure_redirects',
	'accept_source_route',
	'rp_filter',
	'log_martians',
	'forwarding',
	'arp_ignore',
	'arp_announce',
	'drop_gratuitous_arp',
	'drop_unicast_in_l2_multicast',
];
const IPV6_CONF = [
	'disable_ipv6',
	'accept_ra',
	'accept_ra_rt_info_min_plen',
	'accept_ra_rt_info_max_plen',
	'autoconf',
	'use_tempaddr',
	'addr_gen_mode',
	'forwarding',
	'accept_redirects',
	'accept_source_route',
	'optimistic_dad',
	'dad_transmits',
	'max_addresses',
	'accept_dad',
];

/**
 * The shell reads the files itself: a `cat` for each of hundreds would take seconds. Not by `read`: that asks for a byte at
 * a time, and a setting that is a number ends after its first (kernel/sysctl.c, `do_proc_dointvec` at an offset).
 */
const SCRIPT = `cd /proc/sys || exit
for name in ${IPV4.join(' ')}; do set -- "$@" net/ipv4/$name; done
for name in ${IPV4_CONF.join(' ')}; do set -- "$@" net/ipv4/conf/*/$name; done
for name in ${IPV6_CONF.join(' ')}; do set -- "$@" net/ipv6/conf/*/$name; done
for file in "$@" net/ipv6/fwmark_reflect net/core/rmem_max net/core/wmem_max net/unix/max_dgram_qlen; do
	[ -e "$file" ] || continue
	value=$(<"$file") && echo "$file=$value"
done`;

/** Settings of the kernel's network code. */
export const sysctl: Probe<readonly Sysctl[]> = {
	id: 'sysctl',
	title: 'Settings of the kernel',
	asks: [{ argv: ['sh', '-c', SCRIPT], parse: parseSysctl }],
};
