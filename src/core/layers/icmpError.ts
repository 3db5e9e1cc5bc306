// ICMP errors quote the packet they are about, so they can be joined to its flow.

/** The ICMP message at `at` is none of echo. */
export function fromIcmpError(protocol: u32, at: usize, length: u32): void {
	if (protocol == 0 || at == 0 || length == 0) return;
}
