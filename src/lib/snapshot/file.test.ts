import { reread } from '../probes/reread.ts';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Snapshot } from '#lib/model/snapshot.ts';
import { arbitrarySnapshot } from '../../../tests/fixtures/arbitrarySnapshot.ts';
import {
	deniedSnapshot,
	emptySnapshot,
	exampleSnapshot,
} from '../../../tests/fixtures/snapshots.ts';
import { explain } from './failure.ts';
import { readSnapshotFile, writeSnapshotFile } from './file.ts';

async function save(snapshot: Snapshot, capture?: Blob): Promise<Uint8Array<ArrayBuffer>> {
	const file = await writeSnapshotFile(snapshot, capture);
	if (!file.ok) throw new Error(explain(file.error));
	return new Uint8Array(await file.value.arrayBuffer());
}

async function open(bytes: Uint8Array<ArrayBuffer>) {
	const opened = await readSnapshotFile(new File([bytes], 'mine.porthole'), reread);
	if (!opened.ok) throw new Error(explain(opened.error));
	return opened.value;
}

const asFile = (snapshot: Snapshot): Snapshot => ({
	...snapshot,
	origin: { kind: 'file', name: 'mine.porthole' },
});

/** The first bytes of a pcap (little-endian, microseconds), then noise that packs badly. */
function captureOf(size: number): Uint8Array<ArrayBuffer> {
	const bytes = Uint8Array.from(
		{ length: size },
		(_, at) => (Math.imul(at, 2_654_435_761) >>> 24) & 255,
	);
	bytes.set([0xd4, 0xc3, 0xb2, 0xa1]);
	return bytes;
}

describe('a snapshot file', () => {
	test('holds the snapshot and the very bytes of a 5 MB capture', async () => {
		const capture = captureOf(5_000_000);
		const opened = await open(await save(exampleSnapshot(), new Blob([capture])));
		expect(opened.snapshot).toStrictEqual(asFile(exampleSnapshot()));
		const bytes = await opened.capture?.arrayBuffer();
		expect(Buffer.from(bytes ?? new ArrayBuffer()).equals(capture)).toBe(true);
	});

	test('holds any snapshot', async () => {
		await fc.assert(
			fc.asyncProperty(arbitrarySnapshot(), async (snapshot) => {
				const opened = await open(await save(snapshot));
				expect(opened).toStrictEqual({ snapshot: asFile(snapshot), capture: undefined });
			}),
			{ numRuns: 50 },
		);
	});

	test('keeps raw text to the byte: a byte order mark, returns, NUL and what looks like a tag', async () => {
		const { usage } = exampleSnapshot().readings;
		if (usage === undefined) throw new Error('the example has counters');
		const raw = '\uFEFFone\r\ntwo\0<script>\n\n';
		const readings = { usage: { ...usage, raw, stderr: raw } };
		const opened = await open(await save({ ...emptySnapshot(), readings }));
		expect(opened.snapshot.readings.usage).toMatchObject({ raw, stderr: raw });
	});

	test('tells what is wrong wherever it is cut, and never throws', async () => {
		const whole = await save(deniedSnapshot(), new Blob([captureOf(300)]));
		for (let length = 0; length < whole.length; length++) {
			const opened = await readSnapshotFile(new Blob([whole.subarray(0, length)]), reread);
			if (opened.ok) throw new Error(`cut at ${length}, and opened all the same`);
			expect(explain(opened.error)).toMatch(/not a Porthole snapshot|damaged/);
		}
	});

	test('never tells anything else than what was saved, whichever byte is wrong', async () => {
		const whole = await save(deniedSnapshot(), new Blob([captureOf(300)]));
		await fc.assert(
			fc.asyncProperty(
				fc.nat(whole.length - 1),
				fc.integer({ min: 1, max: 255 }),
				async (at, bits) => {
					const bytes = whole.slice();
					bytes[at] = (bytes[at] ?? 0) ^ bits;
					const opened = await readSnapshotFile(new File([bytes], 'mine.porthole'), reread);
					if (opened.ok) expect(opened.value.snapshot).toStrictEqual(asFile(deniedSnapshot()));
				},
			),
			{ numRuns: 400 },
		);
	});

	test('a capture opens while nobody has read it, and names itself by its own first bytes', async () => {
		const pcapng = new Uint8Array([0x0a, 0x0d, 0x0d, 0x0a, 1, 2, 3]);
		const zip = Buffer.from(await save(emptySnapshot(), new Blob([pcapng])));
		expect(zip.includes('capture.pcapng')).toBe(true);
		expect(zip.includes(Buffer.from(pcapng))).toBe(true); // stored, not packed
	});

	test('says how far it is, in bytes of what goes in', async () => {
		const seen: [number, number][] = [];
		await writeSnapshotFile(emptySnapshot(), new Blob([captureOf(3_000_000)]), (...progress) =>
			seen.push(progress),
		);
		const [done, total] = seen.at(-1) ?? [0, 1];
		expect(done).toBe(total);
		expect(total).toBeGreaterThan(3_000_000);
		expect(seen.map(([at]) => at)).toEqual(seen.map(([at]) => at).sort((x, y) => x - y));
	});

	test('writing can be cancelled', async () => {
		const file = await writeSnapshotFile(
			exampleSnapshot(),
			undefined,
			undefined,
			AbortSignal.abort(),
		);
		expect(file).toEqual({ ok: false, error: { kind: 'cancelled' } });
	});

	test('what could not be opened again is not written', async () => {
		const readings = exampleSnapshot().readings;
		const raw = 'x'.repeat(33 * 2 ** 20);
		const file = await writeSnapshotFile({
			...exampleSnapshot(),
			readings: { ...readings, ...(readings.usage && { usage: { ...readings.usage, raw } }) },
		});
		expect(file).toEqual({ ok: false, error: { kind: 'too-big', what: 'readings.usage.raw' } });
	});
});

