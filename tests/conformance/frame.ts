import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ANALYSIS } from './analysisFlags.ts';

/** What tshark is asked for every frame. */
export const FIELDS = [
	'frame.number',
	'frame.len',
	'frame.protocols',
	'ip.fragment',
	'ipv6.fragment',
	'icmp.type',
	'icmpv6.type',
	'ip.src',
	'ip.dst',
	'ipv6.src',
	'ipv6.dst',
	'tcp.srcport',
	'tcp.dstport',
	'tcp.stream',
	'udp.srcport',
	'udp.dstport',
	'udp.stream',
	'dns.id',
	'dns.flags.response',
	'dns.flags.rcode',
	'dns.qry.name',
	'dns.qry.type',
	'dns.count.answers',
	'dns.resp.name',
	'dns.resp.type',
	'dns.resp.ttl',
	'dns.a',
	'dns.aaaa',
	'dns.cname',
	'tls.handshake.extensions_server_name',
	'tcp.analysis.ack_rtt',
	'tcp.analysis.initial_rtt',
	...ANALYSIS.map(([flag]) => `tcp.analysis.${flag}` as const),
] as const;

export type Field = (typeof FIELDS)[number];

/** A frame's fields, each with every value it has in the frame. */
export type Frame = (field: Field) => readonly string[];

/** A capture as tshark tells it. */
export interface Told {
	readonly frames: readonly Frame[];
	/** Its tables of conversations, as it prints them. */
	readonly tables: string;
}

/** Between several values of one field: no value of ours holds it. */
const BETWEEN = '\u001f';
const TABLES_BEGIN = '='.repeat(80);

const told = new Map<string, Promise<Told>>();

/** Everything that is asked of a capture, in one run: whoever asks again is told the same. */
export function askFrames(path: string): Promise<Told> {
	const known = told.get(path) ?? run(path);
	told.set(path, known);
	return known;
}

async function run(path: string): Promise<Told> {
	const options = ['-n', '-r', path, '-T', 'fields', '-E', `aggregator=${BETWEEN}`];
	const fields = FIELDS.flatMap((field) => ['-e', field]);
	const tables = ['tcp', 'udp', 'ip', 'ipv6'].flatMap((table) => ['-z', `conv,${table}`]);
	const text = await output([...options, ...fields, ...tables]);
	const tablesAt = text.indexOf(TABLES_BEGIN);
	const frames = text.slice(0, tablesAt).split('\n').filter(Boolean).map(readFrame);
	return { frames, tables: text.slice(tablesAt) };
}

/** tshark ends with an error where the file is damaged, having printed what it could read. */
async function output(args: readonly string[]): Promise<string> {
	try {
		return (await promisify(execFile)('tshark', args, { maxBuffer: 1 << 28 })).stdout;
	} catch (error) {
		if (error instanceof Error && 'stdout' in error) return String(error.stdout);
		throw error;
	}
}

function readFrame(line: string): Frame {
	const values = line.split('\t');
	return (field) => (values[FIELDS.indexOf(field)] ?? '').split(BETWEEN).filter(Boolean);
}
