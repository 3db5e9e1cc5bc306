import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MODERN, OLD } from '../../../tests/report/reportTexts.ts';
import { writeZip } from '../snapshot/zipWrite.ts';
import { LineReader } from './lines.ts';
import { openReport } from './open.ts';

const lines = [...MODERN.split('\n'), ...OLD.split('\n'), '{"dns_event":{"event_time":1}}', '@@4'];

const hostileText = fc
	.array(
		fc.oneof(
			{ weight: 5, arbitrary: fc.constantFrom(...lines) },
			{ weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
			{
				weight: 2,
				arbitrary: fc
					.tuple(fc.constantFrom(...lines), fc.nat(60), fc.string({ maxLength: 6 }))
					.map(([line, at, junk]) => `${line.slice(0, at)}${junk}${line.slice(at)}`),
			},
		),
		{ maxLength: 80 },
	)
	.map((some) => some.join('\n'));

const open = (file: Blob) => openReport([{ path: 'x', file }]);

test('lines of any order and damage are read without a word of complaint of ours', async () => {
	await fc.assert(
		fc.asyncProperty(hostileText, async (text) => {
			const report = await open(new Blob([`== dumpstate: 2020-01-01 00:00:00\n${text}`]));
			if (!report.ok) expect(report.error.kind).toBe('not-a-report');
			else
				for (const { probe, raw } of Object.values(report.value.readings)) {
					expect(typeof raw, probe).toBe('string');
				}
		}),
		{ numRuns: 150 },
	);
});

test('lines come out as they went in, however the bytes were cut', () => {
	const parts = fc.array(fc.constantFrom('a', 'ä', '\r', '\n', '\r\n', '😀'), { maxLength: 40 });
	fc.assert(
		fc.property(parts, fc.array(fc.nat(8), { maxLength: 60 }), (some, cuts) => {
			const text = some.join('');
			const bytes = new TextEncoder().encode(text);
			const got: string[] = [];
			const reader = new LineReader((line) => got.push(line));
			let at = 0;
			for (const cut of cuts) {
				reader.push(bytes.subarray(at, at + cut));
				at += cut;
			}
			reader.push(bytes.subarray(at));
			reader.end();
			const expected = text.split('\n').map((line) => line.replace(/\r$/, ''));
			if (text.endsWith('\n') || text === '') expected.pop();
			expect(got).toEqual(expected);
		}),
	);
});

const TEN = 10_000_000;
const repeated = (text: string): string => text.repeat(Math.ceil(TEN / text.length));

/** Where time grows faster than the text, ten megabytes take hours: the timeout notices. */
describe('ten megabytes', () => {
	test.each([
		['of one line', 'x'],
		['of one line in a section that is read', '------ NETWORK DEV INFO (/proc/net/dev) ------\nx'],
		['of line ends', '\r\n'],
		['of reports', MODERN],
		['of old reports', OLD],
		['of brackets', '('],
		['of titles', '------ NETWORK DEV INFO (/proc/net/dev) ------\n'],
		[
			'of titles whose brackets never match',
			`------ ${'('.repeat(400)}${')'.repeat(399)} ------\n`,
		],
		['of services', 'DUMP OF SERVICE netstats:\n'],
		['of parts', '------ SYSTEM PROPERTIES (getprop) ------\n[a]: [b]\n'],
		['of errors', '*** Error dumping /a (NETWORK DEV INFO): No such file or directory\n'],
		['of ends', '[x: 0.1s elapsed]\n'],
		['of stars', `*** ${'x'.repeat(300)}: Exit\n`],
		['of cut properties', '[a]: [\n'],
		['of events', '{"dns_event":{"event_time":1,"hostname":"a.example"}}\n'],
		['of broken events', '{"dns_event":{{{{{{{{{{{{{{{{{{{{{{{{\n'],
	])(
		'%s',
		async (_, piece) => {
			const start = /^[-D*{[]/.test(piece) ? '' : '== dumpstate: 2020-01-01 00:00:00\n';
			const [first = '', last] = piece.split(/(?<=\n)(?=x$)/);
			const text = start + (last === undefined ? repeated(first) : first + repeated(last));
			const report = await open(new Blob([text]));
			if (!report.ok) expect(report.error.kind).toBe('not-a-report');
		},
		60_000,
	);
});

/** A zip that says which files are in it, and has none of them (APPNOTE.TXT 4.3.12, 4.3.16). */
function listOnly(names: readonly string[]): Uint8Array<ArrayBuffer> {
	const entries = names.map((name) => {
		const entry = Buffer.alloc(46 + name.length);
		entry.writeUInt32LE(0x02014b50);
		entry.writeUInt16LE(8, 10);
		entry.writeUInt32LE(1000, 24);
		entry.writeUInt16LE(name.length, 28);
		entry.write(name, 46, 'latin1');
		return entry;
	});
	const list = Buffer.concat(entries);
	const end = Buffer.alloc(22);
	end.writeUInt32LE(0x06054b50);
	end.writeUInt32LE(list.length, 12);
	end.writeUInt32LE(4, 16);
	return new Uint8Array(Buffer.concat([Buffer.from('PK\u0003\u0004'), list, end]));
}

describe('zips that lie', () => {
	async function zipped(files: Readonly<Record<string, string>>): Promise<Uint8Array<ArrayBuffer>> {
		const parts = Object.entries(files).map(([name, content]) => ({
			name,
			content: new Blob([content]),
			method: 'deflate' as const,
		}));
		const zip = await writeZip(parts, { at: 0 });
		if (!zip.ok) throw new Error(zip.error.kind);
		return new Uint8Array(await zip.value.arrayBuffer());
	}

	test('any byte may be another', async () => {
		const zip = await zipped({
			'main_entry.txt': 'bugreport-a.txt',
			'bugreport-a.txt': MODERN,
			'log.txt': '{"dns_event":{}}',
		});
		await fc.assert(
			fc.asyncProperty(fc.nat(zip.length - 1), fc.nat(255), async (at, byte) => {
				const lying = zip.slice();
				lying[at] = byte;
				const report = await open(new Blob([lying]));
				if (!report.ok) expect(['damaged', 'too-big', 'not-a-report']).toContain(report.error.kind);
			}),
			{ numRuns: 300 },
		);
	});

	test('one that claims less than it unpacks to is damage', async () => {
		const zip = await zipped({ 'bugreport-a.txt': 'x'.repeat(3_000_000) });
		const central = zip.length - 22 - 46 - 'bugreport-a.txt'.length;
		new DataView(zip.buffer).setUint32(central + 24, 10, true);
		expect(await open(new Blob([zip]))).toMatchObject({ ok: false, error: { kind: 'damaged' } });
	});

	test('one that claims four gigabytes is refused unread', async () => {
		const zip = await zipped({ 'bugreport-a.txt': MODERN });
		const central = zip.length - 22 - 46 - 'bugreport-a.txt'.length;
		new DataView(zip.buffer).setUint32(central + 24, 0xff_ff_ff_00, true);
		expect(await open(new Blob([zip]))).toMatchObject({ ok: false, error: { kind: 'too-big' } });
	});

	test('ten megabytes of a list of files, of which none is there', async () => {
		const names = (extension: string) =>
			Array.from({ length: 150_000 }, (_, nth) => `FS/proc/${nth}/${extension}`);
		for (const list of [names('bugreport-a.txt'), names('x.zip'), names('events.log')]) {
			const report = await open(new Blob([listOnly(list)]));
			expect(report).toMatchObject({ ok: false });
		}
	});

	test('a folder of as many files as there may be', async () => {
		const files = Array.from({ length: 20_000 }, (_, nth) => ({
			path: `x/${nth}.${nth % 2 === 0 ? 'log' : 'zip'}`,
			file: new Blob(['PK']),
		}));
		expect(await openReport(files)).toMatchObject({ ok: false });
	});

	test('an entry that names something else is not followed', async () => {
		const zip = await zipped({ 'main_entry.txt': '../../etc/passwd', 'dumpstate-a.txt': MODERN });
		expect(await open(new Blob([zip]))).toMatchObject({ ok: true });
	});
});
