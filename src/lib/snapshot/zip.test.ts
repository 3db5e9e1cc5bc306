// Independent readers and writers of zip: Info-ZIP's unzip, Python's zipfile, and zlib's CRC-32.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { openAsBlob } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as zlib from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { crc32 } from '../base/crc32.ts';
import { inflateBytes, textOf } from './unpack.ts';
import { openZip } from './zipRead.ts';
import type { ZipPart } from './zipWrite.ts';
import { writeZip } from './zipWrite.ts';

const has = (program: string): boolean => spawnSync(program, ['--help']).error === undefined;

let folder = '';
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'zip-'));
});
afterAll(() => {
	rmSync(folder, { recursive: true });
});

const AT = Date.UTC(2026, 2, 14, 9, 31, 8);

const PARTS: readonly ZipPart[] = [
	{ name: 'a.txt', content: new Blob(['wörds '.repeat(90_000)]), method: 'deflate' },
	{ name: 'empty.txt', content: new Blob([]), method: 'deflate' },
	{ name: 'folder/b.bin', content: new Blob([new Uint8Array(3_000_001).fill(7)]), method: 'store' },
	{ name: 'none.bin', content: new Blob([]), method: 'store' },
];

async function written(parts: readonly ZipPart[] = PARTS): Promise<Uint8Array<ArrayBuffer>> {
	const zip = await writeZip(parts, { at: AT });
	if (!zip.ok) throw new Error(zip.error.kind);
	return new Uint8Array(await zip.value.arrayBuffer());
}

/** A zip by Python, stored and deflated, with a comment and with a name that climbs out of its folder. */
const PYTHON_WRITES = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], 'w') as z:
    z.comment = b'PK\\x05\\x06 looks like an end, but is a comment'
    z.writestr('../../etc/passwd', 'no')
    z.writestr('stored.txt', 'as it is', zipfile.ZIP_STORED)
    z.writestr('deflated.txt', 'again and ' * 9000, zipfile.ZIP_DEFLATED)
    with z.open('streamed.txt', 'w', force_zip64=True) as f: f.write(b'sizes at the end')
`;

const PYTHON_READS = `
import json, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as z:
    assert z.testzip() is None
    print(json.dumps([[i.filename, i.file_size, i.compress_type, i.CRC, list(i.date_time)] for i in z.infolist()]))
