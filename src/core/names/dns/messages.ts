// The DNS messages of the capture, in order of arrival, each with its first question, its answers and its query.
import * as layout from '../../layout';
import * as frame from '../../frame';
import * as status from '../../status';
import * as flows from '../../flow/flows';
import * as records from '../../memory/records';
import * as dns from '../../wire/dns';
import * as netbios from '../../wire/netbiosName';
import * as answers from './answers';
import * as openQueries from './openQueries';
import * as questions from './questions';

/** A packet that was cut is believed to be a message with so many questions at most. */
const MAX_CUT_QUESTIONS: u32 = 16;

/** More authorities or additional records has no message that comes on an unknown port. */
const MAX_RECORDS: u32 = 10;

// How the messages to come travelled.
let flow: usize = 0;
let way: u32 = 0;
let protocol: u32 = 0;

/** The messages to come are in the packet in hand, in direction `inWay` of `inFlow`, and speak `service`. */
export function begin(inFlow: usize, inWay: u32, service: u32): void {
	flow = inFlow;
	way = inWay;
	protocol = service;
}

/** Can what begins at `at`, of which `length` bytes are there, be a message at all? */
export function mayBe(at: usize, length: u32): bool {
	if (dns.check(length) != layout.STOP_NONE) return false;
	const opcode = dns.opcode(at);
	if (protocol == <u32>layout.SERVICE_NBNS) return netbios.isOpcode(opcode);
	return opcode <= dns.OPCODE_STATEFUL;
}

/** As Wireshark decides on any port, and with one question of the Internet's class that can be read. */
export function isUnmistakable(at: usize, length: u32): bool {
	if (dns.check(length) != layout.STOP_NONE || dns.questions(at) != 1) return false;
	if (dns.opcode(at) != 0 || dns.additionals(at) > MAX_RECORDS) return false;
	const others = dns.answers(at) | dns.authorities(at);
	if (!dns.isResponse(at) && others != 0) return false;
	return dns.authorities(at) <= MAX_RECORDS && questions.isOne(at, length);
}

/** Keeps the message of `length` bytes at `at`. `cut`: there were more. False where it is none that can be read. */
export function read(at: usize, length: u32, cut: bool): bool {
	if (!mayBe(at, length)) return false;
	const behind = questions.read(protocol, at, length);
	if (!isMessage(at, length, behind, cut)) return false;
	flows.setService(flow, protocol);
	const record: usize = questions.name == 0 ? 0 : records.add(layout.TABLE_MESSAGES);
	if (record == 0) {
		status.addEvicted();
		return true;
	}
	fill(record, at);
	const end = behind == 0 ? 0 : readAnswers(record, at, length, behind);
	if (dns.isResponse(at)) finishResponse(record, at, length, end);
	else openQueries.add(record, records.count(layout.TABLE_MESSAGES), way);
	return true;
}

/** Without a question something else must tell that it is a message: another record, or that there is nothing. */
function isMessage(at: usize, length: u32, behind: u32, cut: bool): bool {
	if (behind == 0) return cut && dns.questions(at) <= MAX_CUT_QUESTIONS;
	if (dns.questions(at) > 0 || dns.opcode(at) == dns.OPCODE_STATEFUL) return true;
	const others = dns.answers(at) | dns.authorities(at) | dns.additionals(at);
	if (others == 0) return length == dns.HEADER_LEN;
	return cut || answers.isRecord(at, length, behind);
}

function fill(record: usize, at: usize): void {
	store<f64>(record, frame.time, layout.DNS_TIME);
	store<u32>(record, flows.id, layout.DNS_FLOW);
	store<u16>(record, <u16>dns.id(at), layout.DNS_ID);
	store<u16>(record, <u16>questions.type, layout.DNS_TYPE);
	store<u32>(record, <u32>questions.name, layout.DNS_QUESTION);
	store<u8>(record, <u8>protocol, layout.DNS_PROTOCOL);
	store<u8>(record, dns.isResponse(at) ? 1 : 0, layout.DNS_KIND);
	store<u8>(record, saturated(questions.count), layout.DNS_QUESTIONS);
}

function saturated(value: u32): u8 {
	return value > 255 ? 255 : <u8>value;
}

/** Gives the offset behind the answers; 0 where one is damaged. */
function readAnswers(record: usize, at: usize, length: u32, offset: u32): u32 {
	const first = records.count(layout.TABLE_ANSWERS);
	const end = answers.read(at, length, offset, protocol);
	store<u32>(record, first, layout.DNS_ANSWERS);
	store<u16>(record, <u16>(records.count(layout.TABLE_ANSWERS) - first), layout.DNS_ANSWER_COUNT);
	return end;
}

function finishResponse(record: usize, at: usize, length: u32, end: u32): void {
	const above = end == 0 ? 0 : answers.extendedRcode(at, length, end);
	store<u8>(record, saturated(dns.rcode(at) | above), layout.DNS_RCODE);
	const isTransfer = questions.type == dns.TYPE_AXFR || questions.type == dns.TYPE_IXFR;
	store<u32>(record, openQueries.answer(record, way, isTransfer), layout.DNS_QUERY);
}
