// The whole ABI of the core. The host writes settings, opens, then writes each chunk to `inputAt` and pushes it;
// what came of it is read straight from memory, in the shapes of layout.ts. One instance reads one capture.
import * as layout from './layout';
import * as flows from './flow/flows';
import * as hash from './memory/hash';
import * as input from './capture/input';
import * as messages from './names/messages';
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
	return (
		flows.open(load<u32>(settings, layout.SETTINGS_FLOWS)) &&
		messages.open(
			load<u32>(settings, layout.SETTINGS_MESSAGES),
			load<u32>(settings, layout.SETTINGS_ANSWERS),
		) &&
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
	status.setCounts(flows.total(), messages.total());
}

/** No more will come: what is unfinished is cut. */
export function finish(): void {
	input.finish();
}

/** How far it came (layout STATUS_*). */
export function statusAt(): usize {
	return status.address();
}

/** Flow `id` (layout FLOW_*), below STATUS_FLOWS; neighbours inside a block of 2^TABLE_SHIFT. */
export function flowAt(id: u32): usize {
	return flows.at(id);
}

/** DNS message `index` (layout DNS_*), below STATUS_MESSAGES. */
export function messageAt(index: u32): usize {
	return messages.at(index);
}

/** Answer `index` (layout ANSWER_*): a message says which are its own. */
export function answerAt(index: u32): usize {
	return messages.answerAt(index);
}
