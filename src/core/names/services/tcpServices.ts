// What a TCP stream speaks, told by how it begins.
import { NONE } from '../verdict';

/** As names/tls/tlsStream; asked when no other reader knows the stream. */
export function stream(flow: usize, way: u32, at: usize, length: u32, last: bool): u32 {
	if (flow == 0 || way > 1 || at == 0 || length == 0 || last) return NONE;
	return NONE;
}
