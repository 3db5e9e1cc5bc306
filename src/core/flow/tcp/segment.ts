// The TCP segment in hand: the numbers of its header, read once.
import * as layout from '../../layout';
import * as tcp from '../../wire/tcp';

export let flags: u32 = 0;
export let sequence: u32 = 0;
export let acknowledgment: u32 = 0;
/** Not scaled. */
export let window: u32 = 0;
/** Bytes of payload on the wire; 0 where that is not known. */
export let payload: u32 = 0;
/** Was the packet long enough, on the wire, for the header it claims? */
export let isSized: bool = false;
/** Why its header cannot be read to its end (layout STOP_*). */
export let stop: u32 = 0;

/** Reads the header at `at`, of which at least THROUGH_WINDOW bytes are there, before `wire` bytes were sent. */
export function read(at: usize, length: u32, wire: u32): void {
	const header = tcp.headerLength(at);
	flags = tcp.flags(at);
	sequence = tcp.sequence(at);
	acknowledgment = tcp.acknowledgment(at);
	window = tcp.window(at);
	isSized = wire >= header;
	payload = isSized ? wire - header : 0;
	stop = tcp.check(at, length);
}

/** Does it take up sequence numbers? */
export function advances(): bool {
	return payload > 0 || (flags & (tcp.SYN | tcp.FIN)) != 0;
}

/** None of those that open or close a connection. */
export function isPlain(): bool {
	return (flags & (tcp.SYN | tcp.FIN | tcp.RST)) == 0;
}

// On the circle of sequence numbers (RFC 9293 3.4). What is half the circle away lies both in front and behind.

export function isAfter(a: u32, b: u32): bool {
	return <i32>(b - a) < 0;
}

export function isBefore(a: u32, b: u32): bool {
	return <i32>(a - b) < 0;
}

export function isAtOrBefore(a: u32, b: u32): bool {
	return <i32>(a - b) <= 0;
}
