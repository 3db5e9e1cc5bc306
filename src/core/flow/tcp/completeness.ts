// Which parts of a connection a capture holds, as Wireshark tells it (tcp.completeness, TCP_COMPLETENESS).
import * as layout from '../../layout';
import { ACK, FIN, RST, SYN } from '../../wire/tcp';
import * as segment from './segment';

const SYN_SENT: u32 = 1;
const SYN_ACK: u32 = 2;
const ACKED: u32 = 4;
const DATA: u32 = 8;
const FINISHED: u32 = 16;
const RESET: u32 = 32;

/** The segment in hand is the first of its connection: only a SYN tells anything there. */
export function begin(tcp: usize): void {
	if ((segment.flags & (SYN | ACK)) != SYN) return;
	store<u8>(tcp, <u8>(SYN_SENT | (segment.payload > 0 ? DATA : 0)), layout.TCP_COMPLETENESS);
}

/** The segment in hand is a later one. */
export function goOn(tcp: usize): void {
	const before = <u32>load<u8>(tcp, layout.TCP_COMPLETENESS);
	const parts = before | partsOf(segment.flags);
	if (parts != before) store<u8>(tcp, <u8>parts, layout.TCP_COMPLETENESS);
}

function partsOf(flags: u32): u32 {
	let parts: u32 = (flags & RST) != 0 ? RESET : 0;
	if ((flags & ACK) == 0) return parts;
	if ((flags & FIN) != 0) parts |= FINISHED;
	if ((flags & SYN) != 0) return parts | SYN_ACK;
	return parts | (segment.payload > 0 ? DATA : ACKED);
}
