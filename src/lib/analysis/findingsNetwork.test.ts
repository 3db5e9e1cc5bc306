import { describe, expect, test } from 'vitest';
import type { InterfaceCounters, UidUsage } from '../model/counters.ts';
import type { CaptureSummary } from '../model/capture.ts';
import type { Flow } from '../model/flow.ts';
import type { NetworkLink } from '../model/link.ts';
import type { AndroidNetwork, Connectivity } from '../model/network.ts';
import type { ProtocolCounters } from '../model/protocols.ts';
import type { Readings } from '../model/reading.ts';
import type { Route, Routing, RoutingRule } from '../model/routing.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Socket, SocketSighting } from '../model/socket.ts';
import { uid } from '../model/uid.ts';
import type { WatchLog } from '../model/watch.ts';

import {
	MINUTE,
	empty,
	ok,
	traffic,
	verdict,
	withReadings,
} from '../../../tests/fixtures/findings.ts';

// What readings beside those of sockets and captures give rise to: each with and without.

function network(given: Partial<AndroidNetwork> = {}): AndroidNetwork {
	return {
		...{ netId: 100, transports: ['WIFI'], capabilities: ['INTERNET', 'VALIDATED'] },
		...{ interface: 'wlan0', addresses: [], dnsServers: ['192.168.1.1'], routes: [] },
		...{ mtu: undefined, privateDns: undefined, nat64Prefix: undefined, httpProxy: undefined },
		...{ vpn: undefined, underlying: [], ...given },
	};
}
const connected = (...networks: readonly AndroidNetwork[]): Connectivity => ({
	...{ defaultNetwork: 100, networks, blocked: [], dataSaver: undefined },
});

const SUMMARY: CaptureSummary = {
	...{ origin: { kind: 'file', name: 'a.pcap', size: 1 }, read: 1, format: 'pcap', linkTypes: [1] },
	...{ packets: 6, bytes: 450, cut: 0, undecoded: 0, first: 0, last: 1, flows: 3, evicted: 0 },
	...{ dns: 0, stop: undefined, complete: true, tool: undefined },
};

describe('networks', () => {
	const broken = { used: false, server: 'dns.example', broken: true };
	const cases: readonly (readonly [fine: string, found: string, AndroidNetwork])[] = [
		[
			'The network wants no login',
			'info login-page',
			network({ capabilities: ['INTERNET', 'CAPTIVE_PORTAL'] }),
		],
		[
			'The network reaches the internet',
			'warn no-internet',
			network({ capabilities: ['INTERNET'] }),
		],
		[
			'The server of Private DNS answers',
			'warn private-dns-broken',
			network({ privateDns: broken }),
		],
		['No proxy is set', 'warn proxy:100', network({ httpProxy: 'proxy.example:3128' })],
		['No proxy is set', 'info proxy:100', network({ httpProxy: '127.0.0.1:8080' })],
		['No proxy is set', 'info proxy:100', network({ httpProxy: '192.168.1.9:8080' })],
	];
	test.each(cases)('%s: or %s', (fine, found, odd) => {
		expect(verdict(withReadings(ok('connectivity', connected(odd))), fine)).toBe(found);
		expect(verdict(withReadings(ok('connectivity', connected(network()))), fine)).toBe('fine');
		expect(verdict(empty, fine)).toBe('not looked');
	});

	test('a VPN and what goes beside it', () => {
		const vpn = { owner: uid(10_300), session: undefined, bypassable: false };
		const uids = [{ from: 0, to: 10_150 }];
		const tunnel = network({ netId: 101, interface: 'tun0', vpn: { ...vpn, uids } });
		const part = { interface: 'wlan0', set: 'foreground', tag: 0, ...traffic(200_000, 0) } as const;
		const usage = (of: number): UidUsage => ({
			...{ source: 'bpf', rows: [], doubts: [] },
			parts: { since: 'poll', rows: [{ ...part, uid: uid(of) }] },
		});
		const snapshot = (of: number) =>
			withReadings(ok('connectivity', connected(network(), tunnel)), ok('usage', usage(of)));
		expect(verdict(snapshot(10_200), 'No app goes beside a VPN')).toBe('info beside-vpn');
		expect(verdict(snapshot(10_100), 'No app goes beside a VPN')).toBe('fine');
		expect(verdict(snapshot(10_300), 'No app goes beside a VPN')).toBe('fine');
	});

	test('an app in front that Android refuses', () => {
		const fine = 'Android refuses no app that is in use';
		const blocked = [{ uid: uid(10_200), by: 'reasons', mask: 2 }] as const;
		const usage = (front: number): UidUsage => ({
			...{ source: 'bpf', rows: [], doubts: [], foreground: [uid(front)] },
		});
		const snapshot = (front: number) =>
			withReadings(
				ok('connectivity', { ...connected(network()), blocked }),
				ok('usage', usage(front)),
			);
		expect(verdict(snapshot(10_200), fine)).toBe('info blocked:10200');
		expect(verdict(snapshot(10_100), fine)).toBe('fine');
	});

	test('a name server that is slow, or silent', () => {
		const fine = 'Name servers answer fast';
		const server = (rtt: number, timeouts: number, total = 40) =>
			withReadings(
				ok('resolver', [
					{
						...{ netId: 100, privateDnsMode: undefined, privateDns: [], statistics: [] },
						nat64: undefined,
						servers: [
							{
								...{ address: '192.0.2.53', broken: false },
								samples: { total, successes: 1, errors: 0, timeouts, internalErrors: 0, rtt },
							},
						],
					},
				]),
			);
		expect(verdict(server(300, 0), fine)).toBe('warn slow-dns:100 192.0.2.53');
		expect(verdict(server(20, 3), fine)).toBe('warn slow-dns:100 192.0.2.53');
		expect(verdict(server(20, 2), fine)).toBe('fine');
		expect(verdict(server(300, 9, 10), fine)).toBe('fine');
	});
});

