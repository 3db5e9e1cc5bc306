import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { LINK_RAW, pcap, type Packet } from '../../fixtures/captures.ts';
import {
	ACK,
	clientHello,
	dns,
	ip4,
	ipv4,
	PSH,
	question,
	record,
	SYN,
	tcp,
	tlsRecord,
	TO_QUESTION,
	u16,
	udp,
	type Octets,
} from '../../fixtures/packets.ts';
import * as quic from '../../fixtures/quicPackets.ts';
import { readCapture } from '../../fixtures/readCapture.ts';
import { hasTshark } from '../tshark.ts';
import { added, compare, judge, type Disagreement } from './compare.ts';
import { capturesBelow, compareAll } from './conformance.ts';
import { FIELDS, type Account, type Field } from './fields.ts';
import { ourAccount } from './ours.ts';
import { agreementTable, disagreementLine } from './report.ts';
import { askTheirs } from './theirs.ts';

const PHONE = '10.0.0.7';
const SERVER = '192.0.2.9';

const sent = (protocol: number, payload: Octets): Octets =>
	ipv4({ from: PHONE, to: SERVER, protocol }, payload);
const received = (protocol: number, payload: Octets): Octets =>
	ipv4({ from: SERVER, to: PHONE, protocol }, payload);

const asked = [question('www.example.org', 1)];
const told = [record(TO_QUESTION, 1, 300, ip4(SERVER))];

/** A name is asked for with this id, then a server of this name is spoken to. */
function life({ id = 7, host = 'www.example.org' } = {}): readonly Octets[] {
	const answer = dns({ id, flags: 0x8180, questions: asked, answers: told });
	return [
		sent(17, udp({ from: 40_001, to: 53 }, dns({ id, flags: 0x0100, questions: asked }))),
		received(17, udp({ from: 53, to: 40_001 }, answer)),
		sent(6, tcp({ from: 40_000, to: 443, flags: SYN, seq: 0 })),
		received(6, tcp({ from: 443, to: 40_000, flags: SYN | ACK, seq: 0 })),
		sent(6, tcp({ from: 40_000, to: 443, flags: PSH | ACK }, tlsRecord(clientHello(host)))),
	];
}

const captureOf = (packets: readonly Octets[]): Uint8Array<ArrayBuffer> =>
	pcap(
		packets.map((bytes, index): Packet => ({ bytes, seconds: 1_700_000_000 + index })),
		{ link: LINK_RAW },
	);

const folder = mkdtempSync(join(tmpdir(), 'porthole-conformance-'));
afterAll(() => {
	rmSync(folder, { recursive: true });
});

function written(name: string, packets: readonly Octets[]): string {
	const path = join(folder, name);
	writeFileSync(path, captureOf(packets));
	return path;
}

const ours = (packets: readonly Octets[]): Account => ourAccount(readCapture(captureOf(packets)));
const theirs = (packets: readonly Octets[]): Promise<Account> =>
	askTheirs(written('theirs.pcap', packets), packets.length);

const isMissing = !hasTshark() && (process.env['CI'] ?? '') === '';

