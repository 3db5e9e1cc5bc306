import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { compiledCore } from '../../../tests/decode/core.ts';
import {
	ACK,
	dnsResponse,
	FIN,
	pcap,
	pcapHeader,
	record,
	SYN,
	tcp,
	udp,
	type Seen,
} from '../../../tests/decode/packets.ts';
import { SocketIndex } from '../analysis/attribution.ts';
import type { Flow, FlowTcp, TcpState } from '../model/flow.ts';
import { serviceTitle } from '../model/serviceWords.ts';
import type { SocketSighting } from '../model/socket.ts';
import { uid } from '../model/uid.ts';
import type { FlowQuery, FlowSort } from '../ports/decoder.ts';
import { openReader } from './core.ts';
import { FlowViews, MAX_PAGE } from './flowViews.ts';
import { JoinedFlows } from './joinedFlows.ts';
import type { CaptureReader } from './reader.ts';

const NOON = 1_700_000_000_000;
const PHONE = '192.168.1.7';
const APPS = new Map([
	[10_001, 'org.example.Atlas'],
	[10_002, 'net.sample.mail'],
]);
const SORTS: readonly FlowSort[] = [
	'first',
	'last',
	'app',
	'remote',
	'protocol',
	'rx',
	'tx',
	'bytes',
	'packets',
	'state',
	'service',
	'rtt',
	'retransmissions',
];

let module: WebAssembly.Module;
beforeAll(async () => {
	module = await compiledCore();
});

interface Table {
	readonly reader: CaptureReader;
	readonly flows: JoinedFlows;
	readonly views: FlowViews;
	behind: number;
	add(seen: readonly Seen[]): void;
}

function newTable(seen: readonly Seen[] = []): Table {
	const reader = openReader(module, { readOn: false });
	const flows = new JoinedFlows(reader, new SocketIndex([]), APPS);
	const table = {
		reader,
		flows,
		behind: 0,
		views: new FlowViews(flows, () => table.behind++, new AbortController().signal),
		add(more: readonly Seen[]) {
			for (const one of more) reader.push(record(one));
			flows.grew();
		},
	};
	reader.push(pcapHeader());
	table.add(seen);
	return table;
}

const query = (parts: Partial<FlowQuery>): FlowQuery => ({
	text: '',
	sort: 'first',
	descending: false,
	...parts,
});

// What a table should show, the slow and obvious way: over whole flows, with strings.

const allFlows = ({ flows }: Table): Flow[] =>
	Array.from({ length: flows.count }, (_, id) => flows.flow(id));

const PROTOCOL_NAMES: Readonly<Record<number, string>> = { 6: 'tcp', 17: 'udp' };
const LIFE: readonly TcpState[] = [
	'syn-sent',
	'midstream',
	'established',
	'closing',
	'closed',
	'reset',
];

const appOf = ({ owner }: Flow): string =>
	owner.kind === 'unknown' ? '' : (APPS.get(owner.uid) ?? `uid ${owner.uid}`).toLowerCase();

/** The words that the page shows for a state: what a person types. */
const SHOWN_STATES = {
	'syn-sent': 'no answer',
	established: 'open',
	midstream: 'open, start not seen',
	closing: 'closing',
	closed: 'closed',
	reset: 'reset',
};

function holds(flow: Flow, word: string): boolean {
	const { a, b, names, protocol, tcp: state, owner } = flow;
	return [
		`${a.address}:${a.port}`,
		`${b.address}:${b.port}`,
		...names.map(({ name }) => name),
		PROTOCOL_NAMES[protocol] ?? '',
		state === undefined ? '' : SHOWN_STATES[state.state],
		flow.service === undefined ? '' : `${flow.service.name} ${serviceTitle(flow.service.name)}`,
		appOf(flow),
		owner.kind === 'unknown' ? '' : String(owner.uid),
	].some((text) => text.toLowerCase().includes(word));
}

const padded = (text: string): string =>
	/^[\d.]+$/.test(text)
		? text
				.split('.')
				.map((part) => part.padStart(3, '0'))
				.join('.')
		: text;

const roundTrip = ({ handshake, rtt }: FlowTcp): number | undefined =>
	handshake ?? rtt?.toSorted().findLast((smoothed) => smoothed !== undefined);

const resent = ({ health }: FlowTcp): number =>
	[
		...(health?.retransmissions ?? []),
		...(health?.fastRetransmissions ?? []),
		...(health?.spuriousRetransmissions ?? []),
	].reduce((sum, each) => sum + each, 0);

