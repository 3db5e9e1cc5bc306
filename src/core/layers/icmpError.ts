// ICMP errors quote the beginning of the packet they are about, so they can be joined to its flow.
import * as layout from '../layout';
import * as extra from '../flow/extra';
import * as flows from '../flow/flows';
import * as key from '../flow/key';
import * as icmp from '../wire/icmp';
import * as ipv4 from '../wire/ipv4';
import * as ipv6 from '../wire/ipv6';
import { finishKey } from './flowKey';

/** The error at `at` is counted in its own flow; that of the packet it quotes is told, if it is known. */
export function fromIcmpError(at: usize, length: u32): void {
	if (length <= icmp.HEADER_LEN) return;
	const quoted = at + icmp.HEADER_LEN;
	const left = length - icmp.HEADER_LEN;
	const isKey = ipv4.version(quoted) == 6 ? setKeyOfIpv6(quoted, left) : setKeyOfIpv4(quoted, left);
	if (!isKey) return;
	const flow = flows.find();
	if (flow != 0) tell(flow, at);
}

function setKeyOfIpv4(at: usize, length: u32): bool {
	if (ipv4.check(at, length) != layout.STOP_NONE || ipv4.fragmentOffset(at) != 0) return false;
	key.setIpv4(ipv4.source(at), ipv4.destination(at));
	const header = ipv4.headerLength(at);
	finishKey(ipv4.protocol(at), at + header, length - header);
	return true;
}

function setKeyOfIpv6(at: usize, length: u32): bool {
	if (ipv6.check(at, length) != layout.STOP_NONE) return false;
	if (ipv6.skipExtensions(at, length) != layout.STOP_NONE) return false;
	if (ipv6.fragment != 0 && ipv6.fragmentOffset(at + ipv6.fragment - 1) != 0) return false;
	key.setIpv6(at + ipv6.SOURCE, at + ipv6.DESTINATION);
	finishKey(ipv6.protocol, at + ipv6.offset, length - ipv6.offset);
	return true;
}

function tell(flow: usize, error: usize): void {
	const record = extra.ensure(flow);
	if (record == 0) return;
	store<u8>(record, <u8>icmp.type(error), layout.EXTRA_ICMP_TYPE);
	store<u8>(record, <u8>icmp.code(error), layout.EXTRA_ICMP_CODE);
	store<u32>(record, load<u32>(record, layout.EXTRA_ICMP_COUNT) + 1, layout.EXTRA_ICMP_COUNT);
}
