// The whole ABI of the core. The host writes settings, opens, then writes each chunk to `inputAt` and pushes it;
// what came of it is read straight from memory, in the shapes of layout.ts. One instance reads one capture.
import * as layout from './layout';
import * as flows from './flow/flows';
import * as arena from './memory/arena';
import * as hash from './memory/hash';
import * as input from './capture/input';
import * as lostFragments from './layers/lostFragments';
import * as records from './memory/records';
import * as status from './status';
import * as text from './memory/text';

const settings = memory.data(layout.SETTINGS_SIZE, 8);

/** Where the settings (layout SETTINGS_*) are to be written before `open`. */
export function settingsAt(): usize {
	return settings;
}

/** Once, before anything else. False where the machine has no memory for even the empty tables. */
export function open(): bool {
	hash.seed(
		load<u64>(settings, layout.SETTINGS_SEED),
		load<u64>(settings, layout.SETTINGS_SEED + 8),
	);
	input.readOn(load<u8>(settings, layout.SETTINGS_READ_ON) != 0);
	return (
		records.open(settings + layout.SETTINGS_LIMITS) &&
		flows.open() &&
		text.open(load<u32>(settings, layout.SETTINGS_TEXT))
	);
}

/** Where the next chunk goes: CHUNK_SIZE bytes of room. Moves with every `push`. */
export function inputAt(): usize {
	return input.address();
}

/** Reads the `length` bytes, at most CHUNK_SIZE, that were written to `inputAt`. Memory may have grown. */
export function push(length: u32): void {
	input.push(length);
	status.setCounts();
}

/** No more will come: what is unfinished is cut. */
export function finish(): void {
	input.finish();
	lostFragments.finish();
	status.setCounts();
}

/** How far it came (layout STATUS_*). */
export function statusAt(): usize {
	return status.address();
}

/** Record `index`, below its STATUS_COUNTS, of a table (layout TABLE_*). */
export function recordAt(table: u32, index: u32): usize {
	return records.at(table, index);
}

/** Bytes of memory in use; more may be there already. */
export function memoryUsed(): usize {
	return arena.used();
}
