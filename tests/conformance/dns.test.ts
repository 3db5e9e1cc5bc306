import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { DnsAnswer, DnsMessage } from '#lib/model/flow.ts';
import { fromServer, raw } from '../fixtures/dnsCaptures.ts';
import * as rr from '../fixtures/dnsRecords.ts';
import {
	ascii,
	ip4,
	ip6,
	name,
	question,
	record,
	TO_QUESTION,
	u16,
	type Octets,
} from '../fixtures/packets.ts';
import { allDns, readCapture } from '../fixtures/readCapture.ts';
import { Agreement, idle, unexplained, type Explanation } from './agreement.ts';
import { readFile } from './ours.ts';
import { CAPTURES, forEachCaptureWith, whatIsMissing } from './realCaptures.ts';
import { askDns, type TheirMessage } from './tsharkDns.ts';

/** Why tshark 4.0 and we read messages differently. */
const DIFFERENCES: readonly Explanation[] = [
	{
		reason: 'tshark gives up the message where it is cut or damaged, before it comes to the time',
		fields: ['latency'],
		files: ['tcpdump/dns_udp_2.pcap', 'zeek/svcb-port-malformed.pcap'],
	},
	{
		reason: 'the target reaches out of the data of its record: tshark reads on, we keep no answer',
		fields: ['answers'],
		files: ['zeek/dns-svcb-rdlength-mismatch.pcap'],
	},
	{
		reason: 'a port of three bytes: tshark takes two of them, we leave the parameter out',
		fields: ['HTTPS'],
		files: ['zeek/svcb-port-malformed.pcap'],
	},
	{
		reason: 'a label type of no standard: tshark shows the words "Unknown extended label"',
		fields: ['message'],
		files: ['zeek/vector-max-size-crash.pcap'],
	},
];

/** DNS, NetBIOS names, mDNS and LLMNR, as they stand in a packet. */
const PORTS = [53, 137, 5353, 5355].map((port) => Buffer.of(port >> 8, port & 255));

const missing = whatIsMissing();

test.skipIf(missing !== undefined)(
	'DNS messages are what tshark reads',
	{ timeout: 600_000 },
	async () => {
		const agreement = new Agreement();
		await forEachCaptureWith(PORTS, async (file) => {
			const theirs = await askDns(CAPTURES + file);
			compare(agreement, file, allDns(readFile(CAPTURES + file)), theirs);
		});
		console.log(`DNS, agreement with tshark:\n${agreement.table}`);
		expect(unexplained(agreement.disagreements, DIFFERENCES)).toEqual([]);
		expect(idle(agreement.disagreements, DIFFERENCES)).toEqual([]);
		expect(agreement.compared('message')).toBeGreaterThan(1000);
	},
);

test.skipIf(missing !== undefined)('types that no capture has are what tshark reads', async () => {
	const bytes = raw(RARE.map(([type, data]) => fromServer(answerOf(type, data))));
	const folder = await mkdtemp(join(tmpdir(), 'porthole-dns-'));
	const path = join(folder, 'rare.pcap');
	await writeFile(path, bytes);
	const theirs = await askDns(path);
	await rm(folder, { recursive: true });
	const lines = (messages: readonly TheirMessage[]): string[] =>
		messages.flatMap(({ answers }) => answers.map(line));
	expect(lines(allDns(readCapture(bytes)))).toEqual(lines(theirs));
	expect(lines(theirs)).toHaveLength(RARE.length);
});

