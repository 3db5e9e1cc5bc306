// The host that the first request of a flow is for, where its URI names one.
import * as layout from '../../layout';
import * as uri from '../../wire/uri';
import * as name from '../name';
import * as scratch from '../scratch';

/** Only what the end that began asks for is the far end's name. */
export function add(flow: usize, way: u32, at: usize, length: u32): void {
	if (way != 0 || !uri.findHost(at, length)) return;
	scratch.clear();
	scratch.add(uri.host, uri.size, true);
	name.add(flow, layout.NAME_FROM_OTHER);
}
