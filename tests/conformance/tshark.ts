import { execFile, execFileSync } from 'node:child_process';
import { promisify } from 'node:util';
import type { DnsAnswer } from '#lib/model/flow.ts';
import { conversationLine, dnsLine, escapedName, type Comparable, type Way } from './comparable.ts';
import { datagramSizes, earlierFragments, type Earlier, type Sum } from './fragments.ts';
import { askFrames, type Frame } from './frame.ts';

const run = promisify(execFile);

/** Is Wireshark's command line here? */
export function hasTshark(): boolean {
	try {
		execFileSync('tshark', ['--version'], { stdio: 'ignore' });
		execFileSync('capinfos', ['--version'], { stdio: 'ignore' });
		return true;
	} catch {
		return false;
	}
}

/** What tshark says of a capture: its own conversation tables, and exact bytes added up from its frames. */
export async function askTshark(path: string): Promise<Comparable> {
	const { frames, tables } = await askFrames(path);
	const sizeOf = datagramSizes(frames);
	const rows = readTables(tables, earlierFragments(frames, sizeOf));
	return {
		hosts: rows.filter((row) => row.startsWith('ip')),
		conversations: rows.filter((row) => !row.startsWith('ip')),
		bytes: frames.some(isNested) ? undefined : addUp(frames, sizeOf),
		dns: frames.filter((frame) => !isIcmp(frame)).flatMap(dnsLines),
		serverNames: serverNames(frames),
	};
}

/** How many packets each file of a folder holds by `capinfos`, which goes on behind damaged files. */
export async function askCapinfos(
	folder: string,
	files: readonly string[],
): Promise<ReadonlyMap<string, number>> {
	const rows = (await capinfos(files.map((file) => folder + file))).split('\n').filter(Boolean);
	return new Map(
		rows.map((row) => {
			const [path = '', packets = ''] = row.split('\t');
			return [path.slice(folder.length), Number(packets)];
		}),
	);
}

/** It ends with an error where a file is damaged, having printed what it could read. */
async function capinfos(paths: readonly string[]): Promise<string> {
	try {
		return (await run('capinfos', ['-TMcrB', ...paths], { maxBuffer: 1 << 28 })).stdout;
	} catch (error) {
		if (error instanceof Error && 'stdout' in error) return String(error.stdout);
		throw error;
	}
}

const ROW = /^(\S+) +<-> (\S+) +(\d+) (\d+ \w+) +(\d+) (\d+ \w+) /;

/** The rows of `-z conv`: ends, then frames and bytes from the second to the first, and back. */
function readTables(text: string, fragments: Earlier): readonly string[] {
	let protocol = '';
	const lines: string[] = [];
	for (const line of text.split('\n')) {
		if (line.endsWith(' Conversations')) protocol = line.split(' ', 1)[0]?.toLowerCase() ?? '';
		const [, a = '', b = '', fromB, bytesB = '', fromA, bytesA = ''] = ROW.exec(line) ?? [];
		if (a === '') continue;
		const wayA = fragments(protocol, { from: a, packets: Number(fromA), bytes: bytesA }, b);
		const wayB = fragments(protocol, { from: b, packets: Number(fromB), bytes: bytesB }, a);
		lines.push(conversationLine(protocol, wayA, wayB));
	}
	return lines.sort();
}

/** A packet inside a packet: which of the two its fields are of cannot be told. */
function isNested(frame: Frame): boolean {
	const networks = frame('ip.src').length + frame('ipv6.src').length;
	return networks > 1 || frame('tcp.stream').length + frame('udp.stream').length > 1;
}

/** An ICMP error quotes a packet that was on the wire before; a message in it is no second one. */
function isIcmp(frame: Frame): boolean {
	return frame('icmp.type').length + frame('icmpv6.type').length > 0;
}

interface Conversation {
	readonly protocol: string;
	readonly ways: Map<string, { packets: number; bytes: number }>;
}