const RARE: readonly (readonly [type: number, data: Octets])[] = [
	[rr.NS, name('ns.example')],
	[rr.MX, [...u16(10), ...name('mx.example')]],
	[rr.MX, [...u16(0), 0]],
	[rr.DNAME, name('other.example')],
	[rr.SOA, rr.soa('ns.example', 'root.example', [1, 2, 3, 4, 5])],
	[rr.HTTPS, rr.binding(0, 'alias.example')],
	[
		rr.HTTPS,
		rr.binding(1, '', [
			[0, [...u16(1), ...u16(4)]],
			[1, [...rr.string('h3'), ...rr.string('h2')]],
			[2, []],
			[3, u16(8443)],
			[4, [...ip4('192.0.2.1'), ...ip4('192.0.2.2')]],
			[5, ascii('key material')],
			[6, [...ip6('2001:db8::1'), ...ip6('2001:db8:0:0:1::')]],
		]),
	],
	[rr.SVCB, rr.binding(16, 'svc.example', [[3, u16(53)]])],
];

const answerOf = (type: number, data: Octets): Octets =>
	rr.message(1, 0x8180, [[question('a.example', type)], [record(TO_QUESTION, type, 60, data)]]);

/** Times of both are rounded, ours to a fraction of a microsecond. */
const SAME_TIME = 0.002;

/** Pairs the messages by time, id and kind, then compares what they say. */
function compare(
	agreement: Agreement,
	file: string,
	ours: readonly DnsMessage[],
	theirs: readonly TheirMessage[],
): void {
	const left = [...ours];
	for (const their of theirs) {
		const index = left.findIndex((our) => isSame(our, their));
		const [our] = index < 0 ? [] : left.splice(index, 1);
		agreement.note(file, 'message', our === undefined ? '' : head(our), head(their));
		if (our !== undefined) compareMessage(agreement, file, our, their);
	}
	for (const our of left) agreement.note(file, 'message', head(our), '');
}

const isSame = (our: DnsMessage, their: TheirMessage): boolean =>
	Math.abs(our.at - their.at) < SAME_TIME && our.id === their.id && our.kind === their.kind;

const head = ({ protocol, id, kind }: TheirMessage): string => `${protocol ?? ''} ${id} ${kind}`;

function compareMessage(
	agreement: Agreement,
	file: string,
	our: DnsMessage,
	their: TheirMessage,
): void {
	const note = (field: string, read: (message: TheirMessage) => string): void => {
		agreement.note(file, field, read(our), read(their));
	};
	note('question', ({ question }) => comparableName(question));
	note('type', ({ type }) => String(type));
	note('rcode', ({ rcode }) => String(rcode));
	note('answers', ({ answers }) => String(answers.length));
	const isMeasured = our.latency !== undefined || their.latency !== undefined;
	if (isMeasured && hasLatency(our)) {
		agreement.note(file, 'latency', ...latencies(our, their));
	}
	for (const [index, answer] of our.answers.entries()) {
		const other = their.answers[index];
		agreement.note(file, answer.type, line(answer), other === undefined ? '' : line(other));
	}
}

/** A dot inside a label is no dot between two, but tshark does not tell them apart. */
const comparableName = (name: string): string => name.replaceAll(String.raw`\046`, '.');

/** tshark shows texts as characters: what is not ASCII, and what stands behind a zero, is lost there. */
const comparableText = (text: string): string => text.replace(/\\\d{3}.*|"$/, '');

const line = ({ name, ttl, type, value }: DnsAnswer): string => {
	const comparable = type === 'TXT' ? comparableText(value) : comparableName(value);
	return `${comparableName(name)} ${ttl} ${type} ${comparable}`;
};

/**
 * tshark measures none of NetBIOS names. It pairs by id alone, and in multicast every id is 0: there it takes what
 * a host announces for an answer to its own question.
 */
const hasLatency = ({ protocol }: DnsMessage): boolean =>
	protocol !== 'nbns' && protocol !== 'mdns';

/** As texts that are equal where they are within a microsecond. */
function latencies(our: TheirMessage, their: TheirMessage): [string, string] {
	if (our.latency === undefined || their.latency === undefined)
		return [String(our.latency), String(their.latency)];
	const isEqual = Math.abs(our.latency - their.latency) <= 0.001;
	return [String(our.latency), String(isEqual ? our.latency : their.latency)];
}
