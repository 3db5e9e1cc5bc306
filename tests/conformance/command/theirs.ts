// What tshark says of a capture, field by field.
import { Accountant, ANALYSIS, endsKey, messageText, requestText, sentWords } from './fields.ts';
import type { Account, Field } from './fields.ts';
import {
	askFrames,
	datagramSizes,
	segmentsOf,
	takers,
	type Frame,
	type Segment,
	type Size,
} from './frames.ts';
import { askBegunAgain } from './refused.ts';
import { messagesOf } from './theirDns.ts';

/** `packets` is what capinfos counted. */
export async function askTheirs(path: string, packets: number): Promise<Account> {
	const account = accountOf(await askFrames(path), packets);
	const begunAgain = await askBegunAgain(path);
	return begunAgain === undefined
		? account
		: withHellos(account, accountOf(begunAgain, begunAgain.length));
}

/** Only what a ClientHello said is taken from the other account. */
const withHellos = (account: Account, other: Account): Account =>
	new Map([...account, ...[...other].filter(([field]) => HELLO_FIELDS.has(field))]);

const HELLO_FIELDS: ReadonlySet<Field> = new Set<Field>(['SNI', 'QUIC SNI', 'ALPN']);

export function accountOf(frames: readonly Frame[], packets: number): Account {
	const accountant = new Accountant();
	accountant.say('packets', 'the file', { text: String(packets) });
	const conversations = new Conversations();
	const sizeOf = datagramSizes(frames);
	for (const frame of frames) {
		const segments = segmentsOf(frame);
		const alone = { packets: 1, bytes: Number(frame.values('frame.len')[0]) };
		for (const [depth, segment] of segments.entries()) {
			// What is inside of a datagram in parts is met once, when it is whole.
			conversations.count(segment, frame.number, depth === 0 ? sizeOf(frame) : alone);
		}
		sayAnalysis(accountant, frame);
		if (isQuote(frame)) continue;
		sayMessages(accountant, frame);
		const segment = segments.at(-1);
		if (segment !== undefined) {
			const key = conversations.keyOf(segment);
			sayNames(accountant, frame, key);
			sayRequests(accountant, frame, key);
		}
	}
	conversations.tell(accountant);
	return accountant.account;
}

/** An ICMP error quotes a packet that was on the wire before; a message in it is no second one. */
const isQuote = ({ protocols }: Frame): boolean =>
	protocols.includes('icmp') || protocols.includes('icmpv6');

/** What only the secrets in the file opened. */
const isDecrypted = ({ protocols }: Frame, inner: string): boolean =>
	protocols.includes('tls') && protocols.indexOf('tls') < protocols.indexOf(inner);

/** tshark calls every kind of retransmission one, besides its own name. */
const OTHER_RETRANSMISSIONS = [
	'tcp.analysis.fast_retransmission',
	'tcp.analysis.spurious_retransmission',
];

function sayAnalysis(accountant: Accountant, { number, values }: Frame): void {
	const isOther = OTHER_RETRANSMISSIONS.some((flag) => values(flag).length > 0);
	for (const [flag, note] of ANALYSIS) {
		if (values(`tcp.analysis.${flag}`).length === 0) continue;
		if (note === 'retransmission' && isOther) continue;
		accountant.say(note, `frame ${number}`, { text: 'set', frame: number });
	}
}

function sayMessages(accountant: Accountant, frame: Frame): void {
	if (isDecrypted(frame, 'dns')) return;
	const count = frame.values('dns.id').length;
	for (const message of messagesOf(count, takers(frame.values))) {
		const word = { text: messageText(message), frame: frame.number };
		accountant.say('DNS messages', `frame ${frame.number}`, word);
	}
}

/** The first ClientHello of a conversation: later ones are answers to a retry, or a new start under encryption. */
function sayNames(accountant: Accountant, { number, protocols, values }: Frame, key: string): void {
	const isQuic = protocols.includes('quic') || protocols.includes('gquic');
	const transport = protocols.includes('dtls') ? 'dtls' : 'tls';
	const names = values(`${transport}.handshake.extensions_server_name`);
	const [name] = [...names, ...values('gquic.tag.sni')];
	const alpn = values(`${transport}.handshake.extensions_alpn_str`);
	const sayFirst = (field: 'SNI' | 'QUIC SNI' | 'ALPN', text: string): void => {
		if (accountant.account.get(field)?.has(key) === true) return;
		accountant.say(field, key, { text, frame: number });
	};
	if (name !== undefined) sayFirst(isQuic ? 'QUIC SNI' : 'SNI', name);
	const isHello = name !== undefined || values(`${transport}.handshake.type`).includes('1');
	if (isHello && alpn.length > 0) sayFirst('ALPN', alpn.join(','));
}

function sayRequests(accountant: Accountant, frame: Frame, key: string): void {
	if (!key.startsWith('tcp') || isDecrypted(frame, 'http')) return;
	const methods = frame.values('http.request.method');
	const targets = frame.values('http.request.uri');
	const hosts = frame.values('http.host');
	for (const [index, method] of methods.entries()) {
		const host = hosts.length === methods.length ? hosts[index] : undefined;
		const text = requestText(method, targets[index] ?? '', host ?? '');
		accountant.say('HTTP requests', key, { text, frame: frame.number });
	}
}

interface Way {
	readonly from: string;
	packets: number;
	bytes: number;
}

interface Conversation {
	/** With a number where others have the same ends. */
	readonly key: string;
	readonly protocol: 'tcp' | 'udp';
	readonly frame: number;
	readonly ways: readonly Way[];
}

/** Conversations added up from frames: TCP by the stream number that tshark gave each, UDP by its ends. */
class Conversations {
	readonly #all = new Map<string, Conversation>();
	/** How many have these ends. */
	readonly #same = new Map<string, number>();

	count(segment: Segment, frame: number, size: Size): void {
		const { ways } = this.#find(segment, frame);
		const way = ways.find(({ from }) => from === segment.from);
		if (way === undefined) return;
		way.packets += size.packets;
		way.bytes += size.bytes;
	}

	keyOf(segment: Segment): string {
		return this.#all.get(idOf(segment))?.key ?? '';
	}

	tell(accountant: Accountant): void {
		for (const { key, protocol, frame, ways } of this.#all.values()) {
			const field = protocol === 'tcp' ? 'TCP conversations' : 'UDP conversations';
			accountant.say(field, key, { text: sentWords(ways), frame });
		}
	}

	#find(segment: Segment, frame: number): Conversation {
		const id = idOf(segment);
		const known = this.#all.get(id);
		if (known !== undefined) return known;
		const { protocol, from, to } = segment;
		const ends = endsKey(protocol, [from, to]);
		const before = this.#same.get(ends) ?? 0;
		this.#same.set(ends, before + 1);
		const made: Conversation = {
			key: before === 0 ? ends : `${ends} (${before + 1})`,
			...{ protocol, frame },
			ways: [from, to].map((end) => ({ from: end, packets: 0, bytes: 0 })),
		};
		this.#all.set(id, made);
		return made;
	}
}

const idOf = ({ protocol, from, to, stream }: Segment): string =>
	stream === undefined ? endsKey(protocol, [from, to]) : `tcp ${stream}`;
