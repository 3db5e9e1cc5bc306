// Linux's cooked captures: every interface at once, with the direction of every packet.
import * as layout from '../layout';
import * as frame from '../frame';
import { packetTypeSide } from '../capture/side';
import * as sll from '../wire/sll';
import * as sll2 from '../wire/sll2';
import * as linkType from '../wire/linkType';
import * as nics from '../capture/nics';
import { fromEtherType } from './network';
import * as stop from './stop';

export function fromSll(at: usize, length: u32): bool {
	const reason = sll.check(length);
	if (reason != layout.STOP_NONE) return stop.atLink(reason);
	frame.setSide(packetTypeSide(sll.packetType(at)));
	return fromEtherType(sll.type(at), at + sll.HEADER_LEN, length - sll.HEADER_LEN);
}

export function fromSll2(at: usize, length: u32): bool {
	const reason = sll2.check(length);
	if (reason != layout.STOP_NONE) return stop.atLink(reason);
	frame.setSide(packetTypeSide(sll2.packetType(at)));
	frame.setInterface(nics.ofIndex(sll2.interfaceIndex(at), linkType.SLL2));
	return fromEtherType(sll2.type(at), at + sll2.HEADER_LEN, length - sll2.HEADER_LEN);
}
