import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { isoTime } from '../../scripts/decode/time.ts';
import { LINK_RAW, pcap, type Packet } from '../fixtures/captures.ts';
import {
	ACK,
	clientHello,
	dns,
	ip4,
	ipv4,
	question,
	record,
	SYN,
	tcp,
	tlsRecord,
	TO_QUESTION,
	udp,
	type Octets,
} from '../fixtures/packets.ts';

const PHONE = '10.0.0.7';
const SERVER = '192.0.2.9';
const RESOLVER = '10.0.0.1';

const sent = (protocol: number, payload: Octets): Octets =>
	ipv4({ from: PHONE, to: protocol === 17 ? RESOLVER : SERVER, protocol }, payload);
const received = (protocol: number, payload: Octets): Octets =>
	ipv4({ from: protocol === 17 ? RESOLVER : SERVER, to: PHONE, protocol }, payload);

const asked = [question('www.example.org', 1)];
const told = [record(TO_QUESTION, 1, 300, ip4(SERVER))];
const hello = tlsRecord(clientHello('www.example.org'));

/** A name is asked for, then its server is spoken to; the first packets a nanosecond apart. */
const LIFE: readonly Packet[] = [
	sent(17, udp({ from: 40_001, to: 53 }, dns({ id: 7, flags: 0x0100, questions: asked }))),
	received(
		17,
		udp({ from: 53, to: 40_001 }, dns({ id: 7, flags: 0x8180, questions: asked, answers: told })),
	),
	sent(6, tcp({ from: 40_000, to: 443, flags: SYN, seq: 0 })),
	received(6, tcp({ from: 443, to: 40_000, flags: SYN | ACK, seq: 0 })),
	sent(6, tcp({ from: 40_000, to: 443, flags: ACK }, hello)),
].map((bytes, index) => ({ bytes, seconds: 1_704_164_645, nanos: 123_456_789 + index }));

const FILE = pcap(LIFE, { link: LINK_RAW, nanoseconds: true });

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'porthole-decode-'));
afterAll(() => {
	rmSync(folder, { recursive: true });
});

interface Said {
	readonly code: number;
	readonly stdout: string;
	readonly stderr: string;
}

/** Runs the command on a file of these bytes. */
function decode(bytes: Uint8Array | undefined, ...options: readonly string[]): Promise<Said> {
	const path = join(folder, 'some.pcap');
	rmSync(path, { force: true });
	if (bytes !== undefined) writeFileSync(path, bytes);
	const args = ['scripts/decode.ts', path, ...options];
	return new Promise((resolve) => {
		const child = execFile(process.execPath, args, { cwd: root }, (_, stdout, stderr) => {
			resolve({ code: child.exitCode ?? -1, stdout, stderr });
		});
	});
}

describe('decode --json', () => {
	test('prints one object with everything, times to the nanosecond', async () => {
		const { code, stdout } = await decode(FILE, '--json');
		expect(code).toBe(0);
		const said = JSON.parse(stdout) as { flows: object[] };
		expect(Object.keys(said)).toEqual([
			...['packets', 'bytes', 'linkTypes', 'first', 'last', 'stopped'],
			...['flows', 'dns', 'tls', 'quic', 'http'],
		]);
		expect(said).toMatchObject({
			packets: 5,
			bytes: LIFE.reduce((sum, { bytes }) => sum + bytes.length, 0),
			linkTypes: [LINK_RAW],
			first: '2024-01-02T03:04:05.123456789Z',
			last: '2024-01-02T03:04:05.123456793Z',
			stopped: null,
			dns: [
				{ time: '2024-01-02T03:04:05.123456789Z', id: 7, rcode: null, answers: [] },
				{
					time: '2024-01-02T03:04:05.123456790Z',
					...{ id: 7, question: 'www.example.org', type: 1, rcode: 0 },
					answers: [{ name: 'www.example.org', type: 'A', value: SERVER, ttl: 300 }],
				},
			],
		});
		expect(said.flows).toHaveLength(2);
		expect(said.flows[1]).toMatchObject({
			proto: 'tcp',
			a: { ip: PHONE, port: 40_000 },
			b: { ip: SERVER, port: 443 },
			packets: [2, 1],
			bytes: [40 + 40 + hello.length, 40],
			payload: [hello.length, 0],
			...{ retransmissions: 0, outOfOrder: 0, duplicateAcks: 0 },
			service: 'tls',
			names: [{ name: 'www.example.org', from: 'sni' }],
		});
	});

	test('reads gzip the same', async () => {
		const plain = await decode(FILE, '--json');
		const packed = await decode(new Uint8Array(gzipSync(FILE)), '--json');
		expect(packed).toEqual(plain);
	});

	test('of a damaged capture is what stood before the damage, and where it is', async () => {
		const { code, stdout } = await decode(FILE.subarray(0, -1), '--json');
		const last = 16 + (LIFE.at(-1)?.bytes.length ?? 0);
		expect(code).toBe(0);
		expect(JSON.parse(stdout)).toMatchObject({
			packets: 4,
			stopped: { reason: 'truncated', offset: FILE.length - last },
		});
	});

	test('of damaged gzip is what could be unpacked before the damage', async () => {
		const packed = gzipSync(FILE);
		packed.fill(0xff, packed.length - 8, packed.length - 4);
		const { stdout } = await decode(packed, '--json');
		expect(JSON.parse(stdout)).toMatchObject({ packets: 5, stopped: { reason: 'malformed' } });
	});

	test('of gzip with something else behind it is everything', async () => {
		const { stdout } = await decode(Buffer.concat([gzipSync(FILE), Buffer.from('junk')]), '--json');
		expect(JSON.parse(stdout)).toMatchObject({ packets: 5, stopped: { reason: 'malformed' } });
	});

	test('of gzip that ends too early says so', async () => {
		const { code, stdout } = await decode(gzipSync(FILE).subarray(0, -9), '--json');
		expect(code).toBe(0);
		expect(JSON.parse(stdout)).toMatchObject({ stopped: { reason: 'truncated' } });
	});
});

