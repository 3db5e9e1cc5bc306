import * as layout from '#core/layout.ts';
import type { EpochMs } from '../base/units.ts';
import type { DnsAnswer, DnsMessage } from '../model/flow.ts';
import type { CoreMemory } from './coreMemory.ts';

/** Where the records of DNS messages and their answers stand, and how their times read. */
export interface DnsSource {
	readonly memory: CoreMemory;
	readonly clock: (nanos: number) => EpochMs;
	messageAt(index: number): number;
	answerAt(index: number): number;
}

/** DNS message `index`: the record of layout DNS_* and its answers. */
export function readDns(source: DnsSource, index: number): DnsMessage {
	const { memory } = source;
	const at = source.messageAt(index);
	const firstAnswer = memory.u32(at + layout.DNS_ANSWERS);
	return {
		at: source.clock(memory.f64(at + layout.DNS_TIME)),
		flow: memory.u32(at + layout.DNS_FLOW),
		id: memory.u16(at + layout.DNS_ID),
		kind: memory.u8(at + layout.DNS_KIND) === 1 ? 'response' : 'query',
		question: textAt(memory, at + layout.DNS_QUESTION),
		type: memory.u16(at + layout.DNS_TYPE),
		rcode: memory.u8(at + layout.DNS_RCODE),
		answers: Array.from({ length: memory.u16(at + layout.DNS_ANSWER_COUNT) }, (_, answer) =>
			readAnswer(memory, source.answerAt(firstAnswer + answer)),
		),
	};
}

function textAt(memory: CoreMemory, field: number): string {
	return memory.text(memory.u32(field)) ?? '';
}

function readAnswer(memory: CoreMemory, at: number): DnsAnswer {
	const name = textAt(memory, at + layout.ANSWER_NAME);
	const ttl = memory.u32(at + layout.ANSWER_TTL);
	const address = at + layout.ANSWER_ADDRESS;
	switch (memory.u16(at + layout.ANSWER_TYPE)) {
		case layout.ANSWER_TYPE_A:
			return { name, ttl, type: 'A', value: memory.octets(address, 4) };
		case layout.ANSWER_TYPE_AAAA:
			return { name, ttl, type: 'AAAA', value: memory.octets(address, 16) };
		case layout.ANSWER_TYPE_CNAME:
			return { name, ttl, type: 'CNAME', value: textAt(memory, at + layout.ANSWER_ALIAS) };
		default:
			throw new Error('Broken assumption: the core keeps answers of three types');
	}
}
