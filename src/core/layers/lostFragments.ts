// Fragments whose first one never came: they are counted in the flow without ports between their addresses.
import * as layout from '../layout';
import * as frame from '../frame';
import * as flows from '../flow/flows';
import * as fragments from '../flow/fragments';

const held = memory.data(48, 8);
const NO_UID: u32 = 0xffffffff;

/** Counts what waits in the slot. The packet in hand keeps its key (without ports) and what is known of it. */
export function giveUp(slot: usize): void {
	fragments.holdKey(held);
	const side = frame.side;
	const uid = frame.uid;
	const nic = frame.nic;
	const flow = frame.flow;
	const way = frame.way;
	forget();
	count(slot);
	frame.setSide(side);
	frame.setUid(uid - 1);
	frame.setInterface(nic);
	frame.countedIn(flow - 1, way);
	fragments.setAddresses(held);
	fragments.finishKey(held);
}

/** The capture is over: nothing will come any more. */
export function finish(): void {
	for (let i: u32 = 0; i < fragments.count(); i++) {
		const slot = fragments.at(i);
		if (fragments.waiting(slot) != 0) giveUp(slot);
	}
}

/** What the link layer said is of another packet. */
function forget(): void {
	frame.setSide(frame.SIDE_UNKNOWN);
	frame.setUid(NO_UID);
	frame.setInterface(0);
}

function count(slot: usize): void {
	fragments.setAddresses(slot);
	fragments.finishKey(slot);
	const known = flows.find();
	const last = known == 0 ? 0 : load<f64>(known, layout.FLOW_LAST);
	const flow = flows.count();
	if (flow != 0) {
		// One packet, that in hand, is counted: the others are added, and its length makes room for theirs.
		const bytes = fragments.waitingBytes(slot) - <f64>frame.original;
		flows.countLate(flow, fragments.waiting(slot) - 1, bytes);
		if (known == 0) setTimes(flow, slot);
		else joinTimes(flow, slot, last);
	}
	fragments.release(slot);
}

/** What is counted is older than the packet in hand, whose time it must not leave in a flow that ended at `last`. */
function joinTimes(flow: usize, slot: usize, last: f64): void {
	store<f64>(flow, max<f64>(last, fragments.last(slot)), layout.FLOW_LAST);
	if (fragments.first(slot) < load<f64>(flow, layout.FLOW_FIRST))
		store<f64>(flow, fragments.first(slot), layout.FLOW_FIRST);
}

function setTimes(flow: usize, slot: usize): void {
	store<f64>(flow, fragments.first(slot), layout.FLOW_FIRST);
	store<f64>(flow, fragments.last(slot), layout.FLOW_LAST);
	store<f64>(flow, fragments.fileOffset(slot), layout.FLOW_OFFSET);
}
