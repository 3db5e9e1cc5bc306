/** What a file may be by its first bytes; `readSnapshotFile` and the decoder look closer. */
export type FileKind = 'snapshot' | 'capture' | 'gzip' | 'unknown';

/** As hexadecimal text, in the order of the bytes in the file. */
const MAGIC: readonly (readonly [magic: string, kind: FileKind])[] = [
	['504b0304', 'snapshot'], // zip, APPNOTE.TXT 4.3.7: any zip, ours or not
	['504b0506', 'snapshot'], // a zip without files, 4.3.16
	['a1b2c3d4', 'capture'], // pcap, microseconds, draft-ietf-opsawg-pcap
	['d4c3b2a1', 'capture'],
	['a1b23c4d', 'capture'], // pcap, nanoseconds
	['4d3cb2a1', 'capture'],
	['a1b2cd34', 'capture'], // pcap as Kuznetzov's patched libpcap wrote it
	['34cdb2a1', 'capture'],
	['0a0d0d0a', 'capture'], // pcapng, a palindrome on purpose
	['1f8b', 'gzip'], // RFC 1952 2.3.1
];

/** Sorts a file by its first bytes; four are enough. */
export function kindOfFile(head: Uint8Array): FileKind {
	const hex = Array.from(head.subarray(0, 4), (byte) => byte.toString(16).padStart(2, '0')).join(
		'',
	);
	return MAGIC.find(([magic]) => hex.startsWith(magic))?.[1] ?? 'unknown';
}
