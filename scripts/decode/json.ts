// The one object that `--json` prints, in pieces: a capture may hold a million flows.
import { retransmissionsOf, rttOf } from '#lib/model/flowHealth.ts';
import type { Endpoint } from '#lib/model/endpoint.ts';
import type { BothWays, DnsMessage, Flow, HttpExchange, TlsHandshake } from '#lib/model/flow.ts';
import type { Decoded } from './read.ts';
import { isoTime } from './time.ts';
import { protocolWord } from './words.ts';

/** Pieces that together are one JSON object, a row of a list on each line. */
export function* jsonOf(decoded: Decoded): Generator<string, void> {
	yield JSON.stringify(headOf(decoded)).slice(0, -1);
	for (const [name, rows] of listsOf(decoded)) {
		yield `,\n"${name}":[`;
		let between = '\n';
		for (const row of rows) {
			yield between + JSON.stringify(row);
			between = ',\n';
		}
		yield ']';
	}
	yield '}\n';
}

function headOf({ summary, reader }: Decoded) {
	const { firstNanos, lastNanos } = reader.status();
	const time = (nanos: number | undefined): string | null =>
		nanos === undefined ? null : isoTime(reader.epoch(), nanos);
	return {
		packets: summary.packets,
		bytes: summary.bytes,
		linkTypes: summary.linkTypes,
		first: time(firstNanos),
		last: time(lastNanos),
		stopped: summary.stop ?? null,
	};
}

type List = readonly [name: string, rows: Iterable<unknown>];

function listsOf({ capture, reader }: Decoded): readonly List[] {
	const { flows, dns, tls, http } = reader.status();
	const timeOf = (of: 'dns' | 'http', index: number): string | null =>
		isoTime(reader.epoch(), reader.nanosOf(of, index));
	const handshakes = (isWanted: (transport: TlsHandshake['transport']) => boolean) =>
		each(tls, (index) => reader.tls(index))
			.filter(({ transport }) => isWanted(transport))
			.map(handshakeRow);
	return [
		['flows', each(flows, (id) => flowRow(capture.flows.flow(id)))],
		['dns', each(dns, (index) => dnsRow(reader.dns(index), timeOf('dns', index)))],
		['tls', handshakes((transport) => transport !== 'quic')],
		['quic', handshakes((transport) => transport === 'quic')],
		['http', each(http, (index) => httpRow(reader.http(index), timeOf('http', index)))],
	];
}

/** Rows made one at a time, as they are printed. */
function each<Row>(count: number, make: (index: number) => Row) {
	function* rows(): Generator<Row, void> {
		for (let index = 0; index < count; index += 1) yield make(index);
	}
	return rows();
}

const end = ({ address, port }: Endpoint) => ({ ip: address, port });

const both = ([ab, ba]: BothWays): number => ab + ba;

/** `a` is who spoke first. A service is told only where the content said so; a port says it of itself. */
function flowRow(flow: Flow) {
	const { owner, payload = [0, 0], tcp, service } = flow;
	const rtt = rttOf(tcp);
	return {
		proto: protocolWord(flow.protocol),
		a: end(flow.a),
		b: end(flow.b),
		...(owner.kind === 'captured' && { uid: owner.uid }),
		packets: flow.packets,
		bytes: flow.bytes,
		payload,
		retransmissions: retransmissionsOf(tcp) ?? 0,
		outOfOrder: tcp?.health === undefined ? 0 : both(tcp.health.outOfOrder),
		duplicateAcks: tcp?.health === undefined ? 0 : both(tcp.health.duplicateAcks),
		...(rtt !== undefined && { rtt }),
		service: service?.by === 'content' ? service.name : null,
		names: flow.names,
	};
}

/** Only responses have a code. */
const dnsRow = ({ id, kind, question, type, rcode, answers }: DnsMessage, time: string | null) => ({
	time,
	id,
	question,
	type,
	rcode: kind === 'response' ? rcode : null,
	answers,
});

const handshakeRow = ({ flow, sni, alpn, ja4 }: TlsHandshake) => ({
	flow,
	sni: sni ?? null,
	alpn,
	ja4: ja4 ?? null,
});

const httpRow = (exchange: HttpExchange, time: string | null) => ({
	time,
	flow: exchange.flow,
	method: exchange.method ?? null,
	target: exchange.target ?? null,
	host: exchange.host ?? null,
	userAgent: exchange.userAgent ?? null,
	status: exchange.status ?? null,
	contentType: exchange.contentType ?? null,
	server: exchange.server ?? null,
});
