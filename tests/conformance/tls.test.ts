import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import type { CaptureReader } from '#lib/decode/reader.ts';
import { allFlows } from '../fixtures/readCapture.ts';
import { escapedName } from './comparable.ts';
import { readFile } from './ours.ts';
import { hasTshark } from './tshark.ts';

/** Handshakes over TCP, and in RDP over UDP, in other people's captures: who was asked for, what was offered, what was chosen. */
const folder = fileURLToPath(new URL('../../../shared/captures/', import.meta.url));

/** Files that tell us and tshark 4.0 different things, and why. */
const DIFFERENT: ReadonlyMap<string, string> = new Map([
	['nDPI/rdp.pcap', 'tshark does not look for TLS inside RDP'],
	['zeek/rdp-no-cookie-mstshash.pcap', 'tshark does not look for TLS inside RDP'],
	['zeek/rdp-to-ssl.pcap', 'tshark does not look for TLS inside RDP'],
	[
		'zeek/rdpeudp2-handshake-success.pcap',
		'a record in several datagrams: we read the ServerHello at its beginning, tshark nothing of it',
	],
	['nDPI/tls_invalid_reads.pcap', 'packets inside packets: whose the fields are cannot be told'],
	['nDPI/capwap_data.pcapng', 'packets inside packets: whose the fields are cannot be told'],
]);

const FIELDS = [
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
	'tls.handshake.type',
	'tls.handshake.extensions_server_name',
	'tls.handshake.extensions_alpn_str',
	'tls.handshake.version',
	'tls.handshake.extensions.supported_version',
	'tls.handshake.ciphersuite',
] as const;

type Frame = (field: (typeof FIELDS)[number]) => readonly string[];

const BETWEEN = '\u001f';
const CLIENT_HELLO = '1';
const SERVER_HELLO = '2';

async function framesOf(path: string): Promise<readonly Frame[]> {
	const fields = FIELDS.flatMap((field) => ['-e', field]);
	const filter = [
		'-Y',
		'tls.handshake.type and (tcp or rdpudp)',
		'-o',
		'tcp.reassemble_out_of_order:TRUE',
	];
	const options = ['-n', '-r', path, ...filter, '-T', 'fields', '-E', `aggregator=${BETWEEN}`];
	const { stdout } = await promisify(execFile)('tshark', [...options, ...fields]);
	return stdout.split('\n').filter(Boolean).map(readFrame);
}

function readFrame(line: string): Frame {
	const values = line.split('\t');
	return (field) => (values[FIELDS.indexOf(field)] ?? '').split(BETWEEN).filter(Boolean);
}

function endsOf(frame: Frame): string {
	const end = (side: 'src' | 'dst'): string => {
		const [address = ''] = [...frame(`ip.${side}`), ...frame(`ipv6.${side}`)];
		const ports = [...frame(`tcp.${side}port`), ...frame(`udp.${side}port`)];
		return `${address}:${ports.join('')}`;
	};
	return [end('src'), end('dst')].sort().join(' ');
}

/** One line per connection, sorted. */
function theirs(frames: readonly Frame[]): readonly string[] {
	const streams = new Map<string, Frame[]>();
	for (const frame of frames) {
		const [udp = ''] = frame('udp.stream');
		const [stream = `udp ${udp}`] = frame('tcp.stream');
		streams.set(stream, [...(streams.get(stream) ?? []), frame]);
	}
	return [...streams.values()].filter(hasHello).map(lineOf).sort();
}

const says = (type: string) => (frame: Frame) => frame('tls.handshake.type').includes(type);

const hasHello = (frames: readonly Frame[]): boolean =>
	frames.some(says(CLIENT_HELLO)) || frames.some(says(SERVER_HELLO));

function lineOf(frames: readonly Frame[]): string {
	const client = frames.find(says(CLIENT_HELLO));
	// The answer to a HelloRetryRequest comes last.
	const server = frames.findLast(says(SERVER_HELLO));
	const [name] = client?.('tls.handshake.extensions_server_name') ?? [];
	const offered = client?.('tls.handshake.extensions_alpn_str') ?? [];
	const version =
		server?.('tls.handshake.extensions.supported_version').at(-1) ??
		server?.('tls.handshake.version').at(-1);
	const cipher = server?.('tls.handshake.ciphersuite').at(-1);
	const [ends] = frames.map(endsOf);
	return [ends, escapedName(name ?? ''), offered, Number(version), Number(cipher)].join(' ');
}

function ours(reader: CaptureReader): readonly string[] {
	return allFlows(reader)
		.flatMap(({ a, b, tls }) => {
			const handshake = tls === undefined ? undefined : reader.tls(tls);
			if (handshake?.transport !== 'tls') return [];
			const { sni = '', alpn, chosen, cipher } = handshake;
			const ends = [a, b].map(({ address, port }) => `${address}:${port}`);
			return [[ends.sort().join(' '), sni, alpn, Number(chosen), Number(cipher)].join(' ')];
		})
		.sort();
}

const isComplete = existsSync(folder) && hasTshark();
const inCi = process.env['CI'] !== undefined && process.env['CI'] !== '';

if (isComplete) compareAll();
else
	test.skipIf(!inCi)('handshakes in real captures are compared with tshark', () => {
		expect(isComplete, 'CI has everything: nothing is skipped there').toBe(true);
	});

function compareAll(): void {
	const all = readdirSync(folder, { recursive: true }).map(String);
	const captures = all.filter((file) => /\.pcap(ng)?$/.test(file)).sort();
	const spoken = captures.filter((file) => ours(readFile(folder + file)).length > 0);

	test('are many', () => {
		expect(spoken.length).toBeGreaterThan(30);
	});

	test.concurrent.each(spoken)(
		'%s: handshakes as tshark reads them',
		{ timeout: 60_000 },
		async (file) => {
			const expected = theirs(await framesOf(folder + file));
			const told = ours(readFile(folder + file));
			if (DIFFERENT.has(file)) expect(told).not.toEqual(expected);
			else expect(told).toEqual(expected);
		},
	);
}
