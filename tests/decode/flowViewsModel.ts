// Tables of flows, anything that may happen to them, and what they should show then.
import fc from 'fast-check';
import { compiledCore } from './core.ts';
import { ACK, dnsResponse, FIN, pcapHeader, record, SYN, tcp, udp, type Seen } from './packets.ts';
import { SocketIndex } from '#lib/analysis/attribution.ts';
import type { Flow, FlowTcp, TcpState } from '#lib/model/flow.ts';
import { serviceTitle } from '#lib/model/serviceWords.ts';
import type { SocketSighting } from '#lib/model/socket.ts';
import { uid } from '#lib/model/uid.ts';
import type { FlowQuery, FlowSort } from '#lib/ports/decoder.ts';
import { openReader } from '#lib/decode/core.ts';
import { FlowViews } from '#lib/decode/flowViews.ts';
import { JoinedFlows } from '#lib/decode/joinedFlows.ts';
import type { CaptureReader } from '#lib/decode/reader.ts';

export const NOON = 1_700_000_000_000;
export const PHONE = '192.168.1.7';
export const APPS = new Map([
	[10_001, 'org.example.Atlas'],
	[10_002, 'net.sample.mail'],
]);
export const SORTS: readonly FlowSort[] = [
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

export const module = await compiledCore();

export interface Table {
	readonly reader: CaptureReader;
	readonly flows: JoinedFlows;
	readonly views: FlowViews;
	behind: number;
	add(seen: readonly Seen[]): void;
}

export function newTable(seen: readonly Seen[] = []): Table {
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

export const query = (parts: Partial<FlowQuery>): FlowQuery => ({
	text: '',
	sort: 'first',
	descending: false,
	...parts,
});

// What a table should show, the slow and obvious way: over whole flows, with strings.

export const allFlows = ({ flows }: Table): Flow[] =>
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

export function expectedRows(table: Table, { text, sort, descending }: FlowQuery): Flow[] {
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

export const anyQuery = fc.record({
	text: words,
	sort: fc.constantFrom(...SORTS),
	descending: fc.boolean(),
});

type Step =
	| { readonly seen: readonly Seen[] }
	| { readonly told: readonly SocketSighting[] }
	| { readonly asked: FlowQuery };

export const step: fc.Arbitrary<Step> = fc.oneof(
	stretch.map((seen) => ({ seen })),
	sightings.map((told) => ({ told })),
	anyQuery.map((asked) => ({ asked })),
);
