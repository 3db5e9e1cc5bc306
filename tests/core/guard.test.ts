// The checked build must be awake: mistakes are planted in the source, and it has to trap on each.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS, openLimitedReader } from '#lib/decode/core.ts';
import type { CaptureReader } from '#lib/decode/reader.ts';
import { compileChecked } from '../../scripts/lib/checkedCore.ts';
import { LINK_RAW, pcap } from '../fixtures/captures.ts';
import { ipv4, udp, type Octets } from '../fixtures/packets.ts';

const folder = mkdtempSync(join(tmpdir(), 'porthole-guard-'));

afterAll(() => {
	rmSync(folder, { recursive: true });
});

/** A reader of a core in which `from` became `to` in one file. */
async function readerWith(path: string, from: string, to: string): Promise<() => CaptureReader> {
	let found = false;
	const outFile = join(folder, `${path.replaceAll('/', '-')}.wasm`);
	const wrong = await compileChecked(outFile, (name, text) => {
		if (name !== path) return text;
		found = text.includes(from);
		return text.replace(from, to);
	});
	expect(wrong).toBeUndefined();
	expect(found, `${path} has the line to be changed`).toBe(true);
	const module = new WebAssembly.Module(readFileSync(outFile));
	return () => openLimitedReader(module, DEFAULT_LIMITS);
}

const datagram: Octets = udp({ from: 1000, to: 53 }, [1, 2, 3, 4]);
const whole: Octets = ipv4(
	{ from: '192.0.2.1', to: '192.0.2.2', protocol: 17, totalLength: 20 + datagram.length },
	datagram,
);

/** Cut behind the ports; another packet follows, so that the bytes behind it are there, but not its own. */
const cut = pcap(
	[
		{ bytes: whole.slice(0, 24), original: whole.length },
		{ bytes: whole, original: whole.length },
	],
	{ link: LINK_RAW },
);

describe('the checked build', () => {
	test('is content with the source as it is', async () => {
		const open = await readerWith('wire/udp.ts', 'RFC 768', 'RFC 768');
		const reader = open();
		reader.push(cut);
		reader.end();
		expect(reader.status()).toMatchObject({ packets: 2, flows: 1 });
	});

	test.each([
		{
			what: 'a header is read that is not there',
			path: 'wire/udp.ts',
			from: 'length < HEADER_LEN',
			to: 'length < 4',
		},
		{
			what: 'a record is written behind its table',
			path: 'flow/packets.ts',
			from: 'layout.PACKET_BITS',
			to: 'layout.PACKET_BITS + 24576',
		},
		{
			what: 'a static buffer is overrun',
			path: 'names/scratch.ts',
			from: 'store<u64>(scratch + length',
			to: 'store<u64>(scratch + 2048 + length',
		},
	])('traps where $what', { timeout: 60_000 }, async ({ path, from, to }) => {
		const open = await readerWith(path, from, to);
		const reader = open();
		const dns = [0, 7, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 97, 0, 0, 1, 0, 1];
		const asked = udp({ from: 1000, to: 53 }, dns);
		const question = ipv4(
			{ from: '192.0.2.1', to: '192.0.2.2', protocol: 17, totalLength: 20 + asked.length },
			asked,
		);
		const bytes = [
			{ bytes: whole.slice(0, 24), original: whole.length },
			{ bytes: question, original: question.length },
		];
		expect(() => {
			reader.push(pcap(bytes, { link: LINK_RAW }));
		}).toThrow(WebAssembly.RuntimeError);
	});
});