`;

test('the checksum is that of zlib', () => {
	fc.assert(
		fc.property(fc.uint8Array(), fc.uint8Array(), (first, second) => {
			expect(crc32(second, crc32(first))).toBe(zlib.crc32(Buffer.concat([first, second])));
		}),
	);
});

describe('writeZip', () => {
	test.skipIf(!has('unzip'))('unzip finds nothing wrong', async () => {
		const path = join(folder, 'ours.zip');
		writeFileSync(path, await written());
		expect(execFileSync('unzip', ['-t', path], { encoding: 'utf8' })).toContain('No errors');
		expect(execFileSync('unzip', ['-p', path, 'a.txt'], { encoding: 'utf8' })).toBe(
			await PARTS[0]?.content.text(),
		);
	});

	test.skipIf(!has('python3'))('Python reads names, sizes, checksums and the date', async () => {
		const path = join(folder, 'ours-for-python.zip');
		writeFileSync(path, await written());
		const told: unknown = JSON.parse(
			execFileSync('python3', ['-c', PYTHON_READS, path], { encoding: 'utf8' }),
		);
		const date = [2026, 3, 14, 9, 31, 8];
		const crcs = await Promise.all(
			PARTS.map(async ({ content }) => zlib.crc32(new Uint8Array(await content.arrayBuffer()))),
		);
		expect(told).toEqual([
			['a.txt', 630_000, 8, crcs[0], date],
			['empty.txt', 0, 8, crcs[1], date],
			['folder/b.bin', 3_000_001, 0, crcs[2], date],
			['none.bin', 0, 0, crcs[3], date],
		]);
	});

	test('refuses four gigabytes before it reads a byte', async () => {
		const piece = new Blob([new Uint8Array(2 ** 26)]);
		const content = new Blob(new Array<Blob>(64).fill(piece));
		let progress = 0;
		const zip = await writeZip([{ name: 'c', content, method: 'store' }], {
			at: AT,
			onProgress: () => progress++,
		});
		expect(content.size).toBe(2 ** 32);
		expect(zip).toMatchObject({ ok: false, error: { kind: 'too-big' } });
		expect(progress).toBe(0);
	});

	test('tells how far it is, and stops when asked', async () => {
		const stop = new AbortController();
		const seen: number[] = [];
		const zip = await writeZip(PARTS, {
			at: AT,
			onProgress: (done) => {
				seen.push(done);
				if (done > 1_000_000) stop.abort();
			},
			signal: stop.signal,
		});
		expect(zip).toEqual({ ok: false, error: { kind: 'cancelled' } });
		expect(seen).toEqual([630_000, 630_000 + 2 ** 20]);
	});

	test('a file that changes under it is a failure with a name', async () => {
		const path = join(folder, 'changing.bin');
		writeFileSync(path, 'one');
		const content = await openAsBlob(path);
		writeFileSync(path, 'another, longer one');
		const zip = await writeZip([{ name: 'c', content, method: 'store' }], { at: AT });
		expect(zip).toEqual({ ok: false, error: { kind: 'unreadable' } });
	});
});

describe('openZip', () => {
	async function textIn(zip: Uint8Array<ArrayBuffer>, name: string): Promise<string> {
		const opened = await openZip(new Blob([zip]));
		if (!opened.ok) return opened.error.kind;
		const read = await opened.value.read(name, 1_000_000);
		return read.ok ? textOf(read.value.pieces) : read.error.kind;
	}

	test.skipIf(!has('python3'))('reads what Python wrote', async () => {
		const path = join(folder, 'python.zip');
		execFileSync('python3', ['-c', PYTHON_WRITES, path]);
		const zip = new Uint8Array(readFileSync(path));
		expect(await textIn(zip, 'stored.txt')).toBe('as it is');
		expect(await textIn(zip, 'deflated.txt')).toBe('again and '.repeat(9000));
		expect(await textIn(zip, 'streamed.txt')).toBe('sizes at the end');
	});

	test('a stored file comes as a piece of the zip', async () => {
		const zip = await openZip(new Blob([await written()]));
		const blob = zip.ok ? await zip.value.blob('folder/b.bin', 0) : zip;
		if (!blob.ok) throw new Error(blob.error.kind);
		const bytes = new Uint8Array(await blob.value.arrayBuffer());
		expect(bytes.length).toBe(3_000_001);
		expect(bytes.every((byte) => byte === 7)).toBe(true);
	});

	test('a flipped bit in a file is found by its checksum', async () => {
		const parts: readonly ZipPart[] = [
			{ name: 's', content: new Blob(['stored text']), method: 'store' },
		];
		const zip = await written(parts);
		const at = 30 + 1 + 4;
		zip[at] = (zip[at] ?? 0) ^ 1;
		expect(await textIn(zip, 's')).toBe('damaged');
	});

	test('more than its limit, by its own word or against it, is refused', async () => {
		const parts: readonly ZipPart[] = [
			{ name: 'bomb', content: new Blob([new Uint8Array(2_000_000)]), method: 'deflate' },
		];
		const honest = await written(parts);
		expect(await textIn(honest, 'bomb')).toBe('too-big');
		const lying = honest.slice();
		const central = lying.length - 22 - 46 - 'bomb'.length;
		new DataView(lying.buffer).setUint32(central + 24, 10, true);
		expect(await textIn(lying, 'bomb')).toBe('damaged');
	});

	test('a name that stands twice is refused', async () => {
		const twice = new Array<ZipPart>(2).fill({
			name: 'x',
			content: new Blob(['1']),
			method: 'store',
		});
		expect(await textIn(await written(twice), 'x')).toBe('damaged');
	});

	test('an encrypted file is refused', async () => {
		const zip = await written([{ name: 'x', content: new Blob(['1']), method: 'store' }]);
		const central = zip.length - 22 - 46 - 1;
		zip[central + 8] = 1;
		expect(await textIn(zip, 'x')).toBe('damaged');
	});
});

describe('inflateBytes', () => {
	test('unpacks what zlib packed', () => {
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 100_000 }), (bytes) => {
				const unpacked = inflateBytes(zlib.deflateRawSync(bytes), 100_000, 'it');
				if (!unpacked.ok) throw new Error(unpacked.error.kind);
				expect(Buffer.concat(unpacked.value.pieces)).toEqual(Buffer.from(bytes));
			}),
		);
	});

	test('stops soon after its limit', () => {
		const bomb = zlib.deflateRawSync(new Uint8Array(50_000_000));
		expect(inflateBytes(bomb, 1000, 'it')).toEqual({
			ok: false,
			error: { kind: 'too-big', what: 'it' },
		});
	});

	test('a stream that was cut anywhere is damage', () => {
		const packed = zlib.deflateRawSync(Buffer.from('some text that is packed and then cut'));
		for (let length = 1; length < packed.length; length++) {
			expect(inflateBytes(packed.subarray(0, length), 1000, 'it').ok).toBe(false);
		}
	});
});
