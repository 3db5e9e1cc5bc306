/** The DNS messages of a capture as tshark 4.0 reads them, in the words of our own model. */
import type { DnsAnswer, DnsAnswerType, DnsMessage } from '#lib/model/flow.ts';
import { childrenOf, packetTrees, subtreesOf, valueOf, valuesOf, type Node } from './tsharkTree.ts';

type Protocol = NonNullable<DnsMessage['protocol']>;

/** A message, and when its frame was captured (milliseconds after 1970). */
export type TheirMessage = Omit<DnsMessage, 'flow'>;

const PROTOCOLS: readonly Protocol[] = ['dns', 'mdns', 'llmnr', 'nbns'];

/** An ICMP error quotes a packet that was on the wire before; a message in it is no second one. */
const FILTER = '(dns || mdns || llmnr || nbns) && !icmp && !icmpv6';

export async function askDns(path: string): Promise<readonly TheirMessage[]> {
	const trees = await packetTrees(path, FILTER, PROTOCOLS.join(' '));
	return trees.flatMap((tree) =>
		PROTOCOLS.flatMap((protocol) =>
			childrenOf(tree, protocol).map((message) => readMessage(tree, protocol, message)),
		),
	);
}

function readMessage(packet: Node, protocol: Protocol, message: Node): TheirMessage {
	const prefix = protocol === 'nbns' ? 'nbns' : 'dns';
	const [frame = ''] = childrenOf(packet, 'frame');
	const flags = childrenOf(message, `${prefix}.flags_tree`)[0] ?? '';
	const isResponse = valueOf(flags, `${prefix}.flags.response`) === '1';
	const [question = ''] = childrenOf(message, 'Queries').flatMap(subtreesOf);
	const rcode = Number(valueOf(flags, `${prefix}.flags.rcode`));
	const time = valueOf(message, `${prefix}.time`);
	return {
		at: Number(valueOf(frame, 'frame.time_epoch')) * 1000,
		id: Number(valueOf(message, `${prefix}.id`)),
		protocol,
		kind: isResponse ? 'response' : 'query',
		question:
			protocol === 'nbns' ? netbiosName(question) : dnsName(valueOf(question, 'dns.qry.name')),
		type: Number(valueOf(question, prefix === 'dns' ? 'dns.qry.type' : 'nbns.type')),
		rcode: isResponse ? rcode | extendedRcode(message) : 0,
		answers: childrenOf(message, 'Answers')
			.flatMap(subtreesOf)
			.flatMap(protocol === 'nbns' ? netbiosAnswers : dnsAnswers),
		latency: time === '' ? undefined : Number(time) * 1000,
	};
}

function extendedRcode(message: Node): number {
	const records = childrenOf(message, 'Additional records').flatMap(subtreesOf);
	const [above = '0'] = records.flatMap((record) => valuesOf(record, 'dns.resp.ext_rcode'));
	return Number(above) << 4;
}

/** Without the words behind it and the zeros that fill the name "*"; bytes that cannot be printed as \ddd. */
function netbiosName(node: Node): string {
	const [, name = '', kind = ''] = /^(.*)(<..>)/.exec(valueOf(node, 'nbns.name')) ?? [];
	const escapes = name
		.replace(/(<00>)+$/, '')
		.replace(
			/<(..)>/g,
			(_, hex: string) => `\\${String(Number.parseInt(hex, 16)).padStart(3, '0')}`,
		);
	return escapes + kind;
}

function netbiosAnswers(record: Node): readonly DnsAnswer[] {
	const head = { name: netbiosName(record), ttl: Number(valueOf(record, 'nbns.ttl')) };
	return valuesOf(record, 'nbns.addr').map((value) => ({ ...head, type: 'NB', value }));
}

/** Host characters as they are, every other byte as \ddd; a root is empty. */
function dnsName(name: string): string {
	if (name === '<Root>') return '';
	return escaped(name, /[^A-Za-z0-9._-]/);
}

function escaped(text: string, what: RegExp): string {
	const bytes = [...Buffer.from(text)].map((byte) => {
		const character = String.fromCharCode(byte);
		return what.test(character) ? `\\${String(byte).padStart(3, '0')}` : character;
	});
	return bytes.join('');
}

const target = (name: string): string => dnsName(name) || '.';

