import * as v from 'valibot';
import { MAX_SNAPSHOT_DNS, MAX_SNAPSHOT_FLOWS } from '../model/capture.ts';
import { MAX_ROWS, MAX_TEXT } from './limits.ts';
import { flow } from './schemaFlow.ts';
import {
	count,
	difference,
	integer,
	later,
	list,
	maybe,
	moment,
	said,
	sentence,
	text,
	time,
	word,
} from './schemaParts.ts';

const ANSWER_TYPES = [
	'A',
	'AAAA',
	'CNAME',
	'DNAME',
	'PTR',
	'NS',
	'MX',
	'SRV',
	'SOA',
	'TXT',
	'HTTPS',
	'SVCB',
	'NB',
] as const;

const dnsMessage = v.object({
	at: moment,
	flow: count,
	id: integer(0, 65_535),
	kind: v.picklist(['query', 'response']),
	protocol: later(v.picklist(['dns', 'mdns', 'llmnr', 'nbns'])),
	question: said,
	type: integer(0, 65_535),
	rcode: integer(0, 4095),
	answers: list(
		v.object({
			name: said,
			type: v.picklist(ANSWER_TYPES),
			value: said,
			ttl: integer(0, 2 ** 32 - 1),
		}),
		MAX_ROWS.answers,
	),
	latency: later(difference),
});

const origin = v.variant('kind', [
	v.object({ kind: v.literal('file'), name: text(MAX_TEXT.fileName), size: count }),
	v.object({
		kind: v.literal('tcpdump'),
		interface: word,
		filter: sentence,
		startedAt: time,
	}),
]);

const stop = v.object({
	offset: count,
	reason: v.picklist([
		'not-a-capture',
		'unsupported-format',
		'truncated',
		'malformed',
		'unsupported-link-type',
		'cancelled',
		'unreadable',
	]),
});

const tool = v.object({
	stderr: text(MAX_TEXT.toolOutput),
	captured: maybe(count),
	receivedByFilter: maybe(count),
	droppedByKernel: maybe(count),
	ended: v.boolean(),
	fault: maybe(sentence),
});

const summary = v.object({
	origin,
	read: count,
	format: maybe(v.picklist(['pcap', 'pcapng'])),
	linkTypes: list(count, MAX_ROWS.linkTypes),
	packets: count,
	bytes: count,
	cut: count,
	undecoded: count,
	first: maybe(moment),
	last: maybe(moment),
	flows: count,
	evicted: count,
	dns: count,
	stopped: later(count),
	damages: later(count),
	stop: maybe(stop),
	complete: v.boolean(),
	tool: maybe(tool),
});

export const capture = v.object({
	summary,
	flows: list(flow, MAX_SNAPSHOT_FLOWS),
	dns: list(dnsMessage, MAX_SNAPSHOT_DNS),
});
