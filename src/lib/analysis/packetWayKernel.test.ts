// The simulation against the running kernel: rules and tables as netd makes them, in a network of their own.
import { execFileSync, spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PacketAsked, PacketWay } from '../model/packetWay.ts';
import type { IpFamily } from '../model/routing.ts';
import { uid } from '../model/uid.ts';
import { probes } from '../probes/index.ts';
import { readAnswer } from '../probes/probe.ts';
import { wayOf } from './packetWay.ts';

const UNSHARE = '/usr/bin/unshare';

/** What a machine may forbid: a network of our own, pairs of devices, IPv6. */
const TRIAL = 'ip link add a0 type veth && ip -6 addr add ::2/128 dev lo';
const able =
	process.platform === 'linux' && spawnSync(UNSHARE, ['--net', 'sh', '-c', TRIAL]).status === 0;

/** Three networks (Wi-Fi, mobile, VPN); priorities and marks of Android 14 with a locked VPN and a per-app default. */
const SETUP = `
for dev in wlan0 rmnet1 tun0; do
	ip link add $dev type veth peer name p$dev
	echo 0 >/proc/sys/net/ipv6/conf/$dev/accept_dad; echo 1 >/proc/sys/net/ipv6/conf/p$dev/disable_ipv6
	ip link set $dev up; ip link set p$dev up
done
ip link set lo up
ip addr add 192.168.1.5/24 dev wlan0; ip addr add 10.20.0.9/30 dev rmnet1; ip addr add 10.8.0.2/32 dev tun0
ip -6 addr add 2001:db8:1::5/64 dev wlan0; ip -6 addr add 2001:db8:2::9/64 dev rmnet1; ip -6 addr add fd00:8::2/128 dev tun0
ip route add 192.168.1.0/24 dev wlan0 table 1047; ip route add default via 192.168.1.1 dev wlan0 table 1047
ip route add 10.20.0.8/30 dev rmnet1 table 1015; ip route add default via 10.20.0.10 dev rmnet1 table 1015 mtu 1400
ip route add 0.0.0.0/1 dev tun0 table 1050; ip route add 128.0.0.0/1 dev tun0 table 1050
ip route add throw 192.168.0.0/16 table 1050; ip route add prohibit 203.0.113.0/24 table 1050
ip route add unreachable 198.51.100.0/25 table 1047; ip route add blackhole 198.51.100.128/25 table 1047
ip route add 192.0.2.0/24 via 192.168.1.7 dev wlan0 table 1047 metric 20
ip route add 192.0.2.0/24 via 192.168.1.8 dev wlan0 table 1047 metric 10
ip route add 192.168.1.0/24 dev wlan0 table 1000000047
ip -6 route add 2001:db8:1::/64 dev wlan0 table 1047; ip -6 route add default via fe80::1 dev wlan0 table 1047
ip -6 route add default via fe80::2 dev rmnet1 table 1015; ip -6 route add unreachable default table 1050
ip -6 route add 2001:db8:8::/48 dev tun0 table 1050; ip -6 route add throw 2001:db8:9::/48 table 1050
for v in -4 -6; do
	add() { ip $v rule add "$@"; }
	ip $v rule del prio 32766; [ $v = -4 ] && ip rule del prio 32767
	add prio 10000 fwmark 0xc0000/0xd0000 lookup 99
	add prio 11000 iif lo oif wlan0 uidrange 0-0 lookup 1047
	add prio 12000 iif tun0 lookup 97
	add prio 13000 fwmark 0x0/0x20000 iif lo uidrange 10000-10150 lookup 1050
	add prio 13000 fwmark 0xc0066/0xcffff lookup 1050
	add prio 14000 fwmark 0x0/0x20000 iif lo uidrange 10100-10199 prohibit
	add prio 15040 fwmark 0x10064/0x1ffff iif lo uidrange 10179-10179 lookup 1047
	add prio 16000 fwmark 0x10063/0x1ffff iif lo lookup 97
	add prio 16000 fwmark 0x10064/0x1ffff iif lo lookup 1047
	add prio 16000 fwmark 0x10065/0x1ffff iif lo lookup 1015
	add prio 16000 fwmark 0x10066/0x1ffff iif lo uidrange 10000-10150 lookup 1050
	add prio 17000 iif lo oif wlan0 lookup 1047
	add prio 17000 fwmark 0xc0000/0xc0000 iif lo oif rmnet1 lookup 1015
	add prio 17500 not fwmark 0x0/0x40000 goto 31000
	add prio 17600 to 192.0.2.0/24 lookup 1047 2>/dev/null || add prio 17600 to 2001:db8:77::/48 lookup 1047
	add prio 17700 from 10.0.0.0/8 lookup 1015 2>/dev/null || add prio 17700 from fd00::/8 lookup 1015
	add prio 18000 fwmark 0x0/0x10000 lookup 99
	add prio 20000 fwmark 0x0/0x10000 lookup 97
	add prio 21000 iif rndis0 lookup 1015
	add prio 22000 lookup 1047 suppress_prefixlength 0
	add prio 23000 fwmark 0x64/0x1ffff iif lo lookup 1047
	add prio 23000 fwmark 0x65/0x1ffff iif lo lookup 1015
	add prio 26000 fwmark 0x0/0x10000 iif lo lookup 1000000047
	add prio 29040 fwmark 0x0/0xffff iif lo uidrange 10190-10190 lookup 1015
	add prio 31000 fwmark 0x0/0xffff iif lo lookup 1047
	add prio 32000 unreachable
done
sleep 0.3
`;

