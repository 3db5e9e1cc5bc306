// A layer that could not be read: why stays with the packet (`frame.stopAt`), and nothing of it was read.
import * as layout from '../layout';
import * as frame from '../frame';

export function atLink(reason: u32): bool {
	frame.stopAt(reason, layout.LAYER_LINK);
	return false;
}

export function atNetwork(reason: u32): bool {
	frame.stopAt(reason, layout.LAYER_NETWORK);
	return false;
}

/** Says that it was a tunnel's all the same. */
export function atTunnel(reason: u32): bool {
	frame.stopAt(reason, layout.LAYER_TUNNEL);
	return true;
}
