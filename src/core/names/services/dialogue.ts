// What a conversation has come to, in EXTRA_STATE: how often each direction was looked at (a byte each), and what one
// end said that the other's answer depends on.
import * as layout from '../../layout';
import * as extra from '../../flow/extra';
import { DONE, SEEK } from '../verdict';

/** Which direction the client is: where this is set, the second. */
export const CLIENT_IS_B: u32 = 0x10000;
/** A server said it was ready, in words of more than one protocol. */
export const GREETED: u32 = 0x20000;
/** The client wants to go on inside TLS. */
export const TLS_ASKED: u32 = 0x40000;
/** The client's next line is a secret. */
export const SECRET_DUE: u32 = 0x80000;
/** The client has no secret: it calls itself anonymous. */
export const ANONYMOUS: u32 = 0x100000;
/** SOCKS: what the client said so far. */
export const SOCKS_4: u32 = 0x200000;
export const SOCKS_5: u32 = 0x400000;
/** RDP over UDP: both agreed on version 3. */
export const RDP_3: u32 = 0x800000;

/** Segments of a direction that are looked at. */
const LOOKS: u32 = 64;

function state(flow: usize): u32 {
	const record = extra.find(flow);
	return record == 0 ? 0 : load<u32>(record, layout.EXTRA_STATE);
}

export function has(flow: usize, flag: u32): bool {
	return (state(flow) & flag) != 0;
}

export function set(flow: usize, flag: u32): void {
	const record = extra.ensure(flow);
	if (record != 0) store<u32>(record, state(flow) | flag, layout.EXTRA_STATE);
}

export function clear(flow: usize, flag: u32): void {
	const record = extra.find(flow);
	if (record != 0) store<u32>(record, state(flow) & ~flag, layout.EXTRA_STATE);
}

export function setClient(flow: usize, way: u32): void {
	if (way != 0) set(flow, CLIENT_IS_B);
	else clear(flow, CLIENT_IS_B);
}

export function isClient(flow: usize, way: u32): bool {
	return has(flow, CLIENT_IS_B) == (way != 0);
}

/** The verdict of who wants the next segment too, a bounded number of times. */
export function goOn(flow: usize, way: u32): u32 {
	const record = extra.ensure(flow);
	if (record == 0) return DONE;
	const looks = record + layout.EXTRA_STATE + way;
	if (load<u8>(looks) >= LOOKS) return DONE;
	store<u8>(looks, <u8>(load<u8>(looks) + 1));
	return SEEK;
}
