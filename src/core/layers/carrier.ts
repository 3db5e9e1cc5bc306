// Flows that travel inside others: both know of it.
import * as layout from '../layout';
import * as frame from '../frame';
import * as extra from '../flow/extra';
import * as flows from '../flow/flows';

/** A packet was read inside one of flow `outer` - 1; `before` is what `frame.flow` was when it began. */
export function carried(outer: u32, before: u32): void {
	extra.mark(flows.at(outer - 1), layout.MARK_CARRIER);
	// Not counted at all, or in the very flow that carries it.
	if (frame.flow == before || frame.flow == outer) return;
	const inner = extra.ensure(flows.at(frame.flow - 1));
	if (inner == 0 || load<u32>(inner, layout.EXTRA_OUTER) != 0) return;
	store<u32>(inner, outer, layout.EXTRA_OUTER);
}
