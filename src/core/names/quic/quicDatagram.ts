// QUIC, RFC 9000 and 9001: Initial packets, whose keys anybody can derive.

/** As names/services/udpServices. */
export function datagram(flow: usize, at: usize, length: u32): bool {
	return flow == 0 && at == 0 && length == 0;
}
