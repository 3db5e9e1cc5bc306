// The key of a packet by what its transport begins with, whether or not it is counted.
import * as layout from '../layout';
import * as key from '../flow/key';
import * as icmp from '../wire/icmp';
import * as ports from '../wire/ports';

const TCP: u32 = 6;
const UDP: u32 = 17;

/** Completes the key whose addresses are set. */
export function finishKey(protocol: u32, at: usize, length: u32): void {
	if (protocol == TCP || protocol == UDP) {
		if (ports.check(length) == layout.STOP_NONE)
			return key.finish(protocol, ports.source(at), ports.destination(at));
	}
	const same = identifier(protocol, at, length);
	key.finish(protocol, same, same);
}

/** Echo messages have one, which stands where others have their ports. */
function identifier(protocol: u32, at: usize, length: u32): u32 {
	if (protocol != icmp.ICMP && protocol != icmp.ICMPV6) return 0;
	if (icmp.check(length) != layout.STOP_NONE || !icmp.isEchoOf(protocol, at)) return 0;
	return icmp.identifier(at);
}
