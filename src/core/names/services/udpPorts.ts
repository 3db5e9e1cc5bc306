// Protocols that are too plain to be told by their bytes alone: the right bytes on the right port tell them.
import * as layout from '../../layout';
import * as frame from '../../frame';
import * as coap from '../../wire/coap';
import * as dhcpv6 from '../../wire/dhcpv6';
import * as esp from '../../wire/esp';
import * as isakmp from '../../wire/isakmp';
import * as ntp from '../../wire/ntp';
import * as radius from '../../wire/radius';
import * as stun from '../../wire/stun';
import * as ends from './ends';
import * as memo from './memo';

const STUN_PORT: u32 = 3478;
const STUN_TLS_PORT: u32 = 5349;
/** So many in a row are no chance. */
const IN_A_ROW: u32 = 3;

/** Gives layout SERVICE_*. */
export function toldAtPort(flow: usize, at: usize, length: u32): u32 {
	const low = toldAt(ends.lowPort(flow), flow, at, length);
	return low != layout.SERVICE_NONE ? low : toldAt(ends.highPort(flow), flow, at, length);
}

function toldAt(port: u32, flow: usize, at: usize, length: u32): u32 {
	if (port == ntp.PORT) return ntp.matches(at, length) ? layout.SERVICE_NTP : layout.SERVICE_NONE;
	if (port == coap.PORT)
		return coap.matches(at, length) ? layout.SERVICE_COAP : layout.SERVICE_NONE;
	if (port == isakmp.NAT_PORT) return ipsec(flow, at, length);
	if (dhcpv6.isPort(port) && dhcpv6.matches(at, length)) return layout.SERVICE_DHCPV6;
	if (radius.isPort(port) && radius.matches(at, length)) return layout.SERVICE_RADIUS;
	if ((port == STUN_PORT || port == STUN_TLS_PORT) && stun.isChannelData(at, length))
		return layout.SERVICE_STUN;
	return layout.SERVICE_NONE;
}

/** RFC 3948 2: keep-alives, IKE behind four zeros, and everything else is ESP if it is anything. */
function ipsec(flow: usize, at: usize, length: u32): u32 {
	if (esp.isKeepAlive(at, length)) return layout.SERVICE_ESP;
	if (isakmp.matchesMarked(at, length)) return layout.SERVICE_IKE;
	if (!esp.isPossible(at, length)) return layout.SERVICE_NONE;
	const count = memo.follows(flow, frame.way, esp.spi(at), esp.sequence(at), 1);
	return count >= IN_A_ROW ? layout.SERVICE_ESP : layout.SERVICE_NONE;
}