describe.skipIf(isMissing)('a capture by both readers', () => {
	test('agrees in everything that it holds', async () => {
		const { compared, disagreements } = compare('x', ours(life()), await theirs(life()));
		expect(disagreements).toEqual([]);
		expect(Object.fromEntries(compared)).toMatchObject({
			packets: 1,
			'TCP conversations': 1,
			'UDP conversations': 1,
			'DNS messages': 2,
			SNI: 1,
			retransmission: 0,
		});
	});

	const segment = tcp({ from: 40_000, to: 443, flags: PSH | ACK }, [1, 2, 3]);

	test.each<[string, readonly Octets[], readonly (readonly [Field, number | undefined])[]]>([
		[
			'another id',
			life({ id: 8 }),
			[
				['DNS messages', 1],
				['DNS messages', 2],
			],
		],
		[
			'a byte more in a name',
			life({ host: 'www2.example.org' }),
			[
				['TCP conversations', 3],
				['SNI', 5],
			],
		],
		[
			'a segment sent again',
			[...life(), sent(6, segment), sent(6, segment)],
			[
				['packets', undefined],
				['TCP conversations', 3],
				['out-of-order', 6],
				['retransmission', 7],
			],
		],
		[
			'a packet less',
			life().slice(0, -1),
			[
				['packets', undefined],
				['TCP conversations', 3],
				['SNI', undefined],
			],
		],
	])('that for one of them has %s: the field and the frame are told', async (_, other, where) => {
		const { disagreements } = compare('x', ours(life()), await theirs(other));
		const met = disagreements.map(({ field, frame }) => [field, frame]);
		for (const place of where) expect(met).toContainEqual(place);
		const fields = new Set(where.map(([field]) => field));
		expect(disagreements.filter(({ field }) => !fields.has(field))).toEqual([]);
	});

	test('tshark tells several messages of one frame apart, and records of other sections', async () => {
		const framed = (message: Octets): Octets => [...u16(message.length), ...message];
		const messages = [
			dns({ id: 1, flags: 0x8180, questions: asked, answers: [...told, ...told] }),
			dns({ id: 2, flags: 0x8183, questions: [question('no.example.org', 28)] }),
			dns({ id: 3, flags: 0x8180, questions: asked, answers: told }),
		];
		const account = await theirs([
			received(6, tcp({ from: 53, to: 40_000, flags: PSH | ACK }, messages.flatMap(framed))),
		]);
		const address = `www.example.org 300 A ${SERVER}`;
		const words = [...(account.get('DNS messages')?.values() ?? [])];
		expect(words.map(({ text }) => text)).toEqual([
			`1 response 0 www.example.org 1; ${address}; ${address}`,
			'2 response 3 no.example.org 28',
			`3 response 0 www.example.org 1; ${address}`,
		]);
	});

	test('in a tunnel is told for the tunnel and for what is inside; a quote in ICMP is not', async () => {
		const inner = sent(17, udp({ from: 1, to: 2 }, [7]));
		const quote = received(1, [3, 3, 0, 0, 0, 0, 0, 0, ...inner]);
		const account = await theirs([sent(4, inner), quote]);
		expect(account.get('UDP conversations')?.get(`udp ${PHONE}:1 ${SERVER}:2`)?.text).toBe(
			`1 packets, ${inner.length + 20} bytes; 0 packets, 0 bytes`,
		);
	});

	test('of a client of QUIC that begins again: the oracle opens it where the refused packet is known', async () => {
		const frames = quic.cryptoFrame(0, quic.quicHello('again.example', ['h3']));
		const datagrams = [
			sent(17, udp({ from: 40_001, to: 443 }, quic.initial({ version: 0x1a2a3a4a, frames: [] }))),
			received(17, udp({ from: 443, to: 40_001 }, quic.versionNegotiation(quic.VERSION_1))),
			sent(17, udp({ from: 40_001, to: 443 }, quic.initial({ frames }))),
		];
		const below = join(folder, 'refused');
		mkdirSync(join(below, 'tcpdump'), { recursive: true });
		for (const file of ['other.pcap', 'tcpdump/quic_vn.pcap'])
			writeFileSync(join(below, file), captureOf(datagrams));
		const files = capturesBelow(`${below}/`);
		const { disagreements } = added(await compareAll(`${below}/`, files, () => undefined));
		expect(disagreements.map(({ file, field, theirs: said }) => [file, field, said])).toEqual([
			['other.pcap', 'ALPN', undefined],
			['other.pcap', 'QUIC SNI', undefined],
		]);
		const account = await askTheirs(join(below, 'tcpdump', 'quic_vn.pcap'), 3);
		expect([...(account.get('QUIC SNI')?.values() ?? [])]).toEqual([
			{ text: 'again.example', frame: 3 },
		]);
	});

	test('is found in any folder, packed or not, and compared as a whole', async () => {
		const below = join(folder, 'below');
		mkdirSync(join(below, 'deeper'), { recursive: true });
		writeFileSync(join(below, 'a.pcap'), captureOf(life()));
		writeFileSync(join(below, 'deeper', 'b.pcap.gz'), gzipSync(captureOf(life())));
		writeFileSync(join(below, 'README.md'), 'no capture');
		const files = capturesBelow(`${below}/`);
		expect(files).toEqual(['a.pcap', 'deeper/b.pcap.gz']);
		const all = added(await compareAll(`${below}/`, files, () => undefined));
		expect(all.disagreements).toEqual([]);
		expect(all.compared.get('DNS messages')).toBe(4);
	});

	test('the command ends with 0 where all agree, and with 1 where the oracle says otherwise', async () => {
		const command = fileURLToPath(new URL('run.ts', import.meta.url));
		const codeOf = (path: string): Promise<number | null> =>
			new Promise((resolve) => {
				const child = execFile(process.execPath, [command, path], () => {
					resolve(child.exitCode);
				});
			});
		const good = mkdtempSync(join(folder, 'good-'));
		writeFileSync(join(good, 'a.pcap'), captureOf(life()));
		expect(await codeOf(good)).toBe(0);
		writeFileSync(join(good, 'b.pcap'), 'no capture at all, whatever its name says');
		expect(await codeOf(good)).toBe(1);
		expect(await codeOf(join(folder, 'nowhere'))).toBe(1);
	});
});

