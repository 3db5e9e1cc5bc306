// One packet's way through the layers: check, take what was read, hand over the rest. What was read before a
// layer could not be read stays: a packet cut inside TCP still counts in its flow, one cut inside IP does not.
import * as frame from './frame';
import * as status from './status';
import * as packets from './flow/packets';
import { fromLink } from './layers/link';
import * as guard from './memory/guard';

/** Takes the packet of `length` captured bytes at `at` into account; `frame` says the rest about it. */
export function packet(link: u32, at: usize, length: u32): void {
	status.addPacket(frame.original, length);
	assert(guard.enter(at, length));
	if (!fromLink(link, at, length)) status.addUndecoded();
	assert(guard.leave());
	if (frame.stop != 0) status.addStopped();
	packets.add();
}
