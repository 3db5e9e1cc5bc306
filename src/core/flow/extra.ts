// What only some flows have: a record beside the flow, made when the first of it is known.
import * as layout from '../layout';
import * as status from '../status';
import * as records from '../memory/records';

/** The flow's EXTRA_* record; 0 where there is no room for one. */
export function ensure(flow: usize): usize {
	const known = <usize>load<u32>(flow, layout.FLOW_EXTRA);
	if (known != 0) return known;
	const extra = records.add(layout.TABLE_EXTRAS);
	if (extra == 0) status.addEvicted();
	else store<u32>(flow, <u32>extra, layout.FLOW_EXTRA);
	return extra;
}

/** The same, but 0 also where there is none yet. */
export function find(flow: usize): usize {
	return load<u32>(flow, layout.FLOW_EXTRA);
}

/** Sets bits of layout MARK_*. */
export function mark(flow: usize, marks: u32): void {
	const extra = ensure(flow);
	if (extra == 0) return;
	store<u8>(extra, <u8>((<u32>load<u8>(extra, layout.EXTRA_MARKS)) | marks), layout.EXTRA_MARKS);
}

/** Sets bits of layout CREDENTIALS_*. */
export function markCredentials(flow: usize, kinds: u32): void {
	const extra = ensure(flow);
	if (extra == 0) return;
	const before = <u32>load<u8>(extra, layout.EXTRA_CREDENTIALS);
	store<u8>(extra, <u8>(before | kinds), layout.EXTRA_CREDENTIALS);
}
