// Records of a pcap file, taken apart and put together again: for mutations that keep a file readable.

const FILE_HEADER = 24;
const RECORD_HEADER = 16;

export interface PcapRecord {
	readonly seconds: number;
	readonly fraction: number;
	readonly original: number;
	readonly packet: Uint8Array<ArrayBuffer>;
}

export interface PcapFile {
	readonly link: number;
	readonly records: readonly PcapRecord[];
}

/** What a well-formed microsecond pcap of either byte order holds; undefined for all others. */
export function takeApart(bytes: Uint8Array<ArrayBuffer>): PcapFile | undefined {
	if (bytes.length < FILE_HEADER) return undefined;
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
	const isLittle = view.getUint32(0, true) === 0xa1b2c3d4;
	if (!isLittle && view.getUint32(0) !== 0xa1b2c3d4) return undefined;
	const records: PcapRecord[] = [];
	for (let at = FILE_HEADER; at + RECORD_HEADER <= bytes.length;) {
		const captured = view.getUint32(at + 8, isLittle);
		const end = at + RECORD_HEADER + captured;
		if (end > bytes.length) break;
		records.push({
			seconds: view.getUint32(at, isLittle),
			fraction: view.getUint32(at + 4, isLittle),
			original: view.getUint32(at + 12, isLittle),
			packet: bytes.slice(at + RECORD_HEADER, end),
		});
		at = end;
	}
	return { link: view.getUint32(20, isLittle) & 0xffff, records };
}

export function putTogether({ link, records }: PcapFile): Uint8Array<ArrayBuffer> {
	const size = records.reduce(
		(sum, { packet }) => sum + RECORD_HEADER + packet.length,
		FILE_HEADER,
	);
	const bytes = new Uint8Array(size);
	const view = new DataView(bytes.buffer);
	view.setUint32(0, 0xa1b2c3d4, true);
	view.setUint16(4, 2, true);
	view.setUint16(6, 4, true);
	view.setUint32(16, 262_144, true);
	view.setUint32(20, link, true);
	let at = FILE_HEADER;
	for (const { seconds, fraction, original, packet } of records) {
		view.setUint32(at, seconds, true);
		view.setUint32(at + 4, fraction, true);
		view.setUint32(at + 8, packet.length, true);
		view.setUint32(at + 12, original, true);
		bytes.set(packet, at + RECORD_HEADER);
		at += RECORD_HEADER + packet.length;
	}
	return bytes;
}