const quoted = (text: string): string =>
	`"${escaped(text, /[^ !#-[\]-~"]/).replaceAll('"', String.raw`\"`)}"`;

type Reader = (record: Node) => string | undefined;

const field =
	(name: string): Reader =>
	(record) =>
		valuesOf(record, name)[0];

function targetIn(name: string): Reader {
	return (record) => {
		const [value] = valuesOf(record, name);
		return value === undefined ? undefined : target(value);
	};
}

/** Fields in their order, the names among them as targets; nothing where one is missing. */
function joined(...readers: readonly Reader[]): Reader {
	return (record) => {
		const values = readers.map((read) => read(record));
		return values.includes(undefined) ? undefined : values.join(' ');
	};
}

const SOA_NUMBERS = [
	'dns.soa.serial_number',
	'dns.soa.refresh_interval',
	'dns.soa.retry_interval',
	'dns.soa.expire_limit',
	'dns.soa.minimum_ttl',
];

const TYPES: ReadonlyMap<string, readonly [type: DnsAnswerType, read: Reader]> = new Map<
	string,
	readonly [type: DnsAnswerType, read: Reader]
>([
	['1', ['A', field('dns.a')]],
	['2', ['NS', targetIn('dns.ns')]],
	['5', ['CNAME', targetIn('dns.cname')]],
	[
		'6',
		[
			'SOA',
			joined(targetIn('dns.soa.mname'), targetIn('dns.soa.rname'), ...SOA_NUMBERS.map(field)),
		],
	],
	['12', ['PTR', targetIn('dns.ptr.domain_name')]],
	['15', ['MX', joined(field('dns.mx.preference'), targetIn('dns.mx.mail_exchange'))]],
	['16', ['TXT', (record) => valuesOf(record, 'dns.txt').map(quoted).join(' ') || undefined]],
	['28', ['AAAA', field('dns.aaaa')]],
	[
		'33',
		[
			'SRV',
			joined(
				field('dns.srv.priority'),
				field('dns.srv.weight'),
				field('dns.srv.port'),
				targetIn('dns.srv.target'),
			),
		],
	],
	['39', ['DNAME', targetIn('dns.dname')]],
	['64', ['SVCB', binding]],
	['65', ['HTTPS', binding]],
]);

function dnsAnswers(record: Node): readonly DnsAnswer[] {
	const [type, read] = TYPES.get(valueOf(record, 'dns.resp.type')) ?? [];
	const value = read?.(record);
	if (type === undefined || value === undefined) return [];
	const service = ['service', 'proto', 'name'].map((part) => valueOf(record, `dns.srv.${part}`));
	const name =
		type === 'SRV' ? service.filter(Boolean).join('.') : valueOf(record, 'dns.resp.name');
	return [{ name: dnsName(name), ttl: Number(valueOf(record, 'dns.resp.ttl')), type, value }];
}

const SVC = 'dns.svcb.svcparam';

/** By the number of the key: its name, and the field that has its values. */
const PARAMETERS: ReadonlyMap<string, readonly [name: string, field: string]> = new Map([
	['0', ['mandatory', `${SVC}.mandatory.key`]],
	['1', ['alpn', `${SVC}.alpn`]],
	['2', ['no-default-alpn', '']],
	['3', ['port', `${SVC}.port`]],
	['4', ['ipv4hint', `${SVC}.ipv4hint.ip`]],
	['5', ['ech', `${SVC}.echconfig`]],
	['6', ['ipv6hint', `${SVC}.ipv6hint.ip`]],
]);

/** tshark shows keys by number, and bytes in hexadecimal. */
function parameterText(name: string): (value: string) => string {
	if (name === 'mandatory') return (key) => PARAMETERS.get(key)?.[0] ?? `key${key}`;
	if (name !== 'ech') return (value) => value;
	return (bytes) => Buffer.from(bytes.replaceAll(':', ''), 'hex').toString('base64');
}

function binding(record: Node): string | undefined {
	const head = joined(field('dns.svcb.svcpriority'), targetIn('dns.svcb.targetname'))(record);
	const parameters = childrenOf(record, SVC)
		.filter((each) => typeof each !== 'string')
		.map((each) => {
			const [name, values] = PARAMETERS.get(valueOf(each, `${SVC}.key`)) ?? ['', ''];
			const text = valuesOf(each, values).map(parameterText(name)).join(',');
			return text === '' ? name : `${name}=${text}`;
		});
	return head === undefined ? undefined : [head, ...parameters].join(' ');
}
