import { describe, expect, test } from 'vitest';
import type { Endpoint } from '../model/endpoint.ts';
import type { Owner } from '../model/flow.ts';
import type { Socket, SocketSighting } from '../model/socket.ts';
import { uid } from '../model/uid.ts';
import {
	attributionChanges,
	SAMPLING_MARGIN,
	SHORTLY,
	SocketIndex,
	type FlowEnds,
} from './attribution.ts';

const READER = uid(10_123);
const RADIO = uid(10_077);
const NOON = 1_700_000_000_000;

function end(text: string): Endpoint {
	const colon = text.lastIndexOf(':');
	return { address: text.slice(0, colon), port: Number(text.slice(colon + 1)) };
}

interface SightingParts extends Partial<Omit<Socket, 'local' | 'remote'>> {
	readonly local: string;
	readonly remote?: string;
	/** Seconds after noon. */
	readonly seen?: readonly [number, number];
}

function sighting({ local, remote, seen = [0, 10], ...rest }: SightingParts): SocketSighting {
	const socket: Socket = {
		protocol: 'tcp',
		table: 'tcp6',
		local: end(local),
		remote: end(remote ?? '0.0.0.0:0'),
		state: 'established',
		uid: READER,
		inode: 4711,
		txQueue: 0,
		rxQueue: 0,
		drops: undefined,
		...rest,
	};
	return { socket, firstSeen: NOON + seen[0] * 1000, lastSeen: NOON + seen[1] * 1000 };
}

interface FlowParts extends Partial<Pick<FlowEnds, 'protocol' | 'phone'>> {
	readonly a?: string;
	readonly b?: string;
	readonly lived?: readonly [number, number];
}

function flow({
	a = '192.168.1.7:40000',
	b = '192.0.2.9:443',
	lived = [1, 5],
	protocol = 6,
	phone,
}: FlowParts): FlowEnds {
	const [first, last] = lived;
	return {
		protocol,
		a: end(a),
		b: end(b),
		phone,
		first: NOON + first * 1000,
		last: NOON + last * 1000,
	};
}

const PHONE = '192.168.1.7:40000';
const SERVER = '192.0.2.9:443';
const pair = { local: PHONE, remote: SERVER };
const unknown: Owner = { kind: 'unknown' };
const sure: Owner = { kind: 'sure', uid: READER };
const likely: Owner = { kind: 'likely', uid: READER };
const margin = SAMPLING_MARGIN / 1000;
const shortly = SHORTLY / 1000;

const cases: readonly (readonly [string, readonly SightingParts[], FlowParts, Owner])[] = [
	['both ends, seen while it lived', [pair], {}, sure],
	['the server spoke first', [pair], { a: SERVER, b: PHONE }, sure],
	['IPv4 out of the IPv6 table (v4-mapped, normalised)', [{ ...pair, table: 'tcp6' }], {}, sure],
	[
		'an IPv6 conversation',
		[{ local: '2001:db8::7:40000', remote: '2001:db8::9:443' }],
		{ a: '2001:db8::7:40000', b: '2001:db8::9:443' },
		sure,
	],
	[
		'over before the first sample, within the margin',
		[{ ...pair, seen: [5 + margin, 9] }],
		{},
		sure,
	],
	[
		'begun after the last sample, within the margin',
		[{ ...pair, seen: [-9, 1 - margin] }],
		{},
		sure,
	],
	['seen shortly after', [{ ...pair, seen: [5 + shortly, 90] }], {}, likely],
	['seen shortly before', [{ ...pair, seen: [-90, 1 - shortly] }], {}, likely],
	['seen long after', [{ ...pair, seen: [6 + shortly, 90] }], {}, unknown],
	['the other protocol', [{ ...pair, protocol: 'udp' }], {}, unknown],
	['a port of the far end', [{ local: '192.168.1.7:443' }], {}, unknown],
	['only the local end', [{ local: PHONE, remote: '198.51.100.1:80' }], {}, likely],
	[
		'only the local end, and not at that time',
		[{ local: PHONE, remote: '198.51.100.1:80', seen: [9, 12] }],
		{},
		unknown,
	],
	[
		'TIME_WAIT with a forgotten owner says nothing',
		[{ ...pair, uid: undefined, inode: 0, state: 'time-wait' }],
		{},
		unknown,
	],
	[
		'TIME_WAIT printed as uid 0 says nothing either',
		[{ ...pair, uid: uid(0), inode: 0, state: 'time-wait' }],
		{},
		unknown,
	],
	[
		'TIME_WAIT does not take an owner away',
		[
			{ ...pair, seen: [0, 1] },
			{ ...pair, uid: uid(0), inode: 0, state: 'time-wait', seen: [2, 60] },
		],
		{ lived: [0, 60] },
		sure,
	],
	['root itself', [{ ...pair, uid: uid(0), inode: 99 }], {}, { kind: 'sure', uid: uid(0) }],
	[
		'the port went to another app later',
		[pair, { ...pair, uid: RADIO, seen: [60, 70] }],
		{ lived: [61, 69] },
		{ kind: 'sure', uid: RADIO },
	],
	['the port had another app before', [{ ...pair, uid: RADIO, seen: [-60, -50] }, pair], {}, sure],
	[
		'reused at once: the longer company wins',
		[
			{ ...pair, seen: [0, 5] },
			{ ...pair, uid: RADIO, seen: [6, 20] },
		],
		{ lived: [5.5, 18] },
		{ kind: 'sure', uid: RADIO },
	],
	[
		'both ends beat the local end alone',
		[{ local: PHONE, remote: '198.51.100.1:80', uid: RADIO }, pair],
		{},
		sure,
	],
	[
		'UDP bound to every address, the phone known',
		[{ local: '0.0.0.0:5353', protocol: 'udp', state: 'close' }],
		{ protocol: 17, a: '192.168.1.7:5353', b: '224.0.0.251:5353', phone: 'a' },
		likely,
	],
	[
		'UDP bound to every address of both families takes IPv4 too',
		[{ local: ':::5353', remote: ':::0', protocol: 'udp', table: 'udp6' }],
		{ protocol: 17, a: '192.168.1.7:5353', b: '224.0.0.251:5353', phone: 'a' },
		likely,
	],
	[
		'UDP bound to every IPv4 address takes no IPv6',
		[{ local: '0.0.0.0:5353', protocol: 'udp' }],
		{ protocol: 17, a: 'fe80::7:5353', b: 'ff02::fb:5353', phone: 'a' },
		unknown,
	],
	[
		'a bound port is not the far end of the same number',
		[{ local: '0.0.0.0:53', protocol: 'udp' }, { local: '192.168.1.7:1' }],
		{ protocol: 17, a: '192.168.1.7:40000', b: '192.168.1.1:53' },
		unknown,
	],
	[
		'nobody knows which end is the phone: a bound port says nothing',
		[{ local: '0.0.0.0:5353', protocol: 'udp' }],
		{ protocol: 17, a: '192.168.1.7:5353', b: '224.0.0.251:5353' },
		unknown,
	],
	[
		'a TCP listener and who calls on it',
		[{ local: ':::8080', remote: ':::0', state: 'listen' }, { local: '192.168.1.7:1' }],
		{ a: '192.168.1.50:50000', b: '192.168.1.7:8080' },
		likely,
	],
	[
		'ICMP has no sockets here',
		[pair],
		{ protocol: 1, a: '192.168.1.7:0', b: '192.0.2.9:0' },
		unknown,
	],
	[
		'the phone talks to itself: who spoke first owns it',
		[
			{ local: '127.0.0.1:5000', remote: '127.0.0.1:40000', uid: RADIO, seen: [0, 60] },
			{ local: '127.0.0.1:40000', remote: '127.0.0.1:5000' },
		],
		{ a: '127.0.0.1:40000', b: '127.0.0.1:5000' },
		sure,
	],
];