test('a time that no calendar reaches has none here, and elsewhere the last one of the calendar', async () => {
	const section = Buffer.from('0a0d0d0a1c0000004d3c2b1a01000000ffffffffffffffff1c000000', 'hex');
	const seconds = Buffer.from(
		'01000000200000006500000000000000090001000000000000000000' + '20000000',
		'hex',
	);
	const packet = Buffer.from(
		'0600000020000000000000000000004000000000' + '0000000000000000' + '20000000',
		'hex',
	);
	const { stdout } = await decode(Buffer.concat([section, seconds, packet]), '--json');
	expect(JSON.parse(stdout)).toMatchObject({ packets: 1, first: null, last: null, stopped: null });
});

describe('decode', () => {
	test('shows people the capture, its flows with names, and its DNS', async () => {
		const { code, stdout } = await decode(FILE);
		expect(code).toBe(0);
		expect(stdout).toContain('5 packets');
		expect(stdout).toMatch(
			/^tcp +10\.0\.0\.7:40000 +192\.0\.2\.9:443 .*www\.example\.org \(sni\)$/m,
		);
		expect(stdout).toMatch(/^03:04:05\.123456 .*www\.example\.org +1 +0 +A 192\.0\.2\.9$/m);
		expect(stdout).not.toContain('Stopped');
	});

	test('says where a damaged capture stopped', async () => {
		const { code, stdout } = await decode(FILE.subarray(0, -1));
		expect(code).toBe(0);
		expect(stdout).toMatch(/^Stopped at byte [\d,]+: the file ends in the middle of a record\.$/m);
	});

	test.each([
		['a file that is not there', undefined, /^There is no file .*some\.pcap\.\n$/],
		['no capture', Buffer.from('<!doctype html>'.repeat(9)), /neither a pcap nor a pcapng/],
		['an empty file', new Uint8Array(0), /neither a pcap nor a pcapng/],
	])('%s: a sentence, and exit code 1', async (_, bytes, sentence) => {
		const { code, stdout, stderr } = await decode(bytes, '--json');
		expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
		expect(stderr).toMatch(sentence);
	});
});

test.each([
	[[0, 0], 0, '1970-01-01T00:00:00.000000000Z'],
	[[1_704_164_645, 999_999_999], 1, '2024-01-02T03:04:06.000000000Z'],
	[[1_704_164_645, 0], -1, '2024-01-02T03:04:04.999999999Z'],
	[[4_294_967_295, 5], 2 ** 53, '2106-05-22T12:28:14.254740997Z'],
	[[62, 262_978_000], 1_722_426_233_257_910_000, '2024-07-31T11:44:55.520888000Z'],
	[[1_398_314_839, 498_417_000], -1_381_533_734_993_065_000, '1970-07-14T05:25:04.505352000Z'],
	[[1e13, 0], 0, null],
] as const)('the time %j and %i ns after it is %s', (epoch, nanos, expected) => {
	expect(isoTime(epoch, nanos)).toBe(expected);
});
