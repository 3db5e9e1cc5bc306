// EtherTypes (IEEE 802 Numbers, IANA) that lead on to something we read.

export const IPV4: u32 = 0x0800;
export const IPV6: u32 = 0x86dd;

/** What loop-back says where no IP follows: reserved, so it means nothing else. */
export const OTHER: u32 = 0xffff;