const V4 = '8.8.8.8 192.168.1.5 192.168.1.1 192.168.1.77 192.168.7.7 127.0.0.1 10.20.0.10 10.8.0.2 203.0.113.9 198.51.100.1 198.51.100.200 192.0.2.9 200.1.1.1 192.168.1.255'.split(' '); // prettier-ignore
const V6 = '2001:4860:4860::8888 2001:db8:1::5 2001:db8:1::77 2001:db8:2::1 2001:db8:8::1 2001:db8:9::1 2001:db8:77::1 ::1 fd00:8::2'.split(' '); // prettier-ignore
const UIDS = [0, 1000, 2000, 10000, 10099, 10120, 10160, 10179, 10190, 10250, 1010120];
const MARKS = [0, 0x64, 0x65, 0x66, 0x10063, 0x10064, 0x10065, 0x10066, 0x20064, 0x30065, 0x40064, 0xc0064, 0xc0066, 0xd0065, 0xe0064]; // prettier-ignore
const BOUND = [undefined, undefined, undefined, 'wlan0', 'rmnet1', 'tun0'];

const packet = fc.constantFrom<IpFamily>(4, 6).chain((family) =>
	fc.record<PacketAsked>({
		family: fc.constant(family),
		destination: fc.constantFrom(...(family === 4 ? V4 : V6)),
		uid: fc.constantFrom(...UIDS.map(uid)),
		mark: fc.constantFrom(...MARKS),
		oif: fc.constantFrom(...BOUND),
	}),
);

const lookUp = ({ family, destination, uid: of, mark, oif }: PacketAsked): string =>
	`echo "@@"; ip -${family} route get ${destination} uid ${of} mark ${mark} ${oif === undefined ? '' : `oif ${oif}`} 2>&1`;

/** What `ip route get` said, in a few words. */
function said(answer: string): string {
	const words = answer.trim().split(/\s+/);
	const after = (word: string) => (words.includes(word) ? words[words.indexOf(word) + 1] : '-');
	if (answer.includes('RTNETLINK')) {
		if (answer.includes('Permission denied')) return 'prohibit';
		if (answer.includes('Invalid argument')) return 'blackhole';
		return 'unreachable';
	}
	if (words[0] === 'local') return 'local';
	if (['unreachable', 'prohibit', 'blackhole'].includes(words[0] ?? '')) return words[0] ?? '';
	return `leaves ${after('dev')} ${after('via')}`;
}

function simulated({ end }: PacketWay): string {
	if (end.kind === 'leaves') return `leaves ${end.hop.device ?? '-'} ${end.hop.gateway ?? '-'}`;
	if (end.kind === 'refused') return end.how;
	return end.kind === 'local' ? 'local' : 'unreachable';
}

describe.skipIf(!able)('against the running kernel', () => {
	test('every packet takes the way that the kernel says', { timeout: 60_000 }, () => {
		const asked = fc.sample(packet, { numRuns: 700, seed: 2024 });
		const script = probes.routing.asks[0]?.argv[2] ?? '';
		const input = `${SETUP}\n${script}\necho @@@\n${asked.map(lookUp).join('\n')}\n`;
		const text = execFileSync(UNSHARE, ['--net', 'sh'], {
			input,
			encoding: 'utf8',
			stdio: 'pipe',
		});
		const [before = '', after = ''] = text.split('@@@\n');

		const outcome = readAnswer(probes.routing, before);
		if (outcome.kind !== 'ok') throw new Error(JSON.stringify(outcome));
		const answers = after.split('@@\n').slice(1).map(said);
		expect(answers).toHaveLength(asked.length);
		const ours = asked.map((each) => simulated(wayOf(outcome.value, each)));
		const wrong = asked.flatMap((each, at) =>
			ours[at] === answers[at] ? [] : [{ ...each, kernel: answers[at], ours: ours[at] }],
		);
		expect(wrong).toEqual([]);
		// Every kind of end came up, or this would show little.
		expect(new Set(answers.map((answer) => answer.split(' ')[0])).size).toBe(5);
	});
});