test('an app that asks name servers of its own', () => {
	const fine = 'Names go to the servers of the network';
	const flow = (address: string, id: number): Flow => ({
		...{ id, protocol: 17, phone: 'a', packets: [1, 1], bytes: [60, 90], first: 0, last: 1 },
		...{ a: end('192.168.1.20', 40_000 + id), b: end(address, 53), tcp: undefined, names: [] },
		owner: { kind: 'captured', uid: uid(10_200) },
	});
	const snapshot = (address: string): Snapshot => ({
		...withReadings(ok('connectivity', connected(network()))),
		capture: { summary: SUMMARY, flows: [1, 2, 3].map((id) => flow(address, id)), dns: [] },
	});
	expect(verdict(snapshot('198.51.100.53'), fine)).toContain('warn foreign-dns:10200');
	expect(verdict(snapshot('192.168.1.1'), fine)).toBe('fine');
});

describe('ways and links', () => {
	const route = (gateway: string | undefined, given: Partial<Route> = {}): Route => ({
		...{ family: 6, table: '1003', type: 'unicast', destination: { address: '::', length: 0 } },
		...{ metric: undefined, protocol: 'ra', scope: undefined, source: undefined, mtu: undefined },
		hops: [{ gateway, device: 'wlan0', down: false }],
		...given,
	});
	const routing = (...routes: readonly Route[]): Routing => ({
		...{ ruled: false, rules: [], routes, tableNames: [], kernelSays: [] },
	});

	test('two routers on one Wi-Fi', () => {
		const fine = 'One router advertises IPv6';
		const two = routing(route('fe80::1'), route('fe80::2'));
		expect(verdict(withReadings(ok('routing', two)), fine)).toBe('warn second-router:wlan0');
		const one = routing(route('fe80::1'), route('fe80::1', { table: '254' }));
		expect(verdict(withReadings(ok('routing', one)), fine)).toBe('fine');
	});

	test('a phone without a way out, by its rules', () => {
		const rule: RoutingRule = {
			...{ family: 4, priority: 32_000, inverted: false, from: undefined, to: undefined },
			...{ mark: undefined, iif: undefined, oif: undefined, uids: undefined, others: [] },
			...{ action: { kind: 'unreachable' }, text: 'from all unreachable' },
		};
		const none: Routing = { ...routing(route('fe80::1')), ruled: true, rules: [rule] };
		expect(verdict(withReadings(ok('routing', none)), 'Apps have a way out')).toBe(
			'warn routing:No way out',
		);
		expect(verdict(withReadings(ok('routing', routing())), 'Apps have a way out')).toBe(
			'not looked',
		);
	});

	test('the hardware address of the gateway answers for somebody else too', () => {
		const fine = 'Every neighbour has a hardware address of its own';
		const at = (address: string, mac: string) =>
			({ address, mac, interface: 'wlan0', state: 'reachable', router: false }) as const;
		const gateway = routing(
			route('192.168.1.1', { family: 4, destination: { address: '0.0.0.0', length: 0 } }),
		);
		const seen = (mac: string, other: string) =>
			withReadings(
				ok('routing', gateway),
				ok('neighbours', [at('192.168.1.1', mac), at('192.168.1.66', other)]),
			);
		expect(verdict(seen('00:11:22:33:44:55', '00:11:22:33:44:55'), fine)).toBe(
			'warn shared-hardware:wlan0 192.168.1.1',
		);
		expect(verdict(seen('00:11:22:33:44:55', '00:11:22:33:44:56'), fine)).toBe('fine');
		// An extender answers for others with an address of its own making.
		expect(verdict(seen('02:11:22:33:44:55', '02:11:22:33:44:55'), fine)).toBe('fine');
	});

	const link = (address: string, flags: readonly string[] = ['UP']): readonly NetworkLink[] => [
		{
			...{ index: 3, name: 'wlan0', flags, mtu: 1500, state: 'up', type: 'ether', mac: undefined },
			addresses: [{ address, prefixLength: 64, scope: 'global' }],
		},
	];

	test.each([
		['2001:470:7::211:22ff:fe33:4455', false],
		['2001:470:7::11:22ff:fe33:4455', true],
		['fe80::211:22ff:fe33:4455', true],
		['2001:470:7::1', true],
	])('%s shows no hardware: %s', (address, fine) => {
		const snapshot = withReadings(ok('links', link(address)));
		expect(verdict(snapshot, 'No address of the phone shows its hardware')).toBe(
			fine ? 'fine' : 'info hardware-in-address',
		);
	});

	test('an interface that takes in everything', () => {
		const fine = 'No interface takes in what is meant for others';
		const open = link('192.168.1.20', ['UP', 'PROMISC']);
		expect(verdict(withReadings(ok('links', open)), fine)).toBe('warn promiscuous');
		expect(verdict(withReadings(ok('links', link('192.168.1.20'))), fine)).toBe('fine');
	});

	test('an app that waits at a public address', () => {
		const fine = 'No app can be reached at a public address';
		const sockets = ok('sockets', [socket({ state: 'listen', local: end('::', 8080) })]);
		const snapshot = (address: string) => withReadings(ok('links', link(address)), sockets);
		expect(verdict(snapshot('2001:470:7::1'), fine)).toContain('warn public-listener');
		expect(verdict(snapshot('fe80::1'), fine)).toBe('fine');
	});
});

