// The DNS messages of the capture, in order of arrival, with their question and the answers that name hosts.
import * as layout from '../../layout';
import * as frame from '../../frame';
import * as status from '../../status';
import * as records from '../../memory/records';
import * as dns from '../../wire/dns';
import * as domainName from './domainName';
import * as scratch from '../scratch';

// The message in hand, while its questions are read.
let question: usize = 0;
let questionType: u32 = 0;

/** Keeps the message of `length` bytes at `at` that travelled in flow `flowId`, if it is a readable one. */
export function add(at: usize, length: u32, flowId: u32): void {
	if (dns.check(length) != layout.STOP_NONE || dns.opcode(at) > dns.MAX_OPCODE) return;
	const behind = readQuestions(at, length);
	if (behind == 0) return;
	const record: usize = question == 0 ? 0 : records.add(layout.TABLE_MESSAGES);
	if (record == 0) return status.addEvicted();
	store<f64>(record, frame.time, layout.DNS_TIME);
	store<u32>(record, flowId, layout.DNS_FLOW);
	store<u16>(record, <u16>dns.id(at), layout.DNS_ID);
	store<u16>(record, <u16>questionType, layout.DNS_TYPE);
	store<u32>(record, <u32>question, layout.DNS_QUESTION);
	store<u8>(record, layout.SERVICE_DNS, layout.DNS_PROTOCOL);
	store<u8>(record, dns.isResponse(at) ? 1 : 0, layout.DNS_KIND);
	store<u8>(record, <u8>(dns.isResponse(at) ? dns.rcode(at) : 0), layout.DNS_RCODE);
	store<u32>(record, records.count(layout.TABLE_ANSWERS), layout.DNS_ANSWERS);
	readAnswers(at, length, behind);
	const kept = records.count(layout.TABLE_ANSWERS) - load<u32>(record, layout.DNS_ANSWERS);
	store<u16>(record, <u16>kept, layout.DNS_ANSWER_COUNT);
}

/** Takes the first question; a message without one has the empty name. Gives the offset behind them; 0: damaged. */
function readQuestions(at: usize, length: u32): u32 {
	let offset = dns.HEADER_LEN;
	const count = dns.questions(at);
	scratch.clear();
	question = count == 0 ? scratch.keep() : 0;
	questionType = 0;
	for (let i: u32 = 0; i < count; i++) {
		const tail = domainName.read(at, length, offset);
		if (tail == 0 || tail + dns.QUESTION_TAIL > length) return 0;
		if (i == 0) {
			question = scratch.keep();
			questionType = dns.type(at + tail);
		}
		offset = tail + dns.QUESTION_TAIL;
	}
	return offset;
}

/** Reads answers up to the first damage. */
function readAnswers(at: usize, length: u32, offset: u32): void {
	const count = dns.answers(at);
	for (let i: u32 = 0; i < count; i++) {
		const tail = domainName.read(at, length, offset);
		if (tail == 0 || tail + dns.RECORD_TAIL > length) return;
		const data = tail + dns.RECORD_TAIL;
		const size = dns.dataLength(at + tail);
		if (size > length - data) return;
		if (isKept(at + tail, size) && !keepAnswer(at, length, tail)) status.addEvicted();
		offset = data + size;
	}
}

function isKept(tail: usize, size: u32): bool {
	if (dns.klass(tail) != dns.CLASS_INTERNET) return false;
	const type = dns.type(tail);
	if (type == dns.TYPE_A) return size == 4;
	if (type == dns.TYPE_AAAA) return size == 16;
	return type == dns.TYPE_CNAME;
}

/** The owner's name stands in `scratch`. False where there was no room, or an alias is damaged. */
function keepAnswer(at: usize, length: u32, tail: u32): bool {
	const name = scratch.keep();
	const type = dns.type(at + tail);
	const data = tail + dns.RECORD_TAIL;
	let alias: usize = 0;
	if (type == dns.TYPE_CNAME) {
		if (domainName.read(at, length, data) == 0) return true;
		alias = scratch.keep();
		if (alias == 0) return false;
	}
	const record: usize = name == 0 ? 0 : records.add(layout.TABLE_ANSWERS);
	if (record == 0) return false;
	store<u32>(record, <u32>name, layout.ANSWER_NAME);
	store<u32>(record, dns.ttl(at + tail), layout.ANSWER_TTL);
	store<u16>(record, <u16>type, layout.ANSWER_TYPE);
	store<u32>(record, <u32>alias, layout.ANSWER_VALUE);
	if (alias == 0) memory.copy(record + layout.ANSWER_ADDRESS, at + data, dns.dataLength(at + tail));
	return true;
}
