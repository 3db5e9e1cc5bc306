import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hasTshark } from '../conformance/tshark.ts';
import { mixedCapture } from './mixedCapture.ts';

test('packets are as long on average as those of real traffic', () => {
	const { bytes, packets } = mixedCapture(2_000_000);
	expect(bytes.length / packets).toBeGreaterThan(640);
	expect(bytes.length / packets).toBeLessThan(760);
});

test.skipIf(!hasTshark())('tshark finds every packet, and no fault in them (needs tshark)', () => {
	const { bytes, packets } = mixedCapture(2_000_000);
	const folder = mkdtempSync(join(tmpdir(), 'porthole-mixed-'));
	const path = join(folder, 'mixed.pcap');
	try {
		writeFileSync(path, bytes);
		const tshark = (...args: readonly string[]): string[] =>
			execFileSync('tshark', ['-n', '-r', path, ...args], { encoding: 'utf8' })
				.split('\n')
				.filter(Boolean);
		expect(tshark('-T', 'fields', '-e', 'frame.number')).toHaveLength(packets);
		const faults = ['_ws.malformed', 'tcp.analysis.lost_segment', 'tcp.analysis.retransmission'];
		expect(tshark('-Y', faults.join(' or '))).toEqual([]);
		expect(tshark('-Y', 'tls.handshake.extensions_server_name').length).toBeGreaterThan(20);
		expect(tshark('-Y', 'dns.a').length).toBeGreaterThan(20);
	} finally {
		rmSync(folder, { recursive: true });
	}
});
