// What a capture says its packets begin with: tcpdump.org/linktypes.html, those that are read.

export const NULL: u32 = 0;
export const ETHERNET: u32 = 1;
export const PPP: u32 = 9;
export const RAW_BSD: u32 = 12;
export const RAW_OPENBSD: u32 = 14;
export const PPP_HDLC: u32 = 50;
export const PPPOE: u32 = 51;
export const RAW: u32 = 101;
export const C_HDLC: u32 = 104;
export const IEEE80211: u32 = 105;
export const FRAME_RELAY: u32 = 107;
export const LOOP: u32 = 108;
export const ENC: u32 = 109;
export const SLL: u32 = 113;
export const PFLOG: u32 = 117;
export const PRISM: u32 = 119;
export const RADIOTAP: u32 = 127;
export const AVS: u32 = 163;
export const PPP_PPPD: u32 = 166;
export const PPP_WITH_DIRECTION: u32 = 204;
export const IPV4: u32 = 228;
export const IPV6: u32 = 229;
export const NFLOG: u32 = 239;
export const PKTAP: u32 = 258;
export const SLL2: u32 = 276;
