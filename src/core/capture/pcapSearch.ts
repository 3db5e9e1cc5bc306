// Behind damage in pcap: the next place where records follow one another. Nothing marks their beginning, so several
// must fit: sane lengths, and times near those of the packets before.
import * as damage from './damage';
import * as pcap from './pcap';

/** So many records in a row, or fewer up to the end of the file, are no coincidence. */
const RUN: u32 = 3;

const NO: u32 = 0;
const YES: u32 = 1;
const MORE: u32 = 2;

/** Passes over what is no record, and reads the first one. `isLast`: no more bytes will come. */
export function next(at: usize, available: u32, offset: f64, isLast: bool): u32 {
	let passed: u32 = 0;
	while (available - passed >= pcap.headerLength) {
		const verdict = judge(at + passed, available - passed, isLast);
		if (verdict == MORE) return passed;
		if (verdict == YES) {
			damage.found(offset + passed);
			return passed == 0 ? pcap.next(at, available, offset) : passed;
		}
		passed += 1;
	}
	return isLast ? available : passed;
}

function judge(at: usize, available: u32, isLast: bool): u32 {
	let near = pcap.lastSeconds;
	for (let records: u32 = 0; records < RUN; records++) {
		if (available < pcap.headerLength) return ended(records, isLast);
		if (!pcap.isPlausible(at, near)) return NO;
		const length = pcap.headerLength + pcap.capturedAt(at);
		if (available < length) return ended(records, isLast);
		near = pcap.secondsAt(at);
		at += length;
		available -= length;
	}
	return YES;
}

/** The bytes end behind some whole records. */
function ended(records: u32, isLast: bool): u32 {
	if (!isLast) return MORE;
	return records > 0 ? YES : NO;
}
