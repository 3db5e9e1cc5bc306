// A record for every packet, in order of the file, so that one can be found and read again.
import * as layout from '../layout';
import * as frame from '../frame';
import * as status from '../status';
import * as records from '../memory/records';

const TWO_TO_32: f64 = 4294967296;

/** Keeps the packet in hand, with what the layers said of it. */
export function add(): void {
	const record = records.add(layout.TABLE_PACKETS);
	if (record == 0) return status.addUnindexed();
	const high = Math.floor(frame.offset / TWO_TO_32);
	store<f64>(record, frame.time, layout.PACKET_TIME);
	store<u32>(record, <u32>(frame.offset - high * TWO_TO_32), layout.PACKET_OFFSET);
	store<u8>(record, <u8>high, layout.PACKET_OFFSET_HIGH);
	store<u32>(record, frame.flow, layout.PACKET_FLOW);
	store<u32>(record, frame.original, layout.PACKET_LENGTH);
	store<u16>(record, <u16>frame.analysis, layout.PACKET_ANALYSIS);
	store<u8>(record, <u8>(frame.way | (frame.stop << 1) | (frame.layer << 3)), layout.PACKET_BITS);
}