const disagreement = (change: Partial<Disagreement>): Disagreement => ({
	file: 'a.pcap',
	field: 'SNI',
	item: 'tcp 1 2',
	frame: 4,
	ours: undefined,
	theirs: 'www.example.org',
	...change,
});

describe('a known difference', () => {
	const met = [disagreement({}), disagreement({ frame: 9 }), disagreement({ field: 'ALPN' })];
	const files = new Set(['a.pcap']);
	const listed = { reason: 'because', field: 'SNI', files: ['a.pcap'] } as const;

	test('explains its field in its files, and no other', () => {
		const { explained, unexplained, idle } = judge(met, [listed], files);
		expect(explained).toEqual(met.slice(0, 2));
		expect(unexplained).toEqual(met.slice(2));
		expect(idle).toEqual([]);
	});

	test('that names frames explains only these', () => {
		const { unexplained, idle } = judge(met, [{ ...listed, frames: [9, 10] }], files);
		expect(unexplained).toEqual([met[0], met[2]]);
		expect(idle).toEqual(['a.pcap, SNI, frame 10']);
	});

	test('that is none any more must leave the list; of files that were not compared nothing is said', () => {
		const elsewhere = { ...listed, files: ['a.pcap', 'b.pcap'] };
		expect(judge([], [elsewhere], files).idle).toEqual(['a.pcap, SNI']);
	});
});

test('the table counts what is explained as a disagreement all the same', () => {
	const met = [disagreement({}), disagreement({ item: 'tcp 3 4' })];
	const agreement = { compared: new Map<Field, number>([['SNI', 600]]), disagreements: met };
	const judgement = { explained: met.slice(1), unexplained: met.slice(0, 1), idle: [] };
	const lines = agreementTable(agreement, judgement).split('\n');
	expect(lines).toHaveLength(FIELDS.length + 1);
	const line = lines.find((each) => each.startsWith('SNI'));
	expect(line?.split(/\s+/)).toEqual(['SNI', '598', '600', '99.66', '1', '1']);
});

test('a disagreement is told with its file, its frame and both words', () => {
	expect(disagreementLine(disagreement({}))).toBe(
		'a.pcap: SNI: tcp 1 2, frame 4: ours nothing, theirs www.example.org',
	);
});
