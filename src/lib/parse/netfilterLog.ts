import { ok, type Result } from '../base/result.ts';
import type { Absent, ParseFailure } from '../model/failure.ts';
import type { KernelLog, LoggedHead, LoggedPacket } from '../model/kernelLog.ts';
import { ipv6Text } from '../base/ip.ts';
import { uid } from '../model/uid.ts';
import { decimal, fieldsOf, idNumber, linesOf, absent } from './text.ts';

/** Packets that a reading keeps: the last ones. */
const MAX_PACKETS = 20_000;
/** Words of one packet: the kernel writes some forty, and cuts a line at 1024 characters. */
const MAX_LINE = 4096;

/** `<6>[  12.3] ...` and `[  12.3] ...` (dmesg), `11-22 09:30:00.123 ...` (logcat), `Nov 22 09:30:00 ...` (syslog). */
const STAMPS: readonly RegExp[] = [
	/^(?:<\d{1,3}>)?\[ *(\d{1,12}\.\d{1,9})\]/,
	/^(\d\d-\d\d \d\d:\d\d:\d\d\.\d{3,9})\s/,
	/^([A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d)\s/,
	/^<\d{1,3}>()/,
	/^[VDIWEF]\/[^(]{0,64}\( *\d{1,9}\): ()/,
];

/**
 * Finds the packets that LOG and NFLOG wrote among the lines of a kernel log (kernel `net/netfilter/nf_log_syslog.c`;
 * AFWall's own reader of NFLOG writes the same words). Every other line is counted and left alone.
 */
export function parseNetfilterLog(text: string): Result<KernelLog, ParseFailure | Absent> {
	const packets: LoggedPacket[] = [];
	let left = 0;
	let otherLines = 0;
	let stamped = false;
	for (const line of linesOf(text)) {
		if (line.trim() === '' || line.startsWith('--------- ')) continue;
		const stamp = stampOf(line);
		stamped ||= stamp !== undefined;
		const packet = packetOf(line.slice(0, MAX_LINE), stamp);
		if (packet === undefined) otherLines += 1;
		else packets.push(packet);
		if (packets.length >= 2 * MAX_PACKETS) left += packets.splice(0, MAX_PACKETS).length;
	}
	if (!stamped && packets.length === 0) return absent('lines of the kernel log');
	left += packets.splice(0, Math.max(0, packets.length - MAX_PACKETS)).length;
	return ok({ packets, left, otherLines });
}

interface Stamp {
	readonly at: string;
	/** Characters of the line that it takes. */
	readonly length: number;
}

function stampOf(line: string): Stamp | undefined {
	for (const pattern of STAMPS) {
		const found = pattern.exec(line);
		if (found !== null) return { at: found[1] ?? '', length: found[0].length };
	}
	return undefined;
}

/** `PREFIX IN=... OUT=...`: the prefix is glued to what follows unless it ends with a blank itself. */
function packetOf(line: string, stamp: Stamp | undefined): LoggedPacket | undefined {
	const out = line.indexOf(' OUT=');
	const begin = out < 0 ? -1 : line.lastIndexOf('IN=', out);
	if (begin < 0 || line.slice(begin, out).includes(' ')) return undefined;
	const { outer, inner } = splitInner(fieldsOf(line.slice(begin)));
	const head = headOf(outer);
	if (head === undefined) return undefined;
	const id = idNumber(valueOf(outer, 'UID'));
	return {
		...head,
		at: stamp?.at ?? '',
		prefix: prefixOf(line.slice(stamp?.length ?? 0, begin)),
		in: named(valueOf(outer, 'IN')),
		out: named(valueOf(outer, 'OUT')),
		uid: id === undefined ? undefined : uid(id),
		gid: idNumber(valueOf(outer, 'GID')),
		mark: markOf(valueOf(outer, 'MARK')),
		about: headOf(inner),
	};
}

/** Columns that logcat and a second time stamp put before the message: `0 0 0 W `, `root 0 0 W `, `[ 12.3]`, `[ T1234]`, `kernel:`. */
function prefixOf(text: string): string {
	const prefix = text
		.replace(/^ *(?:[\w-]{1,32} +)?\d{1,10} +\d{1,10} +[VDIWEF] +/, '')
		.replace(/^ *(?:\S{1,64} )?kernel: ?/, '')
		.replace(/^ *(?:<\d{1,3}>)?\[ *\d{1,12}\.\d{1,9}\] ?/, '')
		.replace(/^ *\[ *[TC]\d{1,7}\] ?/, '')
		.trim();
	// What ends with a colon is a tag to logcat, which fills it up with blanks.
	return prefix.endsWith(':') ? `${prefix.slice(0, -1).trimEnd()}:` : prefix;
}

interface Parts {
	readonly outer: readonly string[];
	readonly inner: readonly string[];
}

/** An ICMP error carries the head of the packet that it is about: `TYPE=3 CODE=1 [SRC=... DPT=53 LEN=20 ] MARK=0x1` */
function splitInner(words: readonly string[]): Parts {
	const open = words.findIndex((word) => word.startsWith('[SRC='));
	if (open < 0) return { outer: words, inner: [] };
	const close = words.findIndex((word, at) => at >= open && word.endsWith(']'));
	const end = close < 0 ? words.length : close;
	const inner = words.slice(open, end + 1).map((word) => word.replace(/^\[|\]$/g, ''));
	return { outer: [...words.slice(0, open), ...words.slice(end + 1)], inner };
}

function headOf(words: readonly string[]): LoggedHead | undefined {
	const source = valueOf(words, 'SRC');
	const destination = valueOf(words, 'DST');
	if (source === undefined || destination === undefined) return undefined;
	const number = (name: string) => decimal(valueOf(words, name));
	return {
		source: shortIpv6(source),
		destination: shortIpv6(destination),
		// Of UDP the length comes twice: the packet's first.
		length: number('LEN'),
		protocol: valueOf(words, 'PROTO'),
		sourcePort: number('SPT'),
		destinationPort: number('DPT'),
		icmpType: number('TYPE'),
		icmpCode: number('CODE'),
		ttl: number('TTL') ?? number('HOPLIMIT'),
		flags: words.filter((word) => FLAGS.has(word)),
	};
}

const FLAGS: ReadonlySet<string> = new Set(
	'CE DF MF CWR ECE URG ACK PSH RST SYN FIN INCOMPLETE'.split(' '),
);

/** The first of that name. */
function valueOf(words: readonly string[], name: string): string | undefined {
	const start = `${name}=`;
	return words.find((word) => word.startsWith(start))?.slice(start.length);
}

/** `IN=` without a name: it did not come in. */
const named = (text: string | undefined): string | undefined => (text === '' ? undefined : text);

function markOf(text: string | undefined): number | undefined {
	return text !== undefined && /^0x[\da-f]{1,8}$/i.test(text) ? Number(text) : undefined;
}

/** The kernel writes IPv6 addresses in full here; everywhere else they are short (RFC 5952). */
function shortIpv6(address: string): string {
	const groups = address.split(':', 9);
	if (groups.length !== 8 || !groups.every((group) => /^[\da-f]{4}$/i.test(group))) return address;
	return ipv6Text(
		groups.flatMap((group) => [parseHex(group.slice(0, 2)), parseHex(group.slice(2))]),
	);
}

const parseHex = (digits: string): number => Number.parseInt(digits, 16);
