// Lengths that a message tells of itself.
import * as frame from '../frame';

/** Does a message that says it has `claimed` bytes fill its datagram, of which `length` bytes were stored? */
export function fills(claimed: u32, length: u32): bool {
	return claimed == length || (frame.cut && claimed > length);
}
