// Clients of QUIC whose first version the server refuses (RFC 9000 6). tshark 4.0 keeps the keys of that first packet,
// so it cannot open what the client says when it begins again. In a copy of the file without the refused packets it can.
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { askFrames, type Frame } from './frames.ts';

const run = promisify(execFile);

/** The frames of the refused version, by the end of the file's path. */
const REFUSED: ReadonlyMap<string, readonly number[]> = new Map([
	['nDPI/quic-forcing-vn-with-data.pcapng', [1]],
	['tcpdump/quic_vn.pcap', [1]],
]);

/** The frames of the file but for those refused, with the numbers that they have in it; undefined: none is refused. */
export async function askBegunAgain(path: string): Promise<readonly Frame[] | undefined> {
	const [, refused] = [...REFUSED].find(([file]) => path.endsWith(`/${file}`)) ?? [];
	if (refused === undefined) return undefined;
	const folder = await mkdtemp(join(tmpdir(), 'conformance-'));
	try {
		const copy = join(folder, 'copy.pcapng');
		await run('editcap', [path, copy, ...refused.map(String)]);
		return (await askFrames(copy)).map((frame) => renumbered(frame, refused));
	} finally {
		await rm(folder, { recursive: true });
	}
}

/** `missing` are in ascending order. */
function renumbered(frame: Frame, missing: readonly number[]): Frame {
	const number = missing.reduce((known, each) => (each <= known ? known + 1 : known), frame.number);
	return { ...frame, number };
}
