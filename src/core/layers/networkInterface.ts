// The interface that a packet itself names.

/** Number of the INTERFACE_* record of ifindex `index`; 0: there is none. */
export function networkInterface(index: u32, link: u32): u32 {
	return index + link == 0 ? 0 : 0;
}
