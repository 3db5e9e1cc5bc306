// What a ServerHello tells, RFC 8446 4.1.3, RFC 5246 7.4.1.3.

/** As clientHello.read. */
export function read(flow: usize, at: usize, length: u32, transport: u32): bool {
	return flow == 0 && at == 0 && length == 0 && transport == 0;
}
