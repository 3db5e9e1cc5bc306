// Where a protocol in clear text goes on inside TLS.
import { DONE, startTls } from '../verdict';

/** Both ends agreed: from the next segment on both directions are TLS. Gives the verdict on what was read so far. */
export function toTls(flow: usize): u32 {
	startTls(flow);
	return DONE;
}
