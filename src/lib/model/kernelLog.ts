import type { Bytes } from '../base/units.ts';
import type { Uid } from './uid.ts';

/** Packets that the firewall wrote into the kernel's log (targets LOG and NFLOG), and how much else is in it. */
export interface KernelLog {
	/** In the order of the log. */
	readonly packets: readonly LoggedPacket[];
	/** Packets of earlier lines that are not kept. */
	readonly left: number;
	/** Lines that speak of something else. */
	readonly otherLines: number;
}

/** A packet as `nf_log_ipv4` and `nf_log_ipv6` write it (kernel `net/netfilter/nf_log_syslog.c`). */
export interface LoggedPacket extends LoggedHead {
	/** As the log has it: seconds since boot, or a date of the phone's clock. */
	readonly at: string;
	/** What the rule was told to write before the packet (`--log-prefix`), without blanks around. */
	readonly prefix: string;
	readonly in: string | undefined;
	readonly out: string | undefined;
	/** Who opened the socket (`--log-uid`); undefined for packets without one, and for all that came in. */
	readonly uid: Uid | undefined;
	readonly gid: number | undefined;
	readonly mark: number | undefined;
	/** Of an ICMP error: the packet that it is about. */
	readonly about: LoggedHead | undefined;
}

/** What a header says. */
export interface LoggedHead {
	readonly source: string;
	readonly destination: string;
	/** Of the whole IP packet. */
	readonly length: Bytes | undefined;
	/** `TCP`, `UDP`, `ICMP`, `ICMPv6`, or a number. */
	readonly protocol: string | undefined;
	readonly sourcePort: number | undefined;
	readonly destinationPort: number | undefined;
	readonly icmpType: number | undefined;
	readonly icmpCode: number | undefined;
	/** TTL or hop limit. */
	readonly ttl: number | undefined;
	/** Bare words: `DF`, `SYN`, `ACK` ... */
	readonly flags: readonly string[];
}
