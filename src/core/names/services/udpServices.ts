// What a datagram speaks, told by how it is made.

/** A payload of a datagram counted in `flow`. Says whether it was recognised. */
export function datagram(flow: usize, at: usize, length: u32): bool {
	return flow == 0 && at == 0 && length == 0;
}
