// Numbers of DNS by their names (IANA DNS parameters).
import type { DnsMessage } from '#lib/model/flow.ts';

const TYPES: ReadonlyMap<number, string> = new Map([
	[1, 'A'],
	[2, 'NS'],
	[5, 'CNAME'],
	[6, 'SOA'],
	[12, 'PTR'],
	[15, 'MX'],
	[16, 'TXT'],
	[28, 'AAAA'],
	[32, 'NB'],
	[33, 'SRV'],
	[35, 'NAPTR'],
	[39, 'DNAME'],
	[43, 'DS'],
	[47, 'NSEC'],
	[48, 'DNSKEY'],
	[64, 'SVCB'],
	[65, 'HTTPS'],
	[255, 'any'],
]);

export const dnsTypeName = (type: number): string => TYPES.get(type) ?? `type ${type}`;

const RCODES = [
	'no error',
	'malformed question',
	'server failed',
	'no such name',
	'not supported',
	'refused',
];

/** A response code in words (RFC 1035 4.1.1). */
export const rcodeWords = (rcode: number): string => RCODES[rcode] ?? `error ${rcode}`;

/** A query without a response among the messages of its flow. */
export const isUnanswered = (query: DnsMessage, among: readonly DnsMessage[]): boolean =>
	query.kind === 'query' &&
	!among.some(
		({ kind, id, question, type }) =>
			kind === 'response' && id === query.id && question === query.question && type === query.type,
	);
