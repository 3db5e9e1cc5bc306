// Packets inside packets.

/** The packet of a protocol other than TCP, UDP and ICMP, counted in `flow` (0: kept elsewhere). */
export function fromProtocol(flow: usize, protocol: u32, at: usize, length: u32): void {
	if (flow == 0 || protocol == 0 || at == 0 || length == 0) return;
}

/** A datagram counted in `flow` (0: kept elsewhere). Says whether it was a tunnel's. */
export function fromDatagram(flow: usize, at: usize, length: u32): bool {
	return flow == 0 && at == 0 && length == 0;
}