/** The value to order by; undefined comes last either way. */
function valueOf(flow: Flow, sort: FlowSort): string | number | undefined {
	const { bytes, packets, phone, names, a, b } = flow;
	const far = phone === 'b' ? a : b;
	const values: Record<FlowSort, string | number | undefined> = {
		first: flow.first,
		last: flow.last,
		app: appOf(flow) || undefined,
		remote: `${padded(names[0]?.name ?? far.address)} ${String(far.port).padStart(5, '0')}`,
		protocol: flow.protocol,
		rx: phone === 'b' ? bytes[0] : bytes[1],
		tx: phone === 'b' ? bytes[1] : bytes[0],
		bytes: bytes[0] + bytes[1],
		packets: packets[0] + packets[1],
		state: flow.tcp && LIFE.indexOf(flow.tcp.state),
		service: flow.service?.name,
		rtt: flow.tcp && roundTrip(flow.tcp),
		retransmissions: flow.tcp && resent(flow.tcp),
	};
	return values[sort];
}

function expectedRows(table: Table, { text, sort, descending }: FlowQuery): Flow[] {
	const words = text.split(' ').filter((word) => word !== '');
	return allFlows(table)
		.filter((flow) => words.every((word) => holds(flow, word)))
		.sort((one, other) => {
			const [x, y] = [valueOf(one, sort), valueOf(other, sort)];
			if (x === y) return one.id - other.id;
			if (x === undefined || y === undefined) return x === undefined ? 1 : -1;
			return (x < y ? -1 : 1) * (descending ? -1 : 1) || one.id - other.id;
		});
}

// A small world in which everything happens often: few addresses, few ports, shared names.

const server = fc.constantFrom('192.0.2.9', '192.0.2.10', '192.0.2.100', '198.51.100.2');
const port = fc.constantFrom(53, 80, 443, 4430);
const local = fc.integer({ min: 40_000, max: 40_006 });
const name = fc.constantFrom('www.example.org', 'mail.example.net', 'a.test');

const packet = fc.oneof(
	fc
		.tuple(local, server, port, fc.constantFrom(SYN, SYN | ACK, ACK, FIN | ACK, 4), fc.boolean())
		.map(([from, address, to, flags, back]) => {
			const ends = { from: `${PHONE}:${from}`, to: `${address}:${to}` };
			return tcp(back ? { from: ends.to, to: ends.from } : ends, flags);
		}),
	fc
		.tuple(local, server, port, fc.nat(40))
		.map(([from, address, to, size]) =>
			udp({ from: `${PHONE}:${from}`, to: `${address}:${to}` }, new Array<number>(size).fill(0)),
		),
	fc
		.tuple(name, server)
		.map(([asked, address]) =>
			udp({ from: '192.168.1.1:53', to: `${PHONE}:39999` }, dnsResponse(asked, [], address)),
		),
);

const stretch = fc
	.array(fc.tuple(fc.nat(60_000), packet), { maxLength: 25 })
	.map((packets) => packets.map(([after, bytes]): Seen => ({ at: NOON + after, packet: bytes })));

const sightings = fc.array(
	fc
		.tuple(
			local,
			server,
			port,
			fc.constantFrom(10_001, 10_002, 10_003),
			fc.nat(60),
			fc.constantFrom<'tcp' | 'udp'>('tcp', 'udp'),
		)
		.map(([from, address, to, owner, seconds, protocol]): SocketSighting => {
			const ends = { local: { address: PHONE, port: from }, remote: { address, port: to } };
			const numbers = { inode: 7, txQueue: 0, rxQueue: 0, drops: undefined };
			const at = NOON + seconds * 1000;
			return {
				socket: {
					protocol,
					table: protocol,
					...ends,
					state: 'established',
					uid: uid(owner),
					...numbers,
				},
				firstSeen: at,
				lastSeen: at + 5000,
			};
		}),
	{ maxLength: 12 },
);

const words = fc
	.array(
		fc.constantFrom(
			'tcp',
			'udp',
			'192.0.2.10',
			'192.0.2.10:44',
			':443',
			'443',
			'example',
			'mail',
			'atlas',
			'10003',
			'closed',
			'quic',
			'http',
			'syn',
			'.*',
			'a',
		),
		{ maxLength: 2 },
	)
	.map((list) => list.join(' '));

const anyQuery = fc.record({
	text: words,
	sort: fc.constantFrom(...SORTS),
	descending: fc.boolean(),
});

type Step =
	| { readonly seen: readonly Seen[] }
	| { readonly told: readonly SocketSighting[] }
	| { readonly asked: FlowQuery };

const step: fc.Arbitrary<Step> = fc.oneof(
	stretch.map((seen) => ({ seen })),
	sightings.map((told) => ({ told })),
	anyQuery.map((asked) => ({ asked })),
);

test('whatever comes in between, a view holds the flows it should, in order', async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(step, { maxLength: 12 }), anyQuery, async (steps, last) => {
			const table = newTable();
			// No more packets are awaited, so a page may not lag behind what is there.
			table.flows.growing = false;
			for (const one of [...steps, { asked: last }]) {
				if ('seen' in one) table.add(one.seen);
				else if ('told' in one) table.flows.attribute(new SocketIndex(one.told));
				else {
					const { rows, total } = await table.views.page(one.asked, 0, MAX_PAGE);
					const expected = expectedRows(table, one.asked);
					expect(rows).toEqual(expected);
					expect(total).toBe(expected.length);
				}
			}
		}),
	);
});

