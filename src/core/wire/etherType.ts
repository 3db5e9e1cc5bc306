// EtherTypes (IEEE 802 Numbers, IANA) that lead on to something we read.

export const IPV4: u32 = 0x0800;
export const IPV6: u32 = 0x86dd;
export const ARP: u32 = 0x0806;
export const ETHERNET: u32 = 0x6558; // transparent bridging: a whole frame
export const PPPOE_DISCOVERY: u32 = 0x8863;
export const PPPOE_SESSION: u32 = 0x8864;
export const PPP: u32 = 0x880b;
export const MPLS: u32 = 0x8847;
export const MPLS_UPSTREAM: u32 = 0x8848;
export const MACSEC: u32 = 0x88e5;
export const PROVIDER_BRIDGE: u32 = 0x88e7; // I-tag of IEEE 802.1ah
export const EAPOL: u32 = 0x888e;
export const LLDP: u32 = 0x88cc;
export const NSH: u32 = 0x894f;

/** What loop-back and PPP say where no IP follows: reserved, so it means nothing else. */
export const OTHER: u32 = 0xffff;

/** Is this a type that Ethernet frames have, or the length of one of IEEE 802.3? */
export function isKnown(type: u32): bool {
	if (type == IPV4 || type == IPV6) return true;
	if ((type != 0 && type < 0x0600) || type == ARP || type == LLDP || type == EAPOL) return true;
	if (type == PPPOE_DISCOVERY || type == PPPOE_SESSION || type == MPLS) return true;
	return type == MACSEC || type == PROVIDER_BRIDGE || type == 0x8100 || type == 0x88a8;
}
