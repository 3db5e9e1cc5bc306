// The frames of a capture as tshark tells them: one run, one line a frame, every value of a field in it.
import { execFile } from 'node:child_process';
import { ANALYSIS } from './fields.ts';
import { DNS_FIELDS } from './theirDns.ts';

const NAMES = [
	'frame.number',
	'frame.len',
	'frame.protocols',
	'ip.fragment',
	'ipv6.fragment',
	'ip.src',
	'ip.dst',
	'ipv6.src',
	'ipv6.dst',
	'tcp.srcport',
	'tcp.dstport',
	'tcp.stream',
	'udp.srcport',
	'udp.dstport',
	'tls.handshake.type',
	'tls.handshake.extensions_server_name',
	'tls.handshake.extensions_alpn_str',
	'dtls.handshake.type',
	'dtls.handshake.extensions_server_name',
	'dtls.handshake.extensions_alpn_str',
	'gquic.tag.sni',
	'http.request.method',
	'http.request.uri',
	'http.host',
	...ANALYSIS.map(([flag]) => `tcp.analysis.${flag}`),
	...DNS_FIELDS,
];

/** What tshark looks for on these ports is not all that is spoken there: TLS in RDP, QUIC (RFC 9250), HTTP astray. */
const DECODE_AS = ['tcp.port==3389,tls', 'udp.port==853,quic', 'tcp.port==22,http'].flatMap(
	(each) => ['-d', each],
);

/** Between several values of one field: no value of ours holds it. */
const BETWEEN = '\u001f';

/** A frame; `values` gives every value that a field has in it. */
export interface Frame {
	readonly number: number;
	readonly protocols: readonly string[];
	readonly values: (name: string) => readonly string[];
}

/** tshark ends with an error where the file is damaged, having told what it could read. */
export async function askFrames(path: string): Promise<readonly Frame[]> {
	const options = ['-n', '-r', path, ...DECODE_AS, '-T', 'fields', '-E', `aggregator=${BETWEEN}`];
	const args = [...options, ...NAMES.flatMap((name) => ['-e', name])];
	const text = await new Promise<string>((resolve, reject) => {
		execFile('tshark', args, { maxBuffer: 1 << 29 }, (error, stdout) => {
			if (error?.code === 'ENOENT') reject(new Error('tshark is not installed'));
			else resolve(stdout);
		});
	});
	return text.split('\n').filter(Boolean).map(frameOf);
}

const PLACES: ReadonlyMap<string, number> = new Map(NAMES.map((name, place) => [name, place]));

export function frameOf(line: string): Frame {
	const cells = line.split('\t');
	const values = (name: string): readonly string[] =>
		(cells[PLACES.get(name) ?? -1] ?? '').split(BETWEEN).filter(Boolean);
	const [number] = values('frame.number');
	const [protocols = ''] = values('frame.protocols');
	return { number: Number(number), protocols: protocols.split(':'), values };
}

/** What frames carried. */
export interface Size {
	readonly packets: number;
	readonly bytes: number;
}

/**
 * tshark tells of a datagram in parts with its last fragment alone, and there in which frames the others were. What a
 * frame counts for: itself, or all fragments of the datagram that it completes.
 */
export function datagramSizes(frames: readonly Frame[]): (frame: Frame) => Size {
	const lengths = new Map(
		frames.map(({ number, values }) => [number, Number(values('frame.len')[0])]),
	);
	return ({ number, values }) => {
		const fragments = [...values('ip.fragment'), ...values('ipv6.fragment')].map(Number);
		const parts = fragments.length === 0 ? [number] : fragments;
		const bytes = parts.reduce((sum, part) => sum + (lengths.get(part) ?? 0), 0);
		return { packets: parts.length, bytes };
	};
}

/** A TCP segment or UDP datagram in a frame, with who sent it to whom. */
export interface Segment {
	readonly protocol: 'tcp' | 'udp';
	readonly from: string;
	readonly to: string;
	/** TCP only. */
	readonly stream: string | undefined;
}

/**
 * Every segment of a frame, the outermost first: tunnels have several. What stands behind an ICMP header is
 * quoted there, and was sent before.
 */
export function segmentsOf({ protocols, values }: Frame): readonly Segment[] {
	const next = takers(values);
	const segments: Segment[] = [];
	let hosts: readonly [from: string, to: string] = ['', ''];
	for (const protocol of protocols) {
		if (protocol === 'icmp' || protocol === 'icmpv6') break;
		if (protocol === 'ip' || protocol === 'ipv6')
			hosts = [next(`${protocol}.src`), next(`${protocol}.dst`)];
		if (protocol === 'udplite') takePorts('udp', next);
		if (protocol !== 'tcp' && protocol !== 'udp') continue;
		const [from, to] = takePorts(protocol, next);
		const stream = protocol === 'tcp' ? next('tcp.stream') : undefined;
		if (from !== '' && stream !== '')
			segments.push({ protocol, from: `${hosts[0]}:${from}`, to: `${hosts[1]}:${to}`, stream });
	}
	return segments;
}

type Take = (name: string) => string;

const takePorts = (protocol: 'tcp' | 'udp', next: Take): readonly [from: string, to: string] => [
	next(`${protocol}.srcport`),
	next(`${protocol}.dstport`),
];

/** Gives the values of each field one after the other; nothing once there are no more. */
export function takers(values: Frame['values']): Take {
	const left = new Map<string, string[]>();
	return (name) => {
		const list = left.get(name) ?? [...values(name)];
		left.set(name, list);
		return list.shift() ?? '';
	};
}