const noPython = spawnSync('python3', ['--version']).error !== undefined;

/** Packs again what the first file holds, with one file replaced or left out (third and fourth argument). */
const REPACK = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as old, zipfile.ZipFile(sys.argv[2], 'w') as new:
    for i, name in enumerate(reversed(old.namelist())):
        data = old.read(name)
        if name == sys.argv[3]:
            if sys.argv[4] == '': continue
            data = sys.argv[4].encode()
        new.writestr(name, data, zipfile.ZIP_DEFLATED if i % 2 else zipfile.ZIP_STORED)
    new.writestr('/etc/passwd', 'a name that we never look at')
`;

describe.skipIf(noPython)('a snapshot file packed by Python', () => {
	async function repacked(name: string, content: string) {
		const folder = mkdtempSync(join(tmpdir(), 'snapshot-'));
		try {
			const [from, to] = [join(folder, 'from.porthole'), join(folder, 'to.porthole')];
			writeFileSync(from, await save(exampleSnapshot(), new Blob([captureOf(20_000)])));
			execFileSync('python3', ['-c', REPACK, from, to, name, content]);
			return await readSnapshotFile(new File([readFileSync(to)], 'mine.porthole'), reread);
		} finally {
			rmSync(folder, { recursive: true });
		}
	}

	test('opens, stored or deflated, in any order', async () => {
		const opened = await repacked('README.txt', 'mine');
		if (!opened.ok) throw new Error(explain(opened.error));
		expect(opened.value.snapshot).toStrictEqual(asFile(exampleSnapshot()));
		const bytes = await opened.value.capture?.arrayBuffer();
		expect(Buffer.from(bytes ?? new ArrayBuffer()).equals(captureOf(20_000))).toBe(true);
	});

	test.each([
		['without its heart', 'snapshot.json', '', { kind: 'not-a-snapshot' }],
		['that is not JSON', 'snapshot.json', '{', { kind: 'damaged', what: 'snapshot.json' }],
		['of something else', 'snapshot.json', '{"a":1}', { kind: 'not-a-snapshot' }],
		['from later', 'snapshot.json', '{"version":7}', { kind: 'newer-version', version: 7 }],
		['of no version', 'snapshot.json', '{"version":"1"}', { kind: 'damaged', what: 'version' }],
		['without readings', 'snapshot.json', '{"version":1}', { kind: 'damaged', what: 'readings' }],
		[
			'without a raw text',
			'readings/usage.txt',
			'',
			{ kind: 'damaged', what: 'readings/usage.txt is missing' },
		],
	])('%s is refused in words', async (_, name, content, error) => {
		expect(await repacked(name, content)).toEqual({ ok: false, error });
	});
});

test.each([
	['nothing', new Uint8Array()],
	['a capture', captureOf(100)],
	['a text', new TextEncoder().encode('PK begins it')],
])('%s is no snapshot file', async (_, bytes) => {
	const opened = await readSnapshotFile(new Blob([bytes]), reread);
	expect(opened).toMatchObject({ ok: false, error: { kind: 'not-a-snapshot' } });
});
