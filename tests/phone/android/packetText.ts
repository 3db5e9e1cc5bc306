// A packet in the words of the kernel's LOG target: net/netfilter/nf_log_syslog.c.

/** A packet that the firewall handed over, and what it knew of it. */
export interface LoggedPacket {
	readonly prefix: string;
	readonly in: string;
	readonly out: string;
	readonly uid: number | undefined;
	readonly gid: number | undefined;
	/** From the IP header on. */
	readonly bytes: Buffer;
}

interface Headers {
	readonly words: readonly string[];
	readonly protocol: number;
	readonly payload: Buffer;
}

const TCP = 6;
const UDP = 17;
const ICMP = 1;
const ICMPV6 = 58;

const hex = (value: number, digits: number): string =>
	`0x${value.toString(16).toUpperCase().padStart(digits, '0')}`;

function ipv4(bytes: Buffer): Headers {
	const address = (at: number): string => [...bytes.subarray(at, at + 4)].join('.');
	const typeOfService = bytes.readUInt8(1);
	const flags = bytes.readUInt16BE(6);
	return {
		words: [
			`SRC=${address(12)} DST=${address(16)} LEN=${bytes.readUInt16BE(2)}`,
			`TOS=${hex(typeOfService & 0x1e, 2)} PREC=${hex(typeOfService & 0xe0, 2)}`,
			`TTL=${bytes.readUInt8(8)} ID=${bytes.readUInt16BE(4)}`,
			...((flags & 0x4000) === 0 ? [] : ['DF']),
		],
		protocol: bytes.readUInt8(9),
		payload: bytes.subarray((bytes.readUInt8(0) & 0x0f) * 4),
	};
}

/** Addresses come in full, and headers between are passed over: the phone's apps send none. */
function ipv6(bytes: Buffer): Headers {
	const address = (at: number): string =>
		bytes
			.subarray(at, at + 16)
			.toString('hex')
			.replace(/(.{4})(?=.)/g, '$1:');
	const first = bytes.readUInt32BE(0);
	return {
		words: [
			`SRC=${address(8)} DST=${address(24)} LEN=${40 + bytes.readUInt16BE(4)}`,
			`TC=${(first >>> 20) & 0xff} HOPLIMIT=${bytes.readUInt8(7)} FLOWLBL=${first & 0xfffff}`,
		],
		protocol: bytes.readUInt8(6),
		payload: bytes.subarray(40),
	};
}

const TCP_FLAGS = ['CWR', 'ECE', 'URG', 'ACK', 'PSH', 'RST', 'SYN', 'FIN'] as const;

function tcpWords(payload: Buffer): string {
	const bits = payload.readUInt8(13);
	const flags = TCP_FLAGS.filter((_, at) => (bits & (0x80 >> at)) !== 0);
	const window = `WINDOW=${payload.readUInt16BE(14)} RES=0x00`;
	return `PROTO=TCP ${ports(payload)} ${window} ${flags.join(' ')} URGP=${payload.readUInt16BE(18)}`;
}

const ports = (payload: Buffer): string =>
	`SPT=${payload.readUInt16BE(0)} DPT=${payload.readUInt16BE(2)}`;

function transportWords({ protocol, payload }: Headers): string {
	const type = (): string => `TYPE=${payload.readUInt8(0)} CODE=${payload.readUInt8(1)}`;
	const echo = (): string => `ID=${payload.readUInt16BE(4)} SEQ=${payload.readUInt16BE(6)}`;
	switch (protocol) {
		case TCP:
			return tcpWords(payload);
		case UDP:
			return `PROTO=UDP ${ports(payload)} LEN=${payload.readUInt16BE(4)}`;
		case ICMP:
			return `PROTO=ICMP ${type()} ${echo()}`;
		case ICMPV6:
			return `PROTO=ICMPv6 ${type()} ${echo()}`;
		default:
			return `PROTO=${protocol}`;
	}
}

export function packetText(packet: LoggedPacket): string {
	const headers = packet.bytes.readUInt8(0) >> 4 === 4 ? ipv4(packet.bytes) : ipv6(packet.bytes);
	const owner = packet.uid === undefined ? '' : `UID=${packet.uid} GID=${packet.gid ?? 0} `;
	const ways = `${packet.prefix}IN=${packet.in} OUT=${packet.out}`;
	return `${ways} ${headers.words.join(' ')} ${transportWords(headers)} ${owner}`;
}
