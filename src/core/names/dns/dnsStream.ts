// DNS in a TCP stream: messages, each behind its length (RFC 1035 4.2.2).
import * as layout from '../../layout';
import { be16 } from '../../memory/bytes';
import * as dns from '../../wire/dns';
import { DONE, MORE, next, NONE } from '../verdict';
import * as messages from './messages';

const LENGTH_PREFIX: u32 = 2;

/** As names/tls/tlsStream; `at` is where a length stands. A damaged message between whole ones is passed over. */
export function stream(flow: usize, way: u32, at: usize, length: u32, last: bool): u32 {
	if (length < LENGTH_PREFIX + dns.HEADER_LEN) return last ? NONE : MORE;
	const message = at + LENGTH_PREFIX;
	const size = be16(at);
	const there = length - LENGTH_PREFIX;
	messages.begin(flow, way, layout.SERVICE_DNS);
	if (size < dns.HEADER_LEN || !messages.mayBe(message, there)) return NONE;
	if (size > there) return last ? readCut(message, there) : MORE;
	messages.read(message, size, false);
	return next(LENGTH_PREFIX + size);
}

function readCut(message: usize, length: u32): u32 {
	return messages.read(message, length, true) ? DONE : NONE;
}