/** The same table from single frames: TCP by the stream number that tshark gave each, UDP by its ends. */
function addUp(frames: readonly Frame[], sizeOf: (frame: Frame) => Sum): readonly string[] {
	const conversations = new Map<string, Conversation>();
	for (const frame of frames) {
		const ends = endsOf(frame);
		if (ends === undefined) continue;
		const { protocol, from, to } = ends;
		const key = [protocol, ...[from, to].sort(), protocol === 'tcp' ? ends.stream : ''].join(' ');
		const { ways } = getOrMake<string, Conversation>(conversations, key, () => ({
			protocol,
			ways: new Map(),
		}));
		const way = getOrMake(ways, from, () => ({ packets: 0, bytes: 0 }));
		const size = sizeOf(frame);
		way.packets += size.packets;
		way.bytes += size.bytes;
		getOrMake(ways, to, () => ({ packets: 0, bytes: 0 }));
	}
	return [...conversations.values()].map(lineOf).sort();
}

function getOrMake<K, V>(map: Map<K, V>, key: K, make: () => V): V {
	const made = map.get(key) ?? make();
	map.set(key, made);
	return made;
}

/** Both ends may be the same one, which then sent everything. */
function lineOf({ protocol, ways }: Conversation): string {
	const [one, other] = [...ways].map(([from, way]): Way => ({ from, ...way }));
	const idle = { from: one?.from ?? '', packets: 0, bytes: 0 };
	return conversationLine(protocol, one ?? idle, other ?? idle);
}

interface Ends {
	readonly protocol: string;
	readonly stream: string;
	readonly from: string;
	readonly to: string;
}

/** The conversation a frame belongs to. */
function endsOf(frame: Frame): Ends | undefined {
	const protocol = frame('tcp.stream').length > 0 ? 'tcp' : 'udp';
	const stream = frame(`${protocol}.stream`).at(-1);
	if (stream === undefined) return undefined;
	const ip = frame('ip.src').length > 0 ? 'ip' : 'ipv6';
	const end = (side: 'src' | 'dst'): string =>
		`${frame(`${ip}.${side}`).at(-1) ?? ''}:${frame(`${protocol}.${side}port`).at(-1) ?? ''}`;
	return { protocol, stream, from: end('src'), to: end('dst') };
}

function serverNames(frames: readonly Frame[]): readonly string[] {
	const names = new Map<string, string>();
	for (const frame of frames) {
		const [name] = frame('tls.handshake.extensions_server_name');
		const ends = endsOf(frame);
		if (name === undefined || ends?.protocol !== 'tcp' || names.has(ends.stream)) continue;
		names.set(ends.stream, `${[ends.from, ends.to].sort().join(' ')} ${escapedName(name)}`);
	}
	return [...names.values()].sort();
}

/** One line per message of a frame. A frame with several must have one question each to be told apart. */
function dnsLines(frame: Frame): readonly string[] {
	const ids = frame('dns.id');
	return ids.map((id, index) => {
		const response = frame('dns.flags.response')[index] === '1';
		return dnsLine({
			id: Number(id),
			kind: response ? 'response' : 'query',
			question: dnsName(frame('dns.qry.name')[index] ?? ''),
			type: Number(frame('dns.qry.type')[index] ?? 0),
			rcode: response ? Number(frame('dns.flags.rcode')[0] ?? 0) : 0,
			answers: ids.length === 1 ? dnsAnswers(frame) : [],
		});
	});
}

const dnsName = (name: string): string => (name === '<Root>' ? '' : escapedName(name));

const SERVICE = '33';

/** The answer section stands first in every list; addresses and aliases have lists of their own. */
function dnsAnswers(frame: Frame): readonly DnsAnswer[] {
	const values = {
		A: [...frame('dns.a')],
		AAAA: [...frame('dns.aaaa')],
		CNAME: frame('dns.cname').map(dnsName),
	};
	const kinds: ReadonlyMap<string, 'A' | 'AAAA' | 'CNAME'> = new Map([
		['1', 'A'],
		['28', 'AAAA'],
		['5', 'CNAME'],
	]);
	const names = [...frame('dns.resp.name')];
	const ttls = frame('dns.resp.ttl');
	const types = frame('dns.resp.type').slice(0, Number(frame('dns.count.answers')[0] ?? 0));
	return types.flatMap((code, index) => {
		// A service record has its name in a field of its own.
		const name = code === SERVICE ? '' : dnsName(names.shift() ?? '');
		const type = kinds.get(code);
		if (type === undefined) return [];
		return [{ name, type, ttl: Number(ttls[index]), value: values[type].shift() ?? '' }];
	});
}
