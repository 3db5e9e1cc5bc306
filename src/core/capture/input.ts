// The bytes of a capture as they come: chunks cut anywhere, joined so that the cuts change nothing.
import * as layout from '../layout';
import * as guard from '../memory/guard';
import * as status from '../status';
import * as damage from './damage';
import * as pcap from './pcap';
import * as pcapng from './pcapng';
import * as pcapngSearch from './pcapngSearch';
import * as pcapSearch from './pcapSearch';

/** Room for what one chunk leaves unfinished (less than the largest record or block) and the next chunk. */
const CARRY_SIZE: u32 = 1048576;

const buffer = memory.data(2097152, 8);
let carried: u32 = 0;
/** Where `buffer` stands in the file. */
let offset: f64 = 0;
/** Bytes of a block that is passed over, still to come. */
let skipping: u32 = 0;

/** Whether to go on behind damage, where a packet can begin again. */
export function readOn(wanted: bool): void {
	damage.readOn(wanted);
}

/** Where the next chunk is to be written: at most layout.CHUNK_SIZE bytes. */
export function address(): usize {
	return buffer + carried;
}

/** Reads on with the `length` bytes that now stand at `address`. */
export function push(length: u32): void {
	if (damage.isOver()) return;
	status.addRead(length);
	const end = carried + length;
	const used = read(0, end, false);
	carried = end - used;
	assert(carried <= CARRY_SIZE);
	if (used > 0) memory.copy(buffer, buffer + used, carried);
	offset += used;
	if (damage.isOver()) status.forgetReadBehindStop();
}

/** Reads whole records from `from` on; gives where they and what is passed over end. */
function read(from: u32, end: u32, isLast: bool): u32 {
	let used = skip(from, end);
	while (used < end && !damage.isOver()) {
		assert(guard.enter(buffer + used, end - used));
		const length = next(buffer + used, end - used, offset + used, isLast);
		assert(guard.leave());
		if (length == 0) break;
		if (length > end - used) {
			skipping = length;
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

function next(at: usize, available: u32, position: f64, isLast: bool): u32 {
	const isSearching = damage.isSearching();
	switch (status.format()) {
		case layout.FORMAT_PCAP:
			return isSearching
				? pcapSearch.next(at, available, position, isLast)
				: pcap.next(at, available, position);
		case layout.FORMAT_PCAPNG:
			return isSearching
				? pcapngSearch.next(at, available, position, isLast)
				: pcapng.next(at, available, position);
		default:
			return recognise(at, available) ? next(at, available, position, isLast) : 0;
	}
}

function recognise(at: usize, available: u32): bool {
	if (available < 4) return false;
	const word = load<u32>(at);
	if (pcap.isMagic(word)) status.setFormat(layout.FORMAT_PCAP);
	else if (pcapng.isMagic(word)) status.setFormat(layout.FORMAT_PCAPNG);
	else damage.end(layout.STOP_NOT_A_CAPTURE, 0);
	return !damage.isOver();
}

/** No more will come: what is unfinished now is cut. Behind it records may stand that its length hid. */
export function finish(): void {
	if (status.format() == layout.FORMAT_UNKNOWN) damage.end(layout.STOP_NOT_A_CAPTURE, 0);
	skipping = 0;
	let used: u32 = 0;
	while (!damage.isOver() && (used < carried || pcapng.isInside())) {
		used = read(used, carried, true);
		if (used < carried || pcapng.isInside()) used += cut(used);
	}
}

/** Gives up what begins at `from`, and says how much is passed over. */
function cut(from: u32): u32 {
	if (status.format() == layout.FORMAT_PCAP) return pcap.cut(offset + from);
	return pcapng.cut(buffer + from, carried - from, offset + from);
}
