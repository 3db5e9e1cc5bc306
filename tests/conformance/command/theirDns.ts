// The DNS messages of a frame, out of tshark's flat lists: all names of the frame stand in one list, all types in
// another, and so on. The counts of each message say how many of them are its own.
import type { AnswerWords, MessageWords } from './fields.ts';

/** The fields that hold what a record of this type says, in the order in which zone files write them. */
const VALUES: ReadonlyMap<string, readonly [type: string, ...fields: readonly string[]]> = new Map<
	string,
	readonly [string, ...(readonly string[])]
>([
	['1', ['A', 'dns.a']],
	['2', ['NS', 'dns.ns']],
	['5', ['CNAME', 'dns.cname']],
	[
		'6',
		[
			'SOA',
			'dns.soa.mname',
			'dns.soa.rname',
			'dns.soa.serial_number',
			'dns.soa.refresh_interval',
			'dns.soa.retry_interval',
			'dns.soa.expire_limit',
			'dns.soa.minimum_ttl',
		],
	],
	['12', ['PTR', 'dns.ptr.domain_name']],
	['15', ['MX', 'dns.mx.preference', 'dns.mx.mail_exchange']],
	['16', ['TXT']],
	['28', ['AAAA', 'dns.aaaa']],
	['33', ['SRV', 'dns.srv.priority', 'dns.srv.weight', 'dns.srv.port', 'dns.srv.target']],
	['39', ['DNAME', 'dns.dname']],
	['64', ['SVCB', 'dns.svcb.svcpriority', 'dns.svcb.targetname']],
	['65', ['HTTPS', 'dns.svcb.svcpriority', 'dns.svcb.targetname']],
]);

/** Fields that hold a name rather than a number or an address. */
const NAMES: ReadonlySet<string> = new Set([
	'dns.ns',
	'dns.cname',
	'dns.soa.mname',
	'dns.soa.rname',
	'dns.ptr.domain_name',
	'dns.mx.mail_exchange',
	'dns.srv.target',
	'dns.dname',
	'dns.svcb.targetname',
]);

const SRV_NAME = ['dns.srv.service', 'dns.srv.proto', 'dns.srv.name'];

const COUNTS = ['dns.count.answers', 'dns.count.auth_rr', 'dns.count.add_rr'] as const;

export const DNS_FIELDS: readonly string[] = [
	'dns.id',
	'dns.flags.response',
	'dns.flags.rcode',
	'dns.count.queries',
	...COUNTS,
	'dns.qry.name',
	'dns.qry.type',
	'dns.resp.name',
	'dns.resp.type',
	'dns.resp.ttl',
	'dns.resp.ext_rcode',
	...SRV_NAME,
	...new Set([...VALUES.values()].flatMap(([, ...fields]) => fields)),
];

const SRV = '33';
const OPT = '41';

type Take = (name: string) => string;

/** The `count` messages of a frame; `take` gives the values of each field one after the other. */
export const messagesOf = (count: number, take: Take): readonly MessageWords[] =>
	Array.from({ length: count }, () => readMessage(take));

function readMessage(take: Take): MessageWords {
	const id = Number(take('dns.id'));
	const isResponse = /^(1|True)$/.test(take('dns.flags.response'));
	const rcode = isResponse ? Number(take('dns.flags.rcode')) : 0;
	const questions = Array.from({ length: Number(take('dns.count.queries')) }, () => ({
		name: take('dns.qry.name'),
		type: take('dns.qry.type'),
	}));
	const [answers = 0, ...others] = COUNTS.map((count) => Number(take(count)));
	const told = recordsOf(answers, take);
	const rest = others.flatMap((count) => recordsOf(count, take));
	const extended = [...told, ...rest].find(({ type }) => type === OPT)?.value ?? 0;
	return {
		id,
		isResponse,
		rcode: isResponse ? rcode | (Number(extended) << 4) : 0,
		question: nameText(questions[0]?.name ?? ''),
		type: Number(questions[0]?.type ?? 0),
		answers: told.filter(isKnown),
	};
}

const KNOWN: ReadonlySet<string> = new Set([...VALUES.values()].map(([type]) => type));

const isKnown = ({ type }: AnswerWords): boolean => KNOWN.has(type);

/** As many records as there are, in case fewer could be read than the message promises. */
function recordsOf(count: number, take: Take): readonly AnswerWords[] {
	const records: AnswerWords[] = [];
	for (let read = 0; read < count; read += 1) {
		const type = take('dns.resp.type');
		if (type === '') break;
		records.push(readRecord(type, take));
	}
	return records;
}

/** A service record has its name in fields of their own, and the pseudo record of EDNS has no lifetime. */
function readRecord(code: string, take: Take): AnswerWords {
	const name = code === SRV ? SRV_NAME.map(take).filter(Boolean).join('.') : take('dns.resp.name');
	if (code === OPT) return { name: '', type: OPT, ttl: 0, value: take('dns.resp.ext_rcode') };
	const ttl = Number(take('dns.resp.ttl'));
	const [type = code, ...fields] = VALUES.get(code) ?? [];
	const values = fields.map((field) => {
		const value = take(field);
		return NAMES.has(field) ? nameText(value) || '.' : value;
	});
	return { name: nameText(name), type, ttl, value: values.join(' ') };
}

/** A name as it is kept: host characters as they are, every other byte as \ddd (RFC 4343 2.1); the root is empty. */
function nameText(name: string): string {
	if (name === '<Root>') return '';
	return [...Buffer.from(name)]
		.map((byte) => {
			const character = String.fromCharCode(byte);
			return /[\w.-]/.test(character) ? character : `\\${String(byte).padStart(3, '0')}`;
		})
		.join('');
}
