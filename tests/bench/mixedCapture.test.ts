import { execFileSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hasTshark } from '../conformance/tshark.ts';
import { certificate } from '../fixtures/certificates.ts';
import { allFlows, readCapture } from '../fixtures/readCapture.ts';
import { mixedCapture } from './mixedCapture.ts';
import type { PacketSizes } from './traffic/world.ts';

/** IANA protocol number */
const TCP = 6;
/** As many packets as it takes until a few long conversations no longer shift the shares. */
const BYTES: Readonly<Record<PacketSizes, number>> = { mixed: 24e6, small: 8e6 };
const LENGTHS: Readonly<Record<PacketSizes, number>> = { mixed: 684, small: 100 };

describe.each(['mixed', 'small'] as const)('%s traffic', (sizes) => {
	const { bytes, packets } = mixedCapture(BYTES[sizes], sizes);
	const reader = readCapture(bytes);

	test('has packets as long as they should be on average', () => {
		const mean = reader.status().bytes / packets;
		expect(Math.abs(mean / LENGTHS[sizes] - 1)).toBeLessThan(0.01);
	});

	test('is read to the end of every packet', () => {
		expect(reader.status()).toMatchObject({ packets, stopped: 0, undecoded: 0, damages: 0 });
	});

	test('is of no service but those that are spoken', () => {
		const services = new Set(allFlows(reader).map(({ service }) => service ?? 'none'));
		expect([...services].sort()).toEqual(SERVICES);
	});

	test('is the same every time', () => {
		const digest = (capture: Uint8Array): string =>
			createHash('sha256').update(capture).digest('hex');
		expect(digest(mixedCapture(BYTES[sizes], sizes).bytes)).toBe(digest(bytes));
	});

	test.skipIf(!hasTshark())('has no fault that tshark finds, and everything it should', () => {
		const counts = countWithTshark(bytes, FILTERS);
		expect(counts['frame']).toBe(packets);
		expect(counts[MALFORMED]).toBe(0);
		expect(counts[ERRORS]).toBe(0);
		for (const [filter, [least, below]] of Object.entries({ ...SHARES, ...SHARES_OF[sizes] })) {
			const share = (counts[filter] ?? 0) / packets;
			expect(share, filter).toBeGreaterThan(least);
			expect(share, filter).toBeLessThan(below);
		}
		for (const filter of PRESENT) expect(counts[filter], filter).toBeGreaterThan(0);
	});
});

describe('as in real traffic', () => {
	const { bytes, packets } = mixedCapture(BYTES.mixed);
	const flows = allFlows(readCapture(bytes));
	const connections = flows.filter(({ protocol }) => protocol === TCP);

	test('there are about as many packets to a flow', () => {
		expect(packets / flows.length).toBeGreaterThan(25);
		expect(packets / flows.length).toBeLessThan(31);
	});

	test('most conversations are TCP, and half of those say next to nothing', () => {
		expect(connections.length / flows.length).toBeGreaterThan(0.65);
		expect(connections.length / flows.length).toBeLessThan(0.8);
		const lengths = connections
			.map(({ packets: [ab, ba] }) => ab + ba)
			.sort((one, other) => one - other);
		expect(lengths[Math.floor(lengths.length / 2)]).toBe(6);
		expect(lengths.at(-1)).toBeGreaterThan(300);
	});
});

test('certificates are what OpenSSL reads', () => {
	const der = certificate({
		...{ organization: 'Service', commonName: 'a.example', issuer: ['Trust', 'Trust CA'] },
		...{
			hosts: ['a.example', '*.a.example'],
			noise: (length) => new Array<number>(length).fill(171),
		},
	});
	const read = new X509Certificate(Uint8Array.from(der));
	expect(read.subject).toBe('C=US\nO=Service\nCN=a.example');
	expect(read.issuer).toBe('C=US\nO=Trust\nCN=Trust CA');
	expect(read.subjectAltName).toBe('DNS:a.example, DNS:*.a.example');
	expect(read.publicKey.asymmetricKeyDetails?.modulusLength).toBe(2048);
});

const SERVICES = ['dns', 'http', 'mdns', 'none', 'ntp', 'quic', 'stun', 'tls'];

const MALFORMED = '_ws.malformed';
const ERRORS = '_ws.expert.severity == "Error"';

type Shares = Readonly<Record<string, readonly [least: number, below: number]>>;

/** Datagrams that nobody can name. */
const SEALED = 'udp and not (dns or mdns or quic or ntp or stun or rtp)';
const MESSAGES = 'tcp.port == 5222 or tcp.port == 5223';

/** Of all packets: more than, and less than. */
const SHARES: Shares = {
	ipv6: [0.1, 0.35],
	dns: [0.01, 0.06],
	http: [0.001, 0.05],
	'tls and tcp': [0.07, 0.4],
	[MESSAGES]: [0.02, 0.07],
};

const SHARES_OF: Readonly<Record<PacketSizes, Shares>> = {
	mixed: {
		tcp: [0.74, 0.8],
		quic: [0.06, 0.12],
		rtp: [0.04, 0.08],
		[SEALED]: [0.04, 0.08],
	},
	small: {
		tcp: [0.4, 0.7],
		quic: [0.02, 0.3],
		rtp: [0.2, 0.3],
		[SEALED]: [0.15, 0.25],
	},
};

const PRESENT = [
	'ntp',
	'stun',
	'mdns',
	'dns.cname',
	'dns.aaaa',
	'dns.svcb.svcparam.alpn',
	'quic and tls.handshake.type == 1',
	'quic and tls.handshake.type == 2',
	'tls.handshake.extensions_server_name',
	'tls.handshake.certificate and x509ce.dNSName',
	'tls.record.length > 16000 or tcp.segment.count > 10',
	'http.response.code == 200 and http.content_length',
	'tcp.options.sack_perm and tcp.options.mss and tcp.options.wscale',
	'tcp.options.sack_le',
	'tcp.analysis.retransmission',
	'tcp.analysis.duplicate_ack',
	'tcp.flags.reset == 1',
];

const FILTERS = [
	...['frame', MALFORMED, ERRORS, ...Object.keys(SHARES), ...Object.keys(SHARES_OF.mixed)],
	...PRESENT,
];

/** How many packets of a capture each filter lets through, in one run. */
function countWithTshark(
	capture: Uint8Array,
	filters: readonly string[],
): Readonly<Record<string, number>> {
	const folder = mkdtempSync(join(tmpdir(), 'porthole-mixed-'));
	try {
		const path = join(folder, 'mixed.pcap');
		writeFileSync(path, capture);
		// One column for all of the capture.
		const columns = filters.map((filter) => `,COUNT(frame)frame and (${filter})`);
		// Media are looked for only where that is asked for.
		const options = [
			...['-n', '-q', '-r', path, '--enable-heuristic', 'rtp_udp'],
			...['-z', `io,stat,0${columns.join('')}`],
		];
		const text = execFileSync('tshark', options, {
			encoding: 'utf8',
			stdio: ['ignore', 'pipe', 'ignore'],
		});
		const row = /<>(.*)/.exec(text)?.[1] ?? '';
		const counts = row.match(/\d+/g)?.map(Number).slice(-filters.length) ?? [];
		return Object.fromEntries(filters.map((filter, index) => [filter, counts[index] ?? NaN]));
	} finally {
		rmSync(folder, { recursive: true });
	}
}