test.each(cases)('%s', (_, sightings, parts, owner) => {
	const index = new SocketIndex(sightings.map((one) => sighting(one)));
	expect(index.attribute(flow(parts)).owner).toEqual(owner);
});

describe('which end is the phone', () => {
	const phoneOf = (sightings: readonly SightingParts[], parts: FlowParts): FlowEnds['phone'] =>
		new SocketIndex(sightings.map((one) => sighting(one))).attribute(flow(parts)).phone;

	test('the end that a socket has as its local one', () => {
		expect(phoneOf([pair], {})).toBe('a');
		expect(phoneOf([pair], { a: SERVER, b: PHONE })).toBe('b');
	});

	test('a socket without an owner is still the phone’s', () => {
		expect(phoneOf([{ ...pair, uid: undefined, inode: 0 }], {})).toBe('a');
	});

	test('else the end with an address that some socket has, for any protocol', () => {
		expect(phoneOf([{ local: '192.168.1.7:1' }], { a: SERVER, b: PHONE })).toBe('b');
		expect(phoneOf([{ local: '192.168.1.7:1' }], { protocol: 1 })).toBe('a');
	});

	test('what the capture itself says stands', () => {
		expect(phoneOf([pair], { phone: 'b' })).toBe('b');
	});

	test('neither or both: not known', () => {
		expect(phoneOf([{ local: '0.0.0.0:40000' }], {})).toBeUndefined();
		const both = [{ local: '192.168.1.7:1' }, { local: '192.0.2.9:1' }];
		expect(phoneOf(both, {})).toBeUndefined();
	});
});

describe('attributionChanges', () => {
	const index = (...parts: readonly SightingParts[]): SocketIndex =>
		new SocketIndex(parts.map((one) => sighting(one)));
	const touchedPorts = (before: SocketIndex, after: SocketIndex): Record<number, number> => {
		const { since } = attributionChanges(before, after);
		return Object.fromEntries([...since.entries()].filter(([, time]) => time !== Infinity));
	};

	test('nothing new touches nothing', () => {
		expect(touchedPorts(index(pair), index(pair))).toEqual({});
	});

	test('a new or vanished socket touches every flow of its port', () => {
		expect(touchedPorts(index(), index(pair))).toEqual({ 40_000: -Infinity });
		expect(touchedPorts(index(pair), index())).toEqual({ 40_000: -Infinity });
		expect(touchedPorts(index(pair), index({ ...pair, uid: RADIO }))).toEqual({
			40_000: -Infinity,
		});
	});

	test('a socket that is still there touches only what outlived its last sighting', () => {
		expect(touchedPorts(index(pair), index({ ...pair, seen: [0, 12] }))).toEqual({
			40_000: NOON + 10_000,
		});
	});

	test('addresses that came and went', () => {
		const { addresses } = attributionChanges(index(pair), index({ local: '10.0.0.1:1' }));
		expect([...addresses].sort()).toEqual(['10.0.0.1', '192.168.1.7']);
	});
});
