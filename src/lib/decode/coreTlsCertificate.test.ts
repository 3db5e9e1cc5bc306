import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { capture, down, inSegments, up } from '../../../tests/fixtures/conversation.ts';
import { zeros } from '../../../tests/fixtures/packets.ts';
import type { Octets } from '../../../tests/fixtures/packets.ts';
import {
	alpn,
	answerOf,
	certificates,
	GREASE,
	helloOf,
	message,
	offeredVersions,
	records,
	serverName,
	TLS12,
	TLS13,
} from '../../../tests/fixtures/tlsPackets.ts';
import { tell, tlsOf, type Told } from '../../../tests/fixtures/tlsTold.ts';

function have(tool: string): boolean {
	const ask = tool === 'tshark' ? '--version' : 'version';
	try {
		execFileSync(tool, [ask], { stdio: 'ignore' });
		return true;
	} catch {
		return false;
	}
}

const needed = (tool: string): boolean => have(tool) || (process.env['CI'] ?? '') !== '';

function inFolder<T>(use: (folder: string) => T): T {
	const folder = mkdtempSync(join(tmpdir(), 'porthole-tls-'));
	try {
		return use(folder);
	} finally {
		rmSync(folder, { recursive: true });
	}
}

/** A certificate that signs itself, as DER. */
function certificate(subject: string, ...options: readonly string[]): Octets {
	return inFolder((folder) => {
		const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
		const files = ['-keyout', join(folder, 'key'), '-outform', 'DER', '-out', join(folder, 'der')];
		const args = ['req', '-x509', '-utf8', '-subj', subject, ...key, ...files, ...options];
		execFileSync('openssl', args, { stdio: 'ignore' });
		return [...readFileSync(join(folder, 'der'))];
	});
}

const altNames = (...names: readonly string[]): readonly string[] => [
	'-addext',
	`subjectAltName=${names.join(',')}`,
];

describe.runIf(needed('openssl'))('the certificate', () => {
	const asked = up(1, records(helloOf({ extensions: [serverName('www.example.org')] })));
	const flight = (...chain: readonly Octets[]): Octets => [
		...answerOf({ ciphers: [0xc02f] }),
		...certificates(...chain),
		...message(14, []),
	];
	const told = (...chain: readonly Octets[]): Told =>
		tell([asked, down(1, records(flight(...chain)))]);
	const www = certificate(
		'/C=DE/O=Example Works/CN=www.example.org',
		...altNames('DNS:www.example.org', 'IP:192.0.2.1', 'DNS:*.example.net', 'email:a@example.org'),
	);

	test('subject, issuer, alternative names', () => {
		const { flow, tls } = told(www);
		expect(tls?.certificate).toEqual({
			subject: 'www.example.org',
			issuer: 'www.example.org',
			altNames: ['www.example.org', '*.example.net'],
		});
		expect(flow?.names).toEqual([
			{ name: 'www.example.org', from: 'sni' },
			{ name: 'www.example.org', from: 'certificate' },
			{ name: '*.example.net', from: 'certificate' },
		]);
	});

	test('is the first of the chain', () => {
		expect(told(www, certificate('/CN=Other')).tls?.certificate?.subject).toBe('www.example.org');
	});

	test('a name that is no host is none of the flow', () => {
		const { flow, tls } = told(certificate('/O=Örtlich, Ünd/CN=Größe 9'));
		expect(tls?.certificate).toMatchObject({ subject: 'Gr\\195\\182\\195\\159e 9', altNames: [] });
		expect(flow?.names.map(({ from }) => from)).toEqual(['sni']);
	});

	test('without a common name the organisation issued it', () => {
		const { tls } = told(certificate('/C=DE/O=Example Works'));
		expect(tls?.certificate).toEqual({ subject: '', issuer: 'Example Works', altNames: [] });
	});

	test('with hundreds of names: the flow gets some, the text ends with a whole one', () => {
		const hosts = Array.from({ length: 200 }, (_, index) => `host-${index}.example.org`);
		const { flow, tls } = told(
			certificate('/CN=x', ...altNames(...hosts.map((host) => `DNS:${host}`))),
		);
		const kept = tls?.certificate?.altNames ?? [];
		expect(kept.length).toBeGreaterThan(50);
		expect(kept).toEqual(hosts.slice(0, kept.length));
		expect(flow?.names.length).toBeGreaterThan(10);
		expect(flow?.names.length).toBeLessThan(18);
	});

	test.each([1, 17, 500])('split over segments of %i bytes and records of 100', (size) => {
		const split = inSegments(records(flight(www), 100), size, down);
		expect(tlsOf([asked, ...split])?.certificate?.altNames).toHaveLength(2);
	});

	test('is read when it is there, though the chain is not', () => {
		const whole = records(flight(www, zeros(4000)));
		const { tls } = tell([asked, down(1, whole.slice(0, www.length + 200))]);
		expect(tls?.certificate?.subject).toBe('www.example.org');
	});

	test('damaged anywhere: never more than was there', () => {
		const whole = records(flight(www));
		fc.assert(
			fc.property(fc.nat(whole.length - 1), fc.nat(255), (place, value) => {
				const { tls } = tell([asked, down(1, whole.with(place, value))]);
				expect(tls?.certificate?.altNames.join().length ?? 0).toBeLessThan(www.length * 4);
			}),
		);
	});

	test.runIf(needed('tshark'))('tshark reads the same', () => {
		const hello = helloOf({
			ciphers: [GREASE, 0xc02f, 0x1301],
			extensions: [
				serverName('www.example.org'),
				alpn('h2', 'http/1.1'),
				offeredVersions(GREASE, TLS13, TLS12),
			],
		});
		const packets = [
			...inSegments(records(hello, 50), 60, up),
			...inSegments(records(flight(www), 300), 200, down),
		];
		const fields = {
			name: 'tls.handshake.extensions_server_name',
			alpn: 'tls.handshake.extensions_alpn_str',
			chosen: 'tls.handshake.version',
			cipher: 'tls.handshake.ciphersuite',
			subject: 'x509sat.uTF8String',
			altNames: 'x509ce.dNSName',
		};
		const theirs = askTshark(packets, Object.values(fields));
		const tls = tlsOf(packets);
		expect(theirs(fields.name)).toEqual([tls?.sni]);
		expect(theirs(fields.alpn)).toEqual(tls?.alpn);
		expect(theirs(fields.chosen).map(Number)).toContain(tls?.chosen);
		expect(theirs(fields.cipher).map(Number)).toContain(tls?.cipher);
		expect(theirs(fields.subject)).toContain(tls?.certificate?.subject);
		expect(theirs(fields.altNames)).toEqual(tls?.certificate?.altNames);
	});
});

/** All values of a field, in order. */
function askTshark(
	packets: readonly Octets[],
	fields: readonly string[],
): (field: string) => readonly string[] {
	const lines = inFolder((folder) => {
		const file = join(folder, 'packets.pcap');
		writeFileSync(file, capture(packets));
		const columns = fields.flatMap((field) => ['-e', field]);
		const options = ['-n', '-r', file, '-T', 'fields', '-E', 'aggregator=|', ...columns];
		return execFileSync('tshark', options, { encoding: 'utf8', stdio: 'pipe' }).split('\n');
	});
	return (field) => {
		const column = fields.indexOf(field);
		return lines.flatMap((line) => line.split('\t')[column]?.split('|').filter(Boolean) ?? []);
	};
}
