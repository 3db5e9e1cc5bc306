// The bytes of a capture as they come: chunks cut anywhere, joined so that the cuts change nothing.
import * as layout from '../layout';
import * as guard from '../memory/guard';
import * as status from '../status';
import * as pcap from './pcap';
import * as pcapng from './pcapng';

/** Room for what one chunk leaves unfinished (less than the largest record or block) and the next chunk. */
const CARRY_SIZE: u32 = 1048576;

const buffer = memory.data(2097152, 8);
let carried: u32 = 0;
/** Where `buffer` stands in the file. */
let offset: f64 = 0;
/** Bytes of a block that is passed over, still to come. */
let skipping: u32 = 0;
/** Where that block began in the file. */
let skipStart: f64 = 0;

/** Whether to go on behind damage, where a packet can begin again. */
let goesOn: bool = false;

export function readOn(wanted: bool): void {
	goesOn = wanted;
}

/** Where the next chunk is to be written: at most layout.CHUNK_SIZE bytes. */
export function address(): usize {
	return buffer + carried;
}

/** Reads on with the `length` bytes that now stand at `address`. */
export function push(length: u32): void {
	if (status.stopped()) return;
	status.addRead(length);
	const end = carried + length;
	const used = read(end);
	carried = end - used;
	assert(carried <= CARRY_SIZE);
	if (used > 0) memory.copy(buffer, buffer + used, carried);
	offset += used;
	if (status.stopped()) status.forgetReadBehindStop();
}

/** Reads whole records; gives how many bytes they and what is passed over took. */
function read(end: u32): u32 {
	let used = skip(0, end);
	while (used < end && !status.stopped()) {
		assert(guard.enter(buffer + used, end - used));
		const length = next(buffer + used, end - used, offset + used);
		assert(guard.leave());
		if (length == 0) break;
		if (length > end - used) {
			skipping = length;
			skipStart = offset + used;
			return skip(used, end);
		}
		used += length;
	}
	return used;
}

function skip(used: u32, end: u32): u32 {
	const now = skipping < end - used ? skipping : end - used;
	skipping -= now;
	return used + now;
}

function next(at: usize, available: u32, position: f64): u32 {
	const format = status.format();
	if (format == layout.FORMAT_PCAP) return pcap.next(at, available, position);
	if (format == layout.FORMAT_PCAPNG) return pcapng.next(at, available, position);
	return recognise(at, available) ? next(at, available, position) : 0;
}

function recognise(at: usize, available: u32): bool {
	if (available < 4) return false;
	const word = load<u32>(at);
	if (pcap.isMagic(word)) status.setFormat(layout.FORMAT_PCAP);
	else if (pcapng.isMagic(word)) status.setFormat(layout.FORMAT_PCAPNG);
	else status.stop(layout.STOP_NOT_A_CAPTURE, 0);
	return !status.stopped();
}

/** No more will come: what is unfinished now is cut. */
export function finish(): void {
	if (status.format() == layout.FORMAT_UNKNOWN) status.stop(layout.STOP_NOT_A_CAPTURE, 0);
	if (skipping > 0) status.stop(layout.STOP_TRUNCATED, skipStart);
	if (carried > 0) status.stop(layout.STOP_TRUNCATED, offset);
}
