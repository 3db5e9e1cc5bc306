import { readFileSync } from 'node:fs';
import type { CaptureReader, RawFlow } from '#lib/decode/reader.ts';
import type { Endpoint } from '#lib/model/endpoint.ts';
import type { DnsAnswer } from '#lib/model/flow.ts';
import { allDns, allFlows, readCapture, sniOf } from '../fixtures/readCapture.ts';
import { conversationLine, dnsLine, roundedSize, type Comparable, type Way } from './comparable.ts';

const PROTOCOLS: ReadonlyMap<number, string> = new Map([
	[6, 'tcp'],
	[17, 'udp'],
]);

/** A whole file read by our own reader. */
export function readFile(path: string): CaptureReader {
	return readCapture(readFileSync(path));
}

/** What our reader says of a capture. */
export function comparable(reader: CaptureReader): Comparable {
	const all = allFlows(reader);
	const conversations = all.filter(hasPorts);
	return {
		hosts: hosts(all),
		conversations: conversations.map((flow) => line(flow, roundedSize)).sort(),
		bytes: conversations.map((flow) => line(flow, String)).sort(),
		dns: allDns(reader)
			.filter(({ protocol }) => protocol !== 'nbns')
			.map((message) => dnsLine({ ...message, answers: message.answers.filter(isCompared) })),
		serverNames: all
			.filter((flow) => flow.protocol === TCP && sniOf(flow) !== undefined)
			.map(serverName)
			.sort(),
	};
}

const TCP = 6;

/** Names and addresses; dns.test.ts compares the other types. */
const isCompared = ({ type }: DnsAnswer): boolean => ['A', 'AAAA', 'CNAME'].includes(type);

/** Fragments and packets cut in front of their ports belong to a flow without ports, which tshark does not list. */
function hasPorts({ protocol, a, b }: RawFlow): boolean {
	return PROTOCOLS.has(protocol) && (a.port !== 0 || b.port !== 0);
}

const endText = ({ address, port }: Endpoint): string => `${address}:${port}`;

function line(flow: RawFlow, size: (bytes: number) => string): string {
	const way = (end: Endpoint, direction: 0 | 1): Way => ({
		from: endText(end),
		packets: flow.packets[direction],
		bytes: size(flow.bytes[direction]),
	});
	return conversationLine(PROTOCOLS.get(flow.protocol) ?? '', way(flow.a, 0), way(flow.b, 1));
}

/** All flows between two addresses together. */
function hosts(flows: readonly RawFlow[]): readonly string[] {
	const pairs = new Map<string, Way[]>();
	for (const { a, b, packets, bytes } of flows) {
		const version = a.address.includes(':') ? 'ipv6' : 'ipv4';
		const key = [version, ...[a.address, b.address].sort()].join(' ');
		const ways = pairs.get(key) ?? [];
		pairs.set(key, ways);
		ways.push({ from: a.address, packets: packets[0], bytes: bytes[0] });
		ways.push({ from: b.address, packets: packets[1], bytes: bytes[1] });
	}
	return [...pairs].map(([key, ways]) => hostLine(key, ways)).sort();
}

function hostLine(key: string, ways: readonly Way[]): string {
	const [version = '', one = '', other = ''] = key.split(' ');
	const sent = (from: string): Way => {
		const mine = ways.filter((way) => way.from === from);
		const bytes = mine.reduce((sum, way) => sum + Number(way.bytes), 0);
		const packets = mine.reduce((sum, way) => sum + way.packets, 0);
		return { from, packets, bytes: roundedSize(bytes) };
	};
	const idle = { from: one, packets: 0, bytes: roundedSize(0) };
	return conversationLine(version, sent(one), one === other ? idle : sent(other));
}

function serverName(flow: RawFlow): string {
	return `${[endText(flow.a), endText(flow.b)].sort().join(' ')} ${sniOf(flow) ?? ''}`;
}
