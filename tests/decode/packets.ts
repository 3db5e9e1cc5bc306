// Small captures, byte by byte: pcap (draft-ietf-opsawg-pcap) of raw IP, so that nothing but the point is in them.

/** A packet and the time it was seen at, in milliseconds since 1970. */
export interface Seen {
	readonly at: number;
	readonly packet: Uint8Array<ArrayBuffer>;
}

export interface Ends {
	readonly from: string;
	readonly to: string;
}

const LINKTYPE_RAW = 101;
const UDP = 17;
const TCP = 6;

export const SYN = 0x02;
export const ACK = 0x10;
export const PSH = 0x08;
export const FIN = 0x01;

const be16 = (value: number): number[] => [(value >>> 8) & 0xff, value & 0xff];
const be32 = (value: number): number[] => [...be16(value >>> 16), ...be16(value & 0xffff)];
const le32 = (value: number): number[] => be32(value).reverse();
const ascii = (text: string): number[] => [...new TextEncoder().encode(text)];

export function pcapHeader(): Uint8Array<ArrayBuffer> {
	return Uint8Array.from(
		[0xa1b2c3d4, 0x0004_0002, 0, 0, 65_535, LINKTYPE_RAW].flatMap((field) => le32(field)),
	);
}

export function record({ at, packet }: Seen): Uint8Array<ArrayBuffer> {
	const micros = Math.round((at % 1000) * 1000);
	const fields = [Math.floor(at / 1000), micros, packet.length, packet.length];
	return joined([Uint8Array.from(fields.flatMap((field) => le32(field))), packet]);
}

export const pcap = (seen: readonly Seen[]): Uint8Array<ArrayBuffer> =>
	joined([pcapHeader(), ...seen.map((one) => record(one))]);

export function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
	const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
	let at = 0;
	for (const part of parts) {
		whole.set(part, at);
		at += part.length;
	}
	return whole;
}

/** `from` and `to` are written 192.0.2.1:53. */
export function udp({ from, to }: Ends, payload: readonly number[]): Uint8Array<ArrayBuffer> {
	const header = [...portOf(from), ...portOf(to), ...be16(8 + payload.length), 0, 0];
	return ipv4({ from, to }, UDP, [...header, ...payload]);
}

export function tcp(
	{ from, to }: Ends,
	flags: number,
	payload: readonly number[] = [],
): Uint8Array<ArrayBuffer> {
	// A SYN takes a number of its own (RFC 9293 3.4).
	const sequence = [...be32((flags & SYN) === 0 ? 1 : 0), ...be32(1)];
	const rest = [0x50, flags, ...be16(65_535), 0, 0, 0, 0];
	return ipv4({ from, to }, TCP, [
		...portOf(from),
		...portOf(to),
		...sequence,
		...rest,
		...payload,
	]);
}

const portOf = (end: string): number[] => be16(Number(end.split(':')[1]));
const addressOf = (end: string): number[] =>
	(end.split(':')[0] ?? '').split('.').map((part) => Number(part));

function ipv4(
	{ from, to }: Ends,
	protocol: number,
	rest: readonly number[],
): Uint8Array<ArrayBuffer> {
	const length = be16(20 + rest.length);
	const header = [0x45, 0, ...length, 0, 0, 0x40, 0, 64, protocol, 0, 0];
	return Uint8Array.from([...header, ...addressOf(from), ...addressOf(to), ...rest]);
}

/** A DNS response (RFC 1035 4.1) of one A record behind any number of aliases. */
export function dnsResponse(
	question: string,
	aliases: readonly string[],
	address: string,
): number[] {
	const names = [question, ...aliases];
	const cnames = aliases.flatMap((alias, index) =>
		resource(names[index] ?? '', 5, domainName(alias)),
	);
	const a = resource(names.at(-1) ?? '', 1, addressOf(address));
	const header = [0x12, 0x34, 0x81, 0x80, 0, 1, ...be16(names.length), 0, 0, 0, 0];
	return [...header, ...domainName(question), 0, 1, 0, 1, ...cnames, ...a];
}

function resource(name: string, type: number, data: readonly number[]): number[] {
	return [...domainName(name), ...be16(type), 0, 1, ...be32(300), ...be16(data.length), ...data];
}

const domainName = (name: string): number[] => [
	...name.split('.').flatMap((label) => [label.length, ...ascii(label)]),
	0,
];

/** A TLS ClientHello (RFC 8446 4.1.2) that asks for `host` and says little else. */
export function clientHello(host: string): number[] {
	const name = [0, ...vector16(ascii(host))];
	const extension = [0, 0, ...vector16(vector16(name))];
	const random = new Array<number>(32).fill(7);
	const hello = [3, 3, ...random, 0, 0, 2, 0x13, 0x01, 1, 0, ...vector16(extension)];
	const handshake = [1, 0, ...vector16(hello)];
	return [22, 3, 1, ...vector16(handshake)];
}

const vector16 = (body: readonly number[]): number[] => [...be16(body.length), ...body];
