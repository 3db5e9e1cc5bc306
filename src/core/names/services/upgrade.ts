// Where a protocol in clear text goes on inside TLS.
import * as content from '../content';
import { DONE } from '../verdict';

/** Both ends agreed: from the next segment on both directions are TLS. Gives the verdict on what was read so far. */
export function toTls(flow: usize): u32 {
	content.startTls(flow);
	return DONE;
}