const end = (address: string, port: number) => ({ address, port });

function socket(given: Partial<Socket>): Socket {
	return {
		...{ protocol: 'tcp', table: 'tcp6', state: 'established', uid: uid(10_200), inode: 1 },
		...{ local: end('192.168.1.20', 4000), remote: end('203.0.113.9', 443) },
		...{ txQueue: 0, rxQueue: 0, drops: undefined, ...given },
	};
}

function watched(given: Partial<WatchLog>, readings: Readings = {}): Snapshot {
	const watch: WatchLog = {
		...{ startedAt: 0, endedAt: undefined, every: 1000, usage: [], sightings: [] },
		cost: { rounds: 1, skipped: 0, busy: 1, received: 1 },
		...given,
	};
	return { ...empty, readings, watch };
}

describe('while watching', () => {
	const many = (
		count: number,
		state: Socket['state'],
		[address, time]: readonly [string, number],
	) =>
		Array.from({ length: count }, (_, at): SocketSighting => ({
			socket: socket({ state, remote: end(`${address}${at + 1}`, 443) }),
			firstSeen: 100 * at,
			lastSeen: 100 * at + time,
		}));

	test.each([
		['Every app that knocks is answered', 'info unanswered:10200', [3, 'syn-sent', 3000]],
		['Apps close their connections', 'info left-open:10200', [5, 'close-wait', 5 * MINUTE]],
	] as const)('%s: or %s', (fine, found, [count, state, time]) => {
		const saw = (howMany: number, howLong: number) =>
			watched({ sightings: many(howMany, state, ['203.0.113.', howLong]) });
		expect(verdict(saw(count, time), fine)).toBe(found);
		expect(verdict(saw(count - 1, time), fine)).toBe('fine');
		expect(verdict(saw(count, time - 1), fine)).toBe('fine');
	});

	test('an app that turns to twenty neighbours in a minute', () => {
		const fine = 'No app looks through the local network';
		const saw = (count: number, gap: number) =>
			watched({
				sightings: many(count, 'established', ['192.168.1.', 1]).map((seen, at) => ({
					...seen,
					firstSeen: gap * at,
					lastSeen: gap * at,
				})),
			});
		expect(verdict(saw(20, 1000), fine)).toBe('warn lan-scan:10200');
		expect(verdict(saw(19, 1000), fine)).toBe('fine');
		expect(verdict(saw(40, 4000), fine)).toBe('fine');
	});

	const counters = (values: Readonly<Record<string, number>>): ProtocolCounters => ({
		groups: [
			{
				...{ file: 'snmp', name: 'Tcp' },
				counters: Object.entries(values).map(([id, value]) => ({ id, value })),
			},
		],
		...{ softnet: [], unread: [] },
	});
	const grew = (values: Readonly<Record<string, number>>, time = MINUTE): Snapshot => {
		const rows = Object.keys(values).map((id) => ({ id, value: 1000 }));
		const now = Object.fromEntries(Object.entries(values).map(([id, by]) => [id, 1000 + by]));
		return watched({ protocols: [{ at: 0, rows }] }, ok('protocols', counters(now), time));
	};

	test.each([
		['Few packets are sent twice', { TcpRetransSegs: 60, TcpOutSegs: 900 }, 'warn resent'],
		['Few packets are sent twice', { TcpRetransSegs: 30, TcpOutSegs: 900 }, 'info resent'],
		['Few packets are sent twice', { TcpRetransSegs: 10, TcpOutSegs: 900 }, 'fine'],
		['Few packets are sent twice', { TcpRetransSegs: 60, TcpOutSegs: 100 }, 'fine'],
		['Connections are not cut off', { TcpEstabResets: 9, TcpActiveOpens: 60 }, 'info resets'],
		['Connections are not cut off', { TcpEstabResets: 6, TcpActiveOpens: 60 }, 'fine'],
		['Hosts that are asked can be reached', { IcmpInDestUnreachs: 10 }, 'info unreachable'],
		['Hosts that are asked can be reached', { IcmpInDestUnreachs: 9 }, 'fine'],
		['The phone has room for every packet', { TcpExtTCPRcvQDrop: 10 }, 'info no-room'],
		['The phone has room for every packet', { TcpExtTCPRcvQDrop: 9 }, 'fine'],
		['No server on the phone is overrun', { TcpExtListenDrops: 1 }, 'info overrun'],
		['No server on the phone is overrun', { TcpExtListenDrops: 0 }, 'fine'],
		['Nobody knocks at closed doors', { UdpNoPorts: 30, Udp6NoPorts: 20 }, 'info knocks'],
		['Nobody knocks at closed doors', { UdpNoPorts: 49 }, 'fine'],
		['Packets arrive undamaged', { TcpInCsumErrors: 10 }, 'info damaged'],
		['Packets arrive undamaged', { TcpInCsumErrors: 9 }, 'fine'],
	])('%s, by %o: %s', (fine, values, expected) => {
		expect(verdict(grew(values), fine)).toBe(expected);
	});

	test('a few seconds say nothing, and a slow drip is no burst', () => {
		const fine = 'Hosts that are asked can be reached';
		expect(verdict(grew({ IcmpInDestUnreachs: 10 }, 29_000), fine)).toBe('not looked');
		expect(verdict(grew({ IcmpInDestUnreachs: 10 }, 11 * MINUTE), fine)).toBe('fine');
	});

	test.each([
		['Interfaces have no errors', { errs: 20 }, 'info interface-errors:wlan0'],
		['Interfaces have no errors', { errs: 19 }, 'fine'],
		['Interfaces drop little of what is sent', { drop: 50 }, 'info send-drops:wlan0'],
		['Interfaces drop little of what is sent', { drop: 49 }, 'fine'],
	])('%s, by %o: %s', (fine, by, expected) => {
		const none = { bytes: 0, packets: 1000, errs: 0, drop: 0, fifo: 0, compressed: 0 };
		const row = (tx: object): InterfaceCounters => ({
			...{ name: 'wlan0', rx: { ...none, frame: 0, multicast: 0, drop: 5000 } },
			tx: { ...none, colls: 0, carrier: 0, ...tx },
		});
		const now = row({ packets: 2000, bytes: 10, ...by });
		const snapshot = watched({ interfaces: [{ at: 0, rows: [row({})] }] }, ok('interfaces', [now]));
		expect(verdict(snapshot, fine)).toBe(expected);
	});
});
