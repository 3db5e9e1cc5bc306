// The questions of a message: the first is kept, the others are only read over.
import * as layout from '../../layout';
import * as dns from '../../wire/dns';
import * as scratch from '../scratch';
import * as domainName from './domainName';
import * as ownerName from './ownerName';

/** Of the last `read`: the first question's name (a text; 0 where there was no room), and its type. */
export let name: usize = 0;
export let type: u32 = 0;
/** How many could be read. */
export let count: u32 = 0;

/** Gives the offset behind the questions of the message at `at`; 0 where one is damaged. None has the empty name. */
export function read(protocol: u32, at: usize, length: u32): u32 {
	let offset = dns.HEADER_LEN;
	type = 0;
	count = 0;
	scratch.clear();
	name = 0;
	const asked = dns.questions(at);
	while (count < asked) {
		const tail =
			count == 0
				? ownerName.read(protocol, at, length, offset)
				: domainName.skip(at, length, offset);
		if (tail == 0 || tail + dns.QUESTION_TAIL > length) break;
		if (count == 0) take(at + tail);
		offset = tail + dns.QUESTION_TAIL;
		count += 1;
	}
	if (count == 0) takeNone();
	return count == asked ? offset : 0;
}

/** Does a message begin with a whole question of class IN? */
export function isOne(at: usize, length: u32): bool {
	const tail = domainName.skip(at, length, dns.HEADER_LEN);
	if (tail == 0 || tail + dns.QUESTION_TAIL > length) return false;
	return dns.klass(at + tail) == dns.CLASS_INTERNET;
}

function take(tail: usize): void {
	name = scratch.keep();
	type = dns.type(tail);
}

function takeNone(): void {
	scratch.clear();
	name = scratch.keep();
}
