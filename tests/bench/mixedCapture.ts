// A capture such as a phone makes: mostly TCP with full and empty segments, TLS on top, some IPv6, UDP in bulk, and a
// name lookup in front of many connections. The same bytes every time.
import {
	ACK,
	clientHello,
	dns,
	ETHER_IPV4,
	ETHER_IPV6,
	ethernet,
	FIN,
	ip4,
	ipv4,
	ipv6,
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
} from '../fixtures/packets.ts';
import { pcap } from '../fixtures/captures.ts';

const TCP = 6;
const UDP = 17;
const RECORD_HEADER = 16;
const FULL_SEGMENT = 1440;
/** The head of a TLS record (RFC 8446 5.1), in front of its length. */
const APPLICATION_DATA: Octets = [23, 3, 3];
const TLS_HEADER = 5;
const DATAGRAM = 1200;
const SMALL_SEGMENT = 84;
/** Conversations that go on at the same time. */
const AT_ONCE = 48;
/** Microseconds between two packets. */
const GAP = 97;
const BEGIN_SECONDS = 1_750_000_000;
export const PHONE = ['192.168.1.42', '2001:db8:1::42'] as const;

/** How large the packets are: as a phone makes them, or all small, as games and calls make them. */
export type PacketSizes = 'mixed' | 'small';

/** Headers and what a reader looks into, then `filler` bytes it does not. */
interface Frame {
	readonly head: Octets;
	readonly filler: number;
}

/** A whole number below `limit`; mulberry32, so that every machine makes the same capture. */
type Dice = (limit: number) => number;

function newDice(seed: number): Dice {
	let state = seed;
	return (limit) => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
	};
}

interface Way {
	readonly six: boolean;
	readonly out: boolean;
	readonly server: string;
}

/** A packet to or from the phone, on Ethernet. */
function framed({ six, out, server }: Way, protocol: number, inner: Octets, filler = 0): Frame {
	const phone = PHONE[six ? 1 : 0];
	const ends = out ? { from: phone, to: server } : { from: server, to: phone };
	const length = inner.length + filler;
	const head = six
		? ethernet(ETHER_IPV6, ipv6({ ...ends, next: protocol, payloadLength: length }, inner))
		: ethernet(ETHER_IPV4, ipv4({ ...ends, protocol, totalLength: 20 + length }, inner));
	return { head, filler };
}

function* lookUp(dice: Dice, host: string): Generator<Frame, undefined> {
	const way = { six: false, server: '192.168.1.1' };
	const id = dice(65_536);
	const port = 32_768 + dice(28_000);
	const asked = [question(host, 1)];
	const answers = [record(TO_QUESTION, 1, 300, ip4(`198.51.100.${1 + dice(250)}`))];
	const ask = dns({ id, flags: 0x0100, questions: asked });
	const answer = dns({ id, flags: 0x8180, questions: asked, answers });
	yield framed({ ...way, out: true }, UDP, udp({ from: port, to: 53 }, ask));
	yield framed({ ...way, out: false }, UDP, udp({ from: 53, to: port }, answer));
}

