// Requests and their responses: one record for both, in the order of the requests of a flow (RFC 9112 9.3.2).
import * as layout from '../../layout';
import * as frame from '../../frame';
import * as status from '../../status';
import * as extras from '../../flow/extra';
import * as flows from '../../flow/flows';
import * as records from '../../memory/records';
import * as scratch from '../scratch';
import * as head from './head';
import * as startLine from './startLine';
import * as words from './words';

const AT: u32 = 0x40;

// EXTRA_STATE: the number of the flow's newest record, above it what stands next in each direction.
const NUMBER: u32 = 0xffffff;
const STATE_SHIFT: u32 = 24;
const STATE_BITS: u32 = 4;
const STATE: u32 = 15;

/** What stands next in a direction. */
export const AT_HEAD: u32 = 0;
export const AT_CHUNK: u32 = 1;
export const AT_TRAILER: u32 = 2;
export const AT_FORM: u32 = 3;
/** Another request, or what the proxy was asked to pass on. */
export const AT_OTHER: u32 = 4;

/** Was HTTP spoken in the flow? */
export function areIn(flow: usize): bool {
	const extra = extras.find(flow);
	return extra != 0 && load<u32>(extra, layout.EXTRA_HTTP) != 0;
}

export function state(flow: usize, way: u32): u32 {
	if (!areIn(flow)) return AT_HEAD;
	return (load<u32>(extras.find(flow), layout.EXTRA_STATE) >> shiftOf(way)) & STATE;
}

export function setState(flow: usize, way: u32, next: u32): void {
	if (!areIn(flow)) return;
	const extra = extras.find(flow);
	const others = load<u32>(extra, layout.EXTRA_STATE) & ~(STATE << shiftOf(way));
	store<u32>(extra, others | (next << shiftOf(way)), layout.EXTRA_STATE);
}

function shiftOf(way: u32): u32 {
	return STATE_SHIFT + way * STATE_BITS;
}

/** A new record for the request in `head`; 0 where there is no room. */
export function ask(flow: usize, way: u32): usize {
	const record = append(flow, way);
	if (record == 0) return 0;
	const extra = extras.find(flow);
	if (load<u32>(extra, layout.EXTRA_HTTP_OPEN) == 0)
		store<u32>(extra, records.count(layout.TABLE_HTTP), layout.EXTRA_HTTP_OPEN);
	keepHost(record);
	keepValue(record, layout.HTTP_AGENT, words.USER_AGENT);
	return record;
}

/** The record of the request that the response in `head` answers, or a new one; 0 where there is no room. */
export function answer(flow: usize, way: u32): usize {
	let record = takeOpen(flow, way);
	if (record == 0) record = append(flow, 1 - way);
	if (record == 0) return 0;
	store<u16>(record, <u16>startLine.status, layout.HTTP_STATUS);
	store<f64>(record, frame.time, layout.HTTP_ANSWERED);
	keepValue(record, layout.HTTP_CONTENT_TYPE, words.CONTENT_TYPE);
	keepValue(record, layout.HTTP_SERVER, words.SERVER);
	return record;
}

/** Closes the oldest open request of the other direction. */
function takeOpen(flow: usize, way: u32): usize {
	const extra = extras.find(flow);
	const open = extra == 0 ? 0 : load<u32>(extra, layout.EXTRA_HTTP_OPEN);
	if (open == 0 || !areIn(flow)) return 0;
	const record = records.at(layout.TABLE_HTTP, open - 1);
	if (load<u8>(record, layout.HTTP_WAY) == way) return 0;
	store<u32>(extra, nextOpen(record), layout.EXTRA_HTTP_OPEN);
	return record;
}

/** The number of the first request behind `record` without a response; 0: none. */
function nextOpen(record: usize): u32 {
	let number = load<u32>(record, layout.HTTP_NEXT);
	while (number != 0) {
		const next = records.at(layout.TABLE_HTTP, number - 1);
		if (load<u16>(next, layout.HTTP_STATUS) == 0) return number;
		number = load<u32>(next, layout.HTTP_NEXT);
	}
	return 0;
}

function append(flow: usize, way: u32): usize {
	const extra = extras.ensure(flow);
	if (extra == 0) return 0;
	const number = records.count(layout.TABLE_HTTP) + 1;
	const record: usize = number > NUMBER ? 0 : records.add(layout.TABLE_HTTP);
	if (record == 0) {
		status.addEvicted();
		return 0;
	}
	store<u32>(record, flows.id, layout.HTTP_FLOW);
	store<u8>(record, <u8>way, layout.HTTP_WAY);
	store<f64>(record, frame.time, layout.HTTP_TIME);
	link(extra, number);
	return record;
}

function link(extra: usize, number: u32): void {
	const known = load<u32>(extra, layout.EXTRA_HTTP) != 0;
	const before = known ? load<u32>(extra, layout.EXTRA_STATE) : 0;
	if (known) {
		const last = records.at(layout.TABLE_HTTP, (before & NUMBER) - 1);
		store<u32>(last, number, layout.HTTP_NEXT);
	} else store<u32>(extra, number, layout.EXTRA_HTTP);
	store<u32>(extra, (before & ~NUMBER) | number, layout.EXTRA_STATE);
}

/** Without what may stand in front of an "@": a name and password have no place there. */
function keepHost(record: usize): void {
	const at = head.value(words.HOST);
	const length = head.valueLength(words.HOST);
	let from: u32 = 0;
	for (let i: u32 = 0; i < length; i++) if (load<u8>(at + i) == AT) from = i + 1;
	if (from == length) return;
	scratch.clear();
	scratch.addText(at + from, length - from);
	keepText(record, layout.HTTP_HOST);
}

/** Keeps what a field of `head` says, if it says anything. */
function keepValue(record: usize, place: usize, field: i32): void {
	if (head.valueLength(field) == 0) return;
	scratch.clear();
	scratch.addText(head.value(field), head.valueLength(field));
	keepText(record, place);
}

/** Keeps what stands in `scratch`. */
export function keepText(record: usize, place: usize): void {
	const text = scratch.keep();
	if (text == 0) return status.addEvicted();
	store<u32>(record + place, <u32>text);
}

/** Sets bits of layout HTTP_BIT_*. */
export function mark(record: usize, bits: u32): void {
	const before = <u32>load<u8>(record, layout.HTTP_BITS);
	store<u8>(record, <u8>(before | bits), layout.HTTP_BITS);
}

/** Marks the newest request of the flow. */
export function markNewest(flow: usize, bits: u32): void {
	if (!areIn(flow)) return;
	const newest = load<u32>(extras.find(flow), layout.EXTRA_STATE) & NUMBER;
	mark(records.at(layout.TABLE_HTTP, newest - 1), bits);
}

export function has(record: usize, bits: u32): bool {
	return (load<u8>(record, layout.HTTP_BITS) & bits) != 0;
}

/** Did the request want no more than the head of the response? */
export function isHeadOnly(record: usize): bool {
	const method = <usize>load<u32>(record, layout.HTTP_METHOD);
	if (method == 0) return false;
	const length = <u32>load<u16>(method, layout.TEXT_LENGTH);
	return words.find(words.METHODS, method + layout.TEXT_BYTES, length, false) == words.METHOD_HEAD;
}
