import type { TcpPart } from './tcpStreams.ts';

/** Why TCP is told differently by tshark 4.0 and by us, and what of it. */
export interface TcpDifference {
	readonly reason: string;
	readonly parts: readonly TcpPart[];
	/** Below the folder of captures. */
	readonly files: readonly string[];
}

/** Every known one. A file that stops to differ must leave the list, so it never hides a new difference. */
export const TCP_DIFFERENCES: readonly TcpDifference[] = [
	{
		reason:
			'fractions of a second above one: we carry them over, tshark subtracts them as they are',
		parts: ['handshakes', 'roundTrips'],
		files: ['tcpdump/timestamp_invalid_nano.pcap'],
	},
];
