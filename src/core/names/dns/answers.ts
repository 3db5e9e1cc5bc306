// The records of a message behind its questions: answers are kept, of the others only what EDNS says is read.
import * as layout from '../../layout';
import * as status from '../../status';
import * as records from '../../memory/records';
import * as dns from '../../wire/dns';
import * as netbios from '../../wire/netbiosName';
import * as scratch from '../scratch';
import * as domainName from './domainName';
import * as ownerName from './ownerName';
import * as questions from './questions';
import * as recordData from './recordData';

const ADDRESS_LEN: u32 = 4;
const ADDRESS_V6_LEN: u32 = 16;
const DOT: u32 = 0x2e;

// The message in hand.
let message: usize = 0;
let length: u32 = 0;
let protocol: u32 = 0;

/** Where the last alias that was kept stands, and its text: the answers behind it are mostly about that one. */
let aliasAt: u32 = 0;
let alias: usize = 0;

/** Keeps the answers that stand at `offset`, up to the first damage. Gives the offset behind all; 0: damaged. */
export function read(at: usize, size: u32, offset: u32, spoken: u32): u32 {
	message = at;
	length = size;
	protocol = spoken;
	alias = 0;
	recordData.begin(at, size);
	const count = dns.answers(at);
	const isKept = dns.opcode(at) != dns.OPCODE_UPDATE || spoken == <u32>layout.SERVICE_NBNS;
	for (let i: u32 = 0; i < count; i++) {
		const tail = domainName.skip(at, size, offset);
		const behind = endOf(at, size, tail);
		if (behind == 0) return 0;
		if (isKept) keep(offset, tail, behind);
		offset = behind;
	}
	return offset;
}

/** The offset behind the record whose name ends at `tail`; 0 where it is damaged. */
function endOf(at: usize, size: u32, tail: u32): u32 {
	if (tail == 0 || tail + dns.RECORD_TAIL > size) return 0;
	const data = tail + dns.RECORD_TAIL;
	const dataLength = dns.dataLength(at + tail);
	return dataLength > size - data ? 0 : data + dataLength;
}

/** Can the record at `offset` be read? */
export function isRecord(at: usize, size: u32, offset: u32): bool {
	return endOf(at, size, domainName.skip(at, size, offset)) != 0;
}

/** What EDNS adds to the response code, behind the answers at `offset`. */
export function extendedRcode(at: usize, size: u32, offset: u32): u32 {
	const authorities = dns.authorities(at);
	const count = authorities + dns.additionals(at);
	for (let i: u32 = 0; i < count; i++) {
		const tail = domainName.skip(at, size, offset);
		const behind = endOf(at, size, tail);
		if (behind == 0) return 0;
		if (i >= authorities && dns.type(at + tail) == dns.TYPE_OPT)
			return dns.extendedRcode(at + tail);
		offset = behind;
	}
	return 0;
}

function keep(owner: u32, tail: u32, end: u32): void {
	const type = dns.type(message + tail);
	const data = tail + dns.RECORD_TAIL;
	if (protocol == <u32>layout.SERVICE_NBNS) return keepEntries(owner, tail, end);
	if (type == layout.RECORD_TYPE_A) return keepAddress(owner, tail, data, end, ADDRESS_LEN);
	if (type == layout.RECORD_TYPE_AAAA) return keepAddress(owner, tail, data, end, ADDRESS_V6_LEN);
	if (!recordData.write(type, data, end)) return;
	const value = scratch.keep();
	if (value == 0) return status.addEvicted();
	const record = add(owner, tail);
	if (record == 0) return;
	store<u32>(record, <u32>value, layout.ANSWER_VALUE);
	// The root alone begins with a dot, and only here: as an owner it is empty.
	if (type != layout.RECORD_TYPE_CNAME || load<u8>(value, layout.TEXT_BYTES) == DOT) return;
	aliasAt = data;
	alias = value;
}

function keepAddress(owner: u32, tail: u32, data: u32, end: u32, size: u32): void {
	if (end - data != size) return;
	const record = add(owner, tail);
	if (record == 0) return;
	for (let i: u32 = 0; i < size; i += 4)
		store<u32>(record + i, load<u32>(message + data + i), layout.ANSWER_ADDRESS);
}

/** A NetBIOS name may have several addresses. Other types, and answers that ask to wait, have none. */
function keepEntries(owner: u32, tail: u32, end: u32): void {
	if (dns.type(message + tail) != layout.RECORD_TYPE_NB) return;
	for (let entry = tail + dns.RECORD_TAIL; entry + netbios.ENTRY_LEN <= end;) {
		const address = entry + netbios.ENTRY_ADDRESS;
		entry += netbios.ENTRY_LEN;
		keepAddress(owner, tail, address, entry, ADDRESS_LEN);
	}
}

/** A new answer with its name, TTL and type; 0 where there is no room, or the name is damaged. */
function add(owner: u32, tail: u32): usize {
	let name = keptBefore(owner, tail);
	if (name == 0) {
		if (ownerName.read(protocol, message, length, owner) == 0) return 0;
		name = scratch.keep();
	}
	const record: usize = name == 0 ? 0 : records.add(layout.TABLE_ANSWERS);
	if (record == 0) {
		status.addEvicted();
		return 0;
	}
	store<u32>(record, <u32>name, layout.ANSWER_NAME);
	store<u32>(record, dns.ttl(message + tail), layout.ANSWER_TTL);
	store<u16>(record, <u16>dns.type(message + tail), layout.ANSWER_TYPE);
	return record;
}

/** The text of an owner, from `owner` to `tail`, that is a pointer to the first question or the last alias; or 0. */
function keptBefore(owner: u32, tail: u32): usize {
	const place = domainName.target(message, owner, tail);
	if (place == dns.HEADER_LEN && questions.count > 0) return questions.name;
	return place == aliasAt ? alias : 0;
}
