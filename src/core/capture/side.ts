// Linux knows of each packet whether it was sent or received here (linux/if_packet.h PACKET_*).
import * as frame from '../frame';
import { OUTGOING, TO_US } from '../wire/sll';

/** Which end of a packet of this type is the phone. Broadcasts and what others sent tell nothing. */
export function packetTypeSide(type: u32): u32 {
	if (type == OUTGOING) return frame.SIDE_SENDER;
	return type == TO_US ? frame.SIDE_RECEIVER : frame.SIDE_UNKNOWN;
}
