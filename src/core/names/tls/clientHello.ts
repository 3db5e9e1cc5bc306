// What a ClientHello tells, RFC 8446 4.1.2, RFC 5246 7.4.1.2, RFC 9147 5.3.

/**
 * Reads a ClientHello into the TLS_* record of `flow`, and its server name into the flow's names. `at` is its body,
 * behind the header of the handshake message, of which `length` bytes are there: a hello that is cut is read as far
 * as it goes. `transport` is layout SERVICE_TLS, _DTLS (whose hello has a cookie) or _QUIC. False where the bytes
 * are no ClientHello.
 */
export function read(flow: usize, at: usize, length: u32, transport: u32): bool {
	return flow == 0 && at == 0 && length == 0 && transport == 0;
}
