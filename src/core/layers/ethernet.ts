// Ethernet frames, of a network or of PCAPdroid, which writes their header and the app's trailer around IP.
import * as layout from '../layout';
import * as frame from '../frame';
import * as status from '../status';
import * as ethernet from '../wire/ethernet';
import * as etherType from '../wire/etherType';
import * as ipv4 from '../wire/ipv4';
import * as ipv6 from '../wire/ipv6';
import * as pcapdroid from '../wire/pcapdroid';
import { noteApp } from './app';
import { fromEtherType, fromIp } from './network';
import * as stop from './stop';

/** Has a trailer of PCAPdroid been met? */
let isPcapdroid: bool = false;

export function fromEthernet(at: usize, length: u32): bool {
	const reason = ethernet.check(length);
	if (reason != layout.STOP_NONE) return stop.atLink(reason);
	if (load<u64>(at) == 0 && pcapdroid.hasTrailer(at, length)) length = takeTrailer(at, length);
	const type = ethernet.type(at);
	if ((isPcapdroid || mayBePcapdroid(type)) && isBare(at, length)) return fromIp(at, length);
	return fromEtherType(type, at + ethernet.HEADER_LEN, length - ethernet.HEADER_LEN);
}

/** Before any trailer: it writes Ethernet into pcap alone, and no network's frame is of such a type. */
function mayBePcapdroid(type: u32): bool {
	return !etherType.isKnown(type) && status.format() == layout.FORMAT_PCAP;
}

/** Gives the bytes in front of the trailer. */
function takeTrailer(at: usize, length: u32): u32 {
	isPcapdroid = true;
	const front = length - pcapdroid.TRAILER_LEN;
	if (pcapdroid.hasUid(at + front)) {
		frame.setUid(pcapdroid.uid(at + front));
		noteApp(at + front);
	}
	return front;
}

/** What PCAPdroid has no room to wrap it writes bare, whatever the link type: IP that is as long as the packet. */
function isBare(at: usize, length: u32): bool {
	const version = ipv4.version(at);
	if (version == 4 && ipv4.check(at, length) == layout.STOP_NONE)
		return ipv4.wireLength(at, 0) == frame.original && isCommon(ipv4.protocol(at));
	if (version != 6 || ipv6.check(at, length) != layout.STOP_NONE) return false;
	return ipv6.wireLength(at, 0) == frame.original && isCommon(ipv6.nextHeader(at));
}

/** TCP, UDP and ICMP; less likely ones might be part of a hardware address. */
function isCommon(protocol: u32): bool {
	return protocol == 6 || protocol == 17 || protocol == 1 || protocol == 58;
}
