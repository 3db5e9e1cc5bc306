// Queries that wait for their response, by flow and id. There is room for some thousands; the oldest are forgotten.
import * as layout from '../../layout';
import * as records from '../../memory/records';

/** Of the same question, unanswered, within this time it is the same query sent again (as Wireshark has it). */
const SAME_QUERY: f64 = 5e9;

/** Buckets of the eight youngest: a message's number each, with two bits above, and the hash of its flow and id. */
const BUCKETS_LOG2: u32 = 10;
const BUCKET: u32 = 8;
const ENTRY: u32 = 8;
const HASH: usize = 4;
const table = memory.data(65536, 8);

const ANSWERED: u32 = 0x80000000;
/** Sent from b to a. */
const BACK: u32 = 0x40000000;
const NUMBER: u32 = 0x3fffffff;

/** Message `number`, whose record is `query`, asks in direction `way`. */
export function add(query: usize, number: u32, way: u32): void {
	if (number > NUMBER) return;
	const direction = way == 0 ? 0 : BACK;
	const known = find(query, direction);
	if (known != 0 && isSentAgain(query, known)) return;
	const hash = hashOf(query);
	const bucket = bucketOf(hash);
	for (let at = bucket + (BUCKET - 1) * ENTRY; at > bucket; at -= ENTRY)
		store<u64>(at, load<u64>(at - ENTRY));
	store<u32>(bucket, number | direction);
	store<u32>(bucket, hash, HASH);
}

function isSentAgain(query: usize, entry: usize): bool {
	if ((load<u32>(entry) & ANSWERED) != 0) return false;
	const first = messageOf(load<u32>(entry));
	const since = load<f64>(query, layout.DNS_TIME) - load<f64>(first, layout.DNS_TIME);
	return since < SAME_QUERY;
}

/** The number of the query that the message with record `response` answers first; 0 where none is known. */
export function answer(response: usize, way: u32, hasMore: bool): u32 {
	const entry = find(response, way == 0 ? BACK : 0);
	if (entry == 0 || (load<u32>(entry) & ANSWERED) != 0) return 0;
	const number = load<u32>(entry) & NUMBER;
	if (!hasMore) store<u32>(entry, load<u32>(entry) | ANSWERED);
	return number;
}

/** Of a message's flow and id. */
function hashOf(message: usize): u32 {
	const flow = load<u32>(message, layout.DNS_FLOW);
	const id = <u32>load<u16>(message, layout.DNS_ID);
	return ((flow << 16) ^ (flow >> 16) ^ id) * 0x9e3779b1;
}

function bucketOf(hash: u32): usize {
	return table + (hash >> (32 - BUCKETS_LOG2)) * BUCKET * ENTRY;
}

/** Where the youngest query of this message's flow, id and question stands, sent in `direction`; 0: nowhere. */
function find(message: usize, direction: u32): usize {
	const hash = hashOf(message);
	const bucket = bucketOf(hash);
	for (let at = bucket; at < bucket + BUCKET * ENTRY; at += ENTRY) {
		const entry = load<u32>(at);
		if (entry == 0) return 0;
		if (load<u32>(at, HASH) != hash || (entry & BACK) != direction) continue;
		if (isAbout(messageOf(entry), message)) return at;
	}
	return 0;
}

function messageOf(entry: u32): usize {
	return records.at(layout.TABLE_MESSAGES, (entry & NUMBER) - 1);
}

/** A response need not repeat the question (RFC 6895 2.2, RFC 6762 6). */
function isAbout(query: usize, message: usize): bool {
	if (load<u32>(query, layout.DNS_FLOW) != load<u32>(message, layout.DNS_FLOW)) return false;
	if (load<u16>(query, layout.DNS_ID) != load<u16>(message, layout.DNS_ID)) return false;
	if (load<u8>(message, layout.DNS_QUESTIONS) == 0) return true;
	if (load<u16>(query, layout.DNS_TYPE) != load<u16>(message, layout.DNS_TYPE)) return false;
	return isSameName(load<u32>(query, layout.DNS_QUESTION), load<u32>(message, layout.DNS_QUESTION));
}

/** Names are the same in upper and lower case (RFC 4343 3). */
function isSameName(one: usize, other: usize): bool {
	if (one == other) return true;
	const length = load<u16>(one, layout.TEXT_LENGTH);
	if (length != load<u16>(other, layout.TEXT_LENGTH)) return false;
	for (let i: u32 = 0; i < length; i++) {
		const difference =
			load<u8>(one + i, layout.TEXT_BYTES) ^ load<u8>(other + i, layout.TEXT_BYTES);
		if (difference != 0 && !(difference == 0x20 && isLetter(load<u8>(one + i, layout.TEXT_BYTES))))
			return false;
	}
	return true;
}

function isLetter(byte: u32): bool {
	const lower = byte | 0x20;
	return lower >= 0x61 && lower <= 0x7a;
}
