// DNS in a TCP stream: messages, each behind its length (RFC 1035 4.2.2).
import { NONE } from '../verdict';

/** As names/tls/tlsStream; `at` is where a length stands. */
export function stream(flow: usize, way: u32, at: usize, length: u32, last: bool): u32 {
	if (flow == 0 || way > 1 || at == 0 || length == 0 || last) return NONE;
	return NONE;
}
