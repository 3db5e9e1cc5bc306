import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { askTcp, type TcpFrame } from './tcpFrames.ts';

/** What tshark says of a capture that exists only as bytes. */
export async function askTcpOf(capture: Uint8Array): Promise<readonly TcpFrame[]> {
	const folder = mkdtempSync(join(tmpdir(), 'porthole-tcp-'));
	try {
		const path = join(folder, 'own.pcap');
		writeFileSync(path, capture);
		return await askTcp(path);
	} finally {
		rmSync(folder, { recursive: true });
	}
}
