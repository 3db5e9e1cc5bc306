// Where a protocol in clear text goes on as another.
import { DONE, startAnew, startTls } from '../verdict';

/** Both ends agreed: from the next segment on both directions are TLS. Gives the verdict on what was read so far. */
export function toTls(flow: usize): u32 {
	startTls(flow);
	return DONE;
}

/** A proxy passes on what follows. Gives the same. */
export function toInside(flow: usize): u32 {
	startAnew(flow);
	return DONE;
}
