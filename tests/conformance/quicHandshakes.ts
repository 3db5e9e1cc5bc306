import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { CaptureReader } from '#lib/decode/reader.ts';
import { allFlows } from '../fixtures/readCapture.ts';
import { escapedName } from './comparable.ts';

const run = promisify(execFile);

/** One line per UDP conversation that speaks QUIC or DTLS: ends, which of both, name, protocols, chosen cipher. */
type Lines = readonly string[];

interface Told {
	readonly ends: readonly [string, string];
	service: string;
	sni?: string | undefined;
	alpn?: readonly string[] | undefined;
	cipher?: number | undefined;
}

function line({ ends, service, sni = '', alpn = [], cipher = 0 }: Told): string {
	const parts = [[...ends].sort().join(' '), service, sni, alpn.join(','), cipher.toString(16)];
	return parts.join(' | ');
}

/** What our reader says. */
export function ourHandshakes(reader: CaptureReader): Lines {
	const flows = allFlows(reader).flatMap((flow) => {
		const handshake = flow.tls === undefined ? undefined : reader.tls(flow.tls);
		// A call may have begun with STUN, which its service stays; its handshake tells the rest.
		const service = handshake?.transport ?? flow.service;
		return service === 'quic' || service === 'dtls' ? [{ ...flow, service, handshake }] : [];
	});
	const lines = flows.map(({ a, b, service, handshake }) => {
		const ends = [`${a.address}:${a.port}`, `${b.address}:${b.port}`] as const;
		const { sni, alpn, cipher } = handshake ?? {};
		return line({ ends, service, sni, alpn, cipher });
	});
	return lines.sort();
}

const FIELDS = [
	'frame.protocols',
	'udp.stream',
	'ip.src',
	'ip.dst',
	'ipv6.src',
	'ipv6.dst',
	'udp.srcport',
	'udp.dstport',
	'tls.handshake.type',
	'tls.handshake.extensions_server_name',
	'tls.handshake.extensions_alpn_str',
	'tls.handshake.ciphersuite',
	'dtls.handshake.type',
	'dtls.handshake.extensions_server_name',
	'dtls.handshake.extensions_alpn_str',
	'dtls.handshake.ciphersuite',
	'gquic.tag.sni',
] as const;

type Field = (typeof FIELDS)[number];
type Frame = (field: Field) => readonly string[];

const BETWEEN = '\u001f';
const CLIENT_HELLO = '1';
const SERVER_HELLO = '2';

/** What tshark says. */
export async function tsharkHandshakes(path: string): Promise<Lines> {
	const fields = FIELDS.flatMap((field) => ['-e', field]);
	const options = ['-n', '-r', path, '-Y', 'quic or gquic or dtls', '-T', 'fields'];
	const { stdout } = await run('tshark', [...options, '-E', `aggregator=${BETWEEN}`, ...fields]);
	const streams = new Map<string, Told>();
	for (const row of stdout.split('\n').filter(Boolean)) {
		const values = row.split('\t');
		take(streams, (field) => (values[FIELDS.indexOf(field)] ?? '').split(BETWEEN).filter(Boolean));
	}
	return [...streams.values()].map(line).sort();
}

function take(streams: Map<string, Told>, frame: Frame): void {
	const stream = frame('udp.stream').at(-1) ?? '';
	const service = frame('frame.protocols')[0]?.includes(':dtls') === true ? 'dtls' : 'quic';
	const told = streams.get(stream) ?? { ends: endsOf(frame), service };
	streams.set(stream, told);
	for (const layer of ['tls', 'dtls'] as const) takeHello(told, frame, layer);
	const [gquicName] = frame('gquic.tag.sni');
	if (gquicName !== undefined) told.sni ??= escapedName(gquicName);
}

/** A frame with one hello and nothing else that has the same fields; the first of each kind counts. */
function takeHello(told: Told, frame: Frame, layer: 'tls' | 'dtls'): void {
	const types = frame(`${layer}.handshake.type`);
	if (types.includes(CLIENT_HELLO) && told.alpn === undefined) {
		const [name] = frame(`${layer}.handshake.extensions_server_name`);
		told.sni ??= name === undefined ? undefined : escapedName(name);
		told.alpn = frame(`${layer}.handshake.extensions_alpn_str`);
	} else if (types.includes(SERVER_HELLO))
		told.cipher ??= Number(frame(`${layer}.handshake.ciphersuite`)[0]);
}

function endsOf(frame: Frame): readonly [string, string] {
	const ip = frame('ip.src').length > 0 ? 'ip' : 'ipv6';
	const end = (side: 'src' | 'dst'): string =>
		`${frame(`${ip}.${side}`).at(-1) ?? ''}:${frame(`udp.${side}port`).at(-1) ?? ''}`;
	return [end('src'), end('dst')];
}
