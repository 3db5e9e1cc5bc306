// Fragments of IP: each counts as it comes, in the flow of its datagram; what is inside is read once, when all are
// there. Those that come before the first, which has the ports, are counted when it comes or is given up.
import * as layout from '../layout';
import * as frame from '../frame';
import * as status from '../status';
import * as flows from '../flow/flows';
import * as fragments from '../flow/fragments';
import * as key from '../flow/key';
import * as ipv6 from '../wire/ipv6';
import { finishKey } from './flowKey';
import { giveUp } from './lostFragments';
import * as stop from './stop';
import { fromTransport, withoutPorts } from './transport';

const IPV6: u32 = 6;

let id: u32 = 0;
let offset: u32 = 0;
let hasMore: bool = false;

/** Which part of which datagram the next `fromFragment` brings; `from` in bytes. */
export function place(datagram: u32, from: u32, more: bool): void {
	id = datagram;
	offset = from;
	hasMore = more;
}

/** The addresses of the key are set; `length` bytes of the fragment are there, `wire` there were. */
export function fromFragment(protocol: u32, at: usize, length: u32, wire: u32): void {
	key.finish(protocol, 0, 0);
	const slot = slotFor(at, length);
	if (slot == 0) return leaveOut();
	if (offset == 0 && !fragments.hasPorts(slot)) learnPorts(slot, protocol, at, length);
	if (length < wire) return fromCut(slot, at, length, wire);
	if (fragments.isCollecting(slot) && length != 0) {
		if (!fragments.put(slot, offset, at, length, hasMore)) spoil(slot);
		if (fragments.isWhole(slot))
			return fromWhole(slot, fragments.data(slot), fragments.total(slot));
	}
	count(slot);
}

/** No memory for even one slot. */
function leaveOut(): void {
	status.addEvicted();
	flows.count();
}

/** A datagram that lacks bytes will never be whole: its first fragment is read as far as it goes. */
function fromCut(slot: usize, at: usize, length: u32, wire: u32): void {
	fragments.spoil(slot);
	if (offset != 0) return count(slot);
	readAs(slot, at, length, wire);
}

function fromWhole(slot: usize, at: usize, length: u32): void {
	readAs(slot, at, length, length);
}

/** What the datagram holds, counted in its flow, and then those that waited for it. */
function readAs(slot: usize, at: usize, length: u32, wire: u32): void {
	fragments.setAddresses(slot);
	const protocol = fragments.protocol(slot);
	if (fragments.version(slot) == IPV6) fromUpper(protocol, at, length, wire);
	else fromTransport(protocol, at, length, wire);
	if (fragments.waiting(slot) == 0) return;
	fragments.setAddresses(slot);
	fragments.finishKey(slot);
	countWaiting(slot, flows.find());
}

/** Behind the fragment header of IPv6 others may stand. */
function fromUpper(protocol: u32, at: usize, length: u32, wire: u32): void {
	const reason = ipv6.walk(protocol, at, 0, length);
	if (reason != layout.STOP_NONE || ipv6.fragment != 0) {
		stop.atNetwork(reason != layout.STOP_NONE ? reason : layout.STOP_UNSUPPORTED);
		withoutPorts(ipv6.protocol);
	} else fromTransport(ipv6.protocol, at + ipv6.offset, length - ipv6.offset, wire - ipv6.offset);
}

/** The slot of the datagram, begun where it is a new one; 0 where there is no memory. */
function slotFor(at: usize, length: u32): usize {
	let slot = fragments.find(id);
	const isNew = slot == 0;
	if (isNew) slot = fragments.oldest();
	else if (!isOver(slot, at, length)) return slot;
	if (slot == 0) return 0;
	if (isNew && fragments.isCollecting(slot) && !fragments.isStale(slot)) status.addEvicted();
	if (fragments.waiting(slot) != 0) giveUp(slot);
	fragments.begin(slot, id);
	return slot;
}

/** Numbers of datagrams are used again, after a while or once the one before is whole. */
function isOver(slot: usize, at: usize, length: u32): bool {
	if (fragments.isStale(slot)) return true;
	return fragments.isWhole(slot) && !fragments.isRepeated(slot, offset, at, length);
}

/** The key is that of the first fragment's flow afterwards. */
function learnPorts(slot: usize, protocol: u32, at: usize, length: u32): void {
	if (fragments.version(slot) == IPV6 && ipv6.walk(protocol, at, 0, length) == layout.STOP_NONE)
		finishKey(ipv6.protocol, at + ipv6.offset, length - ipv6.offset);
	else finishKey(protocol, at, length);
	fragments.setPorts(slot);
}

function spoil(slot: usize): void {
	stop.atNetwork(layout.STOP_MALFORMED);
	fragments.spoil(slot);
}

/** Counts the packet in hand, now or when the ports are known. */
function count(slot: usize): void {
	if (!fragments.hasPorts(slot)) return fragments.wait(slot);
	fragments.finishKey(slot);
	const flow = flows.count();
	if (fragments.waiting(slot) != 0) countWaiting(slot, flow);
}

/** Adds those that waited to their flow; 0 where there was no room. The key is that flow's. */
function countWaiting(slot: usize, flow: usize): void {
	if (flow != 0) {
		flows.countLate(flow, fragments.waiting(slot), fragments.waitingBytes(slot));
		beginAt(flow, fragments.first(slot));
	}
	fragments.release(slot);
}

function beginAt(flow: usize, time: f64): void {
	if (time < load<f64>(flow, layout.FLOW_FIRST)) store<f64>(flow, time, layout.FLOW_FIRST);
}