function* connection(dice: Dice, host: string, sizes: PacketSizes): Generator<Frame, undefined> {
	const fullSegment = sizes === 'mixed' ? FULL_SEGMENT : SMALL_SEGMENT;
	const six = dice(5) === 0;
	const server = six ? `2001:db8:5::${1 + dice(999)}` : `198.51.100.${1 + dice(250)}`;
	const port = 32_768 + dice(28_000);
	const next = { out: dice(2 ** 31), in: dice(2 ** 31) };
	const segment = (out: boolean, flags: number, payload: Octets = [], filler = 0): Frame => {
		const [seq, ack] = out ? [next.out, next.in] : [next.in, next.out];
		const ports = out ? { from: port, to: 443 } : { from: 443, to: port };
		const counted = payload.length + filler + ((flags & (SYN | FIN)) === 0 ? 0 : 1);
		next[out ? 'out' : 'in'] += counted;
		return framed(
			{ six, out, server },
			TCP,
			tcp({ ...ports, flags, seq, ack: flags === SYN ? 0 : ack }, payload),
			filler,
		);
	};
	yield segment(true, SYN);
	yield segment(false, SYN | ACK);
	yield segment(true, ACK);
	yield segment(true, ACK | PSH, tlsRecord(clientHello(host, 80, 120)));
	for (let left = dice(48); left > 0; left -= 1) {
		const full = dice(8) !== 0;
		const down = dice(8) !== 0;
		const sealed = full ? fullSegment - TLS_HEADER : 1 + dice(fullSegment - TLS_HEADER);
		yield segment(!down, full ? ACK : ACK | PSH, [...APPLICATION_DATA, ...u16(sealed)], sealed);
		yield segment(down, ACK);
	}
	yield segment(true, ACK | FIN);
	yield segment(false, ACK | FIN);
	yield segment(true, ACK);
}

function* datagrams(dice: Dice, sizes: PacketSizes): Generator<Frame, undefined> {
	const datagram = sizes === 'mixed' ? DATAGRAM : SMALL_SEGMENT;
	const way = { six: false, server: `203.0.113.${1 + dice(250)}` };
	const port = 32_768 + dice(28_000);
	for (let left = dice(40); left > 0; left -= 1) {
		const out = dice(3) === 0;
		const filler = out ? 1 + dice(sizes === 'mixed' ? 90 : 20) : datagram;
		const ports = out ? [...u16(port), ...u16(443)] : [...u16(443), ...u16(port)];
		yield framed({ ...way, out }, UDP, [...ports, ...u16(8 + filler), 0, 0], filler);
	}
}

function conversation(dice: Dice, sizes: PacketSizes): Generator<Frame, undefined> {
	const host = `host${dice(900)}.service${dice(40)}.example`;
	const kind = dice(10);
	if (kind < 3) return lookUp(dice, host);
	return kind < 9 ? connection(dice, host, sizes) : datagrams(dice, sizes);
}

/** Frames of many conversations that go on side by side, without end. */
function* traffic(dice: Dice, sizes: PacketSizes): Generator<Frame, undefined> {
	const running = Array.from({ length: AT_ONCE }, () => conversation(dice, sizes));
	for (;;) {
		const at = dice(AT_ONCE);
		const value: Frame | undefined = running[at]?.next().value;
		if (value === undefined) running[at] = conversation(dice, sizes);
		else yield value;
	}
}

/** Writes a record at `at` of `file`; what it leaves out stays zero. */
function write(file: DataView, at: number, { head, filler }: Frame, stamp: number): number {
	const length = head.length + filler;
	file.setUint32(at, BEGIN_SECONDS + Math.floor(stamp / 1e6), true);
	file.setUint32(at + 4, stamp % 1e6, true);
	file.setUint32(at + 8, length, true);
	file.setUint32(at + 12, length, true);
	new Uint8Array(file.buffer, at + RECORD_HEADER, head.length).set(head);
	return at + RECORD_HEADER + length;
}

export interface MixedCapture {
	readonly bytes: Uint8Array<ArrayBuffer>;
	readonly packets: number;
}

/** A pcap of at most `size` bytes, and no more than a packet less. */
export function mixedCapture(size: number, sizes: PacketSizes = 'mixed'): MixedCapture {
	const file = new Uint8Array(size);
	const header = pcap([]);
	file.set(header);
	const view = new DataView(file.buffer);
	let at = header.length;
	let packets = 0;
	for (const frame of traffic(newDice(1), sizes)) {
		if (at + RECORD_HEADER + frame.head.length + frame.filler > size) break;
		at = write(view, at, frame, packets * GAP);
		packets += 1;
	}
	return { bytes: file.subarray(0, at), packets };
}
