// DTLS, RFC 6347 and 9147.

/** As names/services/udpServices. */
export function datagram(flow: usize, at: usize, length: u32): bool {
	return flow == 0 && at == 0 && length == 0;
}