describe('pages', () => {
	const three = [1, 2, 3].map((index): Seen => ({
		at: NOON + index,
		packet: udp({ from: `${PHONE}:${index}`, to: '192.0.2.9:9' }, []),
	}));

	test('are cut out of the view, and no bigger than asked or allowed', async () => {
		const { views } = newTable(three);
		const ports = async (from: number, count: number): Promise<readonly number[]> => {
			const { rows, total } = await views.page(query({ descending: true }), from, count);
			expect(total).toBe(3);
			return rows.map(({ a }) => a.port);
		};
		expect(await ports(0, 2)).toEqual([3, 2]);
		expect(await ports(2, 2)).toEqual([1]);
		expect(await ports(9, 2)).toEqual([]);
		expect(await ports(-5, 1)).toEqual([3]);
		expect(await ports(0, -1)).toEqual([]);
	});

	test('of a growing capture may lag, but then say so', async () => {
		const table = newTable(three);
		expect((await table.views.page(query({}), 0, 9)).total).toBe(3);
		expect(table.behind).toBe(0);
		table.add([{ at: NOON, packet: udp({ from: `${PHONE}:4`, to: '192.0.2.9:9' }, []) }]);
		const { total } = await table.views.page(query({}), 0, 9);
		expect(total === 4 || table.behind === 1).toBe(true);
		table.flows.ended();
		expect((await table.views.page(query({}), 0, 9)).total).toBe(4);
	});

	test('asked for at once, in many orders, each get their own', async () => {
		const { views } = newTable(three);
		const asked = SORTS.flatMap((sort) => [query({ sort }), query({ sort, descending: true })]);
		const pages = await Promise.all(asked.map((one) => views.page(one, 0, 9)));
		expect(pages.map(({ total }) => total)).toEqual(asked.map(() => 3));
		const first = pages[SORTS.indexOf('first') * 2];
		expect(first?.rows.map(({ a }) => a.port)).toEqual([1, 2, 3]);
	});
});

test('one socket of the phone turns every flow the right way round', async () => {
	const table = newTable([
		{ at: NOON, packet: udp({ from: '192.0.2.9:9', to: `${PHONE}:1` }, [1, 2, 3]) },
		{ at: NOON, packet: udp({ from: `${PHONE}:2`, to: '192.0.2.9:9' }, [1]) },
	]);
	const received = query({ sort: 'rx', descending: true });
	const ids = async (): Promise<readonly number[]> =>
		(await table.views.page(received, 0, 9)).rows.map(({ id }) => id);
	table.flows.ended();
	expect(await ids()).toEqual([0, 1]);
	const ends = {
		local: { address: '192.0.2.9', port: 50_000 },
		remote: { address: '192.0.2.77', port: 80 },
	};
	const numbers = { uid: uid(10_001), inode: 7, txQueue: 0, rxQueue: 0, drops: undefined };
	const socket = {
		protocol: 'tcp',
		table: 'tcp',
		...ends,
		state: 'established',
		...numbers,
	} as const;
	table.flows.attribute(new SocketIndex([{ socket, firstSeen: NOON, lastSeen: NOON }]));
	expect(await ids()).toEqual([1, 0]);
});

test('the largest flows by bytes, whatever was looked at before', async () => {
	const { views } = newTable(
		[5, 500, 50].map((size, index) => ({
			at: NOON,
			packet: udp(
				{ from: `${PHONE}:${index}`, to: '192.0.2.9:9' },
				new Array<number>(size).fill(0),
			),
		})),
	);
	expect((await views.largest(2)).map(({ a }) => a.port)).toEqual([1, 2]);
});

test('a filter is text, never a pattern, and never too much to ask', async () => {
	const { views } = newTable([
		{ at: NOON, packet: udp({ from: `${PHONE}:1`, to: '192.0.2.9:9' }, []) },
	]);
	const total = async (text: string): Promise<number> =>
		(await views.page(query({ text }), 0, 9)).total;
	expect(await total('.*')).toBe(0);
	expect(await total('(((((')).toBe(0);
	expect(await total(' \t UDP\n 192.168 ')).toBe(1);
	expect(await total('udp '.repeat(10_000))).toBe(1);
	expect(await total('x'.repeat(1_000_000))).toBe(0);
});

test('a whole capture reads the same as its packets one by one', () => {
	const seen = [1, 2].map((index): Seen => ({
		at: NOON + index,
		packet: udp({ from: `${PHONE}:${index}`, to: '192.0.2.9:9' }, []),
	}));
	const reader = openReader(module, { readOn: false });
	reader.push(pcap(seen));
	const flows = new JoinedFlows(reader, new SocketIndex([]), APPS);
	flows.grew();
	expect(allFlows({ ...newTable(), flows })).toEqual(allFlows(newTable(seen)));
});
