// What the sequence numbers of a TCP connection tell.

/** The segment whose header stands at `at`, with `payload` bytes behind it on the wire, counted in `flow`. */
export function segment(flow: usize, at: usize, length: u32, payload: u32): void {
	if (flow == 0 || at == 0 || length + payload == 0) return;
}
