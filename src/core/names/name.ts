// What a flow's far end is called, by the flow itself: each name once, with where it was read.
import * as layout from '../layout';
import * as status from '../status';
import * as extra from '../flow/extra';
import * as records from '../memory/records';
import * as scratch from './scratch';

/** Names that one flow may have; more is no host's. */
const MAX_NAMES: u32 = 16;

/** Keeps the name that stands in `scratch` for `flow`, read in `from` (layout NAME_FROM_*). */
export function add(flow: usize, from: u32): void {
	const text = scratch.keep();
	const record = extra.ensure(flow);
	if (text == 0 || record == 0) return status.addEvicted();
	let place = record + layout.EXTRA_NAMES;
	for (let known: u32 = 0; load<u32>(place) != 0; known++) {
		const name = records.at(layout.TABLE_NAMES, load<u32>(place) - 1);
		const isSame = load<u32>(name, layout.NAME_TEXT) == <u32>text;
		if (known == MAX_NAMES || (isSame && load<u8>(name, layout.NAME_FROM) == from)) return;
		place = name + layout.NAME_NEXT;
	}
	const name = records.add(layout.TABLE_NAMES);
	if (name == 0) return status.addEvicted();
	store<u32>(name, <u32>text, layout.NAME_TEXT);
	store<u8>(name, <u8>from, layout.NAME_FROM);
	store<u32>(place, records.count(layout.TABLE_NAMES));
}
