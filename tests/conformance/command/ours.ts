// What our own reader says of a capture, field by field.
import type { CaptureReader, RawFlow } from '#lib/decode/reader.ts';
import type { DnsMessage } from '#lib/model/flow.ts';
import type { Endpoint } from '#lib/model/endpoint.ts';
import {
	Accountant,
	endsKey,
	messageText,
	requestText,
	sentWords,
	type Account,
} from './fields.ts';

const PROTOCOLS: ReadonlyMap<number, 'tcp' | 'udp'> = new Map([
	[6, 'tcp'],
	[17, 'udp'],
]);

export function ourAccount(reader: CaptureReader): Account {
	const accountant = new Accountant();
	const { packets, flows } = reader.status();
	accountant.say('packets', 'the file', { text: String(packets) });
	const keys = conversationKeys(Array.from({ length: flows }, (_, id) => reader.flow(id)));
	for (const [flow, key] of keys) {
		const field = flow.protocol === 6 ? 'TCP conversations' : 'UDP conversations';
		accountant.say(field, key, { text: sentWords(waysOf(flow)) });
		sayNames(accountant, reader, flow, key);
	}
	sayAnalysis(accountant, reader);
	sayMessages(accountant, reader);
	sayRequests(accountant, reader, new Map([...keys].map(([{ id }, key]) => [id, key])));
	return accountant.account;
}

const endText = ({ address, port }: Endpoint): string => `${address}:${port}`;

/** Fragments and packets cut in front of their ports belong to a flow without ports, which tshark does not tell of. */
const hasPorts = ({ a, b }: RawFlow): boolean => a.port !== 0 || b.port !== 0;

/** Every TCP and UDP flow with its key; those with the same ends are numbered in the order of the file. */
function conversationKeys(flows: readonly RawFlow[]): ReadonlyMap<RawFlow, string> {
	const same = new Map<string, number>();
	const keys = new Map<RawFlow, string>();
	for (const flow of flows.filter(hasPorts)) {
		const protocol = PROTOCOLS.get(flow.protocol);
		if (protocol === undefined) continue;
		const ends = endsKey(protocol, [endText(flow.a), endText(flow.b)]);
		const number = (same.get(ends) ?? 0) + 1;
		same.set(ends, number);
		keys.set(flow, number === 1 ? ends : `${ends} (${number})`);
	}
	return keys;
}

const waysOf = ({ a, b, packets, bytes }: RawFlow) => [
	{ from: endText(a), packets: packets[0], bytes: bytes[0] },
	{ from: endText(b), packets: packets[1], bytes: bytes[1] },
];

function sayNames(accountant: Accountant, reader: CaptureReader, flow: RawFlow, key: string): void {
	const nameFrom = (source: 'sni' | 'quic'): string | undefined =>
		flow.names.find(({ from }) => from === source)?.name;
	const sni = nameFrom('sni');
	const quic = nameFrom('quic');
	if (sni !== undefined) accountant.say('SNI', key, { text: sni });
	if (quic !== undefined) accountant.say('QUIC SNI', key, { text: quic });
	const alpn = flow.tls === undefined ? [] : reader.tls(flow.tls).alpn;
	if (alpn.length > 0) accountant.say('ALPN', key, { text: alpn.join(',') });
}

function sayAnalysis(accountant: Accountant, reader: CaptureReader): void {
	const { indexed } = reader.status();
	for (let index = 0; index < indexed; index += 1) {
		const frame = index + 1;
		for (const note of reader.packet(index).notes) {
			accountant.say(note, `frame ${frame}`, { text: 'set', frame });
		}
	}
}

/** NetBIOS names are another protocol for tshark. */
const isDns = ({ protocol }: DnsMessage): boolean => protocol !== 'nbns';

function sayMessages(accountant: Accountant, reader: CaptureReader): void {
	const { dns } = reader.status();
	if (dns === 0) return;
	const frames = framesByTime(reader);
	for (let index = 0; index < dns; index += 1) {
		const message = reader.dns(index);
		if (!isDns(message)) continue;
		const frame = frames(message.flow, reader.nanosOf('dns', index));
		const text = messageText({ ...message, isResponse: message.kind === 'response' });
		accountant.say('DNS messages', `frame ${frame}`, { text, frame });
	}
}

/**
 * Finds the frame of a flow at a time, which is all that a message knows of its frame. Of frames of the same time the
 * first is given first, and the last one again and again.
 */
function framesByTime(reader: CaptureReader): (flow: number, nanos: number) => number {
	const frames = new Map<string, number[]>();
	const { indexed } = reader.status();
	for (let index = 0; index < indexed; index += 1) {
		const { flow, nanos } = reader.packet(index);
		const key = `${flow ?? ''} ${nanos}`;
		const known = frames.get(key);
		if (known === undefined) frames.set(key, [index + 1]);
		else known.push(index + 1);
	}
	return (flow, nanos) => {
		const found = frames.get(`${flow} ${nanos}`) ?? [];
		return (found.length > 1 ? found.shift() : found[0]) ?? 0;
	};
}

function sayRequests(
	accountant: Accountant,
	reader: CaptureReader,
	keys: ReadonlyMap<number, string>,
): void {
	const { http } = reader.status();
	for (let index = 0; index < http; index += 1) {
		const { flow, method, target, host } = reader.http(index);
		if (method === undefined) continue;
		const text = requestText(method, target ?? '', host ?? '');
		accountant.say('HTTP requests', keys.get(flow) ?? `flow ${flow}`, { text });
	}
}
