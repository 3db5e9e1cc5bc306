import * as v from 'valibot';
import { MAX_SNAPSHOT_DNS, MAX_SNAPSHOT_FLOWS } from '../model/capture.ts';
import { MAX_ROWS, MAX_TEXT } from './limits.ts';
import {
	anyUid,
	count,
	endpoint,
	hostName,
	integer,
	list,
	maybe,
	sentence,
	text,
	time,
	word,
} from './schemaParts.ts';

const bothWays = v.strictTuple([count, count]);
const tcpFlags = integer(0, 0xfff);

const owner = v.variant('kind', [
	v.object({ kind: v.literal('unknown') }),
	v.object({ kind: v.literal('sure'), uid: anyUid }),
	v.object({ kind: v.literal('likely'), uid: anyUid }),
]);

const flow = v.object({
	id: count,
	protocol: integer(0, 255),
	a: endpoint,
	b: endpoint,
	phone: maybe(v.picklist(['a', 'b'])),
	packets: bothWays,
	bytes: bothWays,
	first: time,
	last: time,
	tcp: maybe(
		v.object({
			state: v.picklist(['syn-sent', 'established', 'midstream', 'closing', 'closed', 'reset']),
			flags: v.strictTuple([tcpFlags, tcpFlags]),
		}),
	),
	names: list(v.object({ name: hostName, from: v.picklist(['sni', 'dns']) }), MAX_ROWS.names),
	owner,
});

const dnsMessage = v.object({
	at: time,
	flow: count,
	id: integer(0, 65_535),
	kind: v.picklist(['query', 'response']),
	question: hostName,
	type: integer(0, 65_535),
	rcode: integer(0, 4095),
	answers: list(
		v.object({
			name: hostName,
			type: v.picklist(['A', 'AAAA', 'CNAME']),
			value: hostName,
			ttl: integer(0, 2 ** 32 - 1),
		}),
		MAX_ROWS.answers,
	),
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
	first: maybe(time),
	last: maybe(time),
	flows: count,
	evicted: count,
	dns: count,
	stop: maybe(stop),
	complete: v.boolean(),
	tool: maybe(tool),
});

export const capture = v.object({
	summary,
	flows: list(flow, MAX_SNAPSHOT_FLOWS),
	dns: list(dnsMessage, MAX_SNAPSHOT_DNS),
});
