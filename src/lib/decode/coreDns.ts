import * as layout from '#core/layout.ts';
import type { DnsAnswer, DnsAnswerType, DnsMessage } from '../model/flow.ts';
import type { CoreMemory } from './coreMemory.ts';
import type { CoreRecords } from './coreRecords.ts';

const PROTOCOLS: ReadonlyMap<number, NonNullable<DnsMessage['protocol']>> = new Map([
	[layout.SERVICE_DNS, 'dns'],
	[layout.SERVICE_MDNS, 'mdns'],
	[layout.SERVICE_LLMNR, 'llmnr'],
	[layout.SERVICE_NBNS, 'nbns'],
]);

/** DNS message `index`: the record of layout DNS_* and its answers. */
export function readDns(source: CoreRecords, index: number): DnsMessage {
	const { memory } = source;
	const at = source.at(layout.TABLE_MESSAGES, index);
	const firstAnswer = memory.u32(at + layout.DNS_ANSWERS);
	return {
		at: source.clock(memory.f64(at + layout.DNS_TIME)),
		flow: memory.u32(at + layout.DNS_FLOW),
		id: memory.u16(at + layout.DNS_ID),
		kind: memory.u8(at + layout.DNS_KIND) === 1 ? 'response' : 'query',
		protocol: PROTOCOLS.get(memory.u8(at + layout.DNS_PROTOCOL)),
		question: memory.textAt(at + layout.DNS_QUESTION) ?? '',
		type: memory.u16(at + layout.DNS_TYPE),
		rcode: memory.u8(at + layout.DNS_RCODE),
		answers: Array.from({ length: memory.u16(at + layout.DNS_ANSWER_COUNT) }, (_, answer) =>
			readAnswer(memory, source.at(layout.TABLE_ANSWERS, firstAnswer + answer)),
		),
		latency: latencyOf(source, at),
	};
}

function latencyOf(source: CoreRecords, at: number): number | undefined {
	const { memory } = source;
	const query = memory.u32(at + layout.DNS_QUERY);
	if (query === 0) return undefined;
	const asked = source.at(layout.TABLE_MESSAGES, query - 1);
	return (memory.f64(at + layout.DNS_TIME) - memory.f64(asked + layout.DNS_TIME)) / 1e6;
}

const TYPES: ReadonlyMap<number, DnsAnswerType> = new Map([
	[layout.RECORD_TYPE_A, 'A'],
	[layout.RECORD_TYPE_NS, 'NS'],
	[layout.RECORD_TYPE_CNAME, 'CNAME'],
	[layout.RECORD_TYPE_SOA, 'SOA'],
	[layout.RECORD_TYPE_PTR, 'PTR'],
	[layout.RECORD_TYPE_MX, 'MX'],
	[layout.RECORD_TYPE_TXT, 'TXT'],
	[layout.RECORD_TYPE_AAAA, 'AAAA'],
	[layout.RECORD_TYPE_NB, 'NB'],
	[layout.RECORD_TYPE_SRV, 'SRV'],
	[layout.RECORD_TYPE_DNAME, 'DNAME'],
	[layout.RECORD_TYPE_SVCB, 'SVCB'],
	[layout.RECORD_TYPE_HTTPS, 'HTTPS'],
]);

function readAnswer(memory: CoreMemory, at: number): DnsAnswer {
	const type = TYPES.get(memory.u16(at + layout.ANSWER_TYPE));
	if (type === undefined) throw new Error('Broken assumption: the core keeps answers it can tell');
	return {
		name: memory.textAt(at + layout.ANSWER_NAME) ?? '',
		ttl: memory.u32(at + layout.ANSWER_TTL),
		type,
		value: valueOf(memory, at, type),
	};
}

function valueOf(memory: CoreMemory, at: number, type: DnsAnswerType): string {
	if (type === 'AAAA') return memory.octets(at + layout.ANSWER_ADDRESS, 16);
	if (type === 'A' || type === 'NB') return memory.octets(at + layout.ANSWER_ADDRESS, 4);
	return memory.textAt(at + layout.ANSWER_VALUE) ?? '';
}
