// The ports of a flow: what was told by content is sometimes only to be believed on the right one.
import * as layout from '../../layout';

export function lowPort(flow: usize): u32 {
	return load<u16>(flow, layout.FLOW_LOW_PORT);
}

export function highPort(flow: usize): u32 {
	return load<u16>(flow, layout.FLOW_HIGH_PORT);
}

export function hasPort(flow: usize, port: u32): bool {
	return lowPort(flow) == port || highPort(flow) == port;
}
