import type { PacketSocket } from '#lib/model/otherSockets.ts';

/** `include/uapi/linux/if_ether.h`. */
const NAMES: ReadonlyMap<number, string> = new Map([
	[0x0000, 'nothing yet'],
	[0x0003, 'every kind'],
	[0x0800, 'IPv4 (DHCP and keep-alives of the network stack)'],
	[0x0806, 'ARP (who has which address)'],
	[0x86dd, 'IPv6 (router advertisements)'],
	[0x888e, 'EAPOL (signing in to Wi-Fi)'],
	[0x88c7, 'Wi-Fi pre-authentication'],
	[0x88cc, 'LLDP (who is the neighbour)'],
	[0x890d, 'TDLS (Wi-Fi between devices)'],
]);

/** What a packet socket wants, in words. */
export const etherTypeName = (etherType: number): string =>
	NAMES.get(etherType) ?? `EtherType 0x${etherType.toString(16).padStart(4, '0')}`;

/** ETH_P_ALL, and receiving: it sees everything that comes and goes. */
export const takesAll = ({ etherType, running }: PacketSocket): boolean =>
	etherType === 3 && running;
