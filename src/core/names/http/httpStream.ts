// HTTP/1 in a TCP stream, RFC 9112: heads of requests and responses.
import { NONE } from '../verdict';

/** As names/tls/tlsStream; `at` is where a head may begin. */
export function stream(flow: usize, way: u32, at: usize, length: u32, last: bool): u32 {
	if (flow == 0 || way > 1 || at == 0 || length == 0 || last) return NONE;
	return NONE;
}
