import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { MODERN, OLD } from '../../../tests/report/reportTexts.ts';
import type { Report } from '../model/report.ts';
import { writeZip } from '../snapshot/zipWrite.ts';
import { openReport } from './open.ts';

const LATER = Date.UTC(2030, 0, 1);

async function zipOf(files: Readonly<Record<string, string | Blob>>): Promise<Blob> {
	const parts = Object.entries(files).map(([name, content]) => ({
		name,
		content: new Blob([content]),
		method: 'deflate' as const,
	}));
	const zip = await writeZip(parts, { at: LATER });
	if (!zip.ok) throw new Error(zip.error.kind);
	return zip.value;
}

async function opened(files: Readonly<Record<string, string | Blob>>): Promise<Report> {
	const given = Object.entries(files).map(([path, content]) => ({
		path,
		file: new Blob([content]),
	}));
	const report = await openReport(given, { fileTime: LATER });
	if (!report.ok) throw new Error(JSON.stringify(report.error));
	return report.value;
}

const kinds = ({ readings }: Report) =>
	Object.fromEntries(Object.values(readings).map(({ probe, outcome }) => [probe, outcome.kind]));

describe('the text of a report', () => {
	test('of Android 14', async () => {
		const report = await opened({ 'bugreport.txt': MODERN });
		expect(kinds(report)).toMatchObject({
			identity: 'ok',
			interfaces: 'ok',
			neighbours: 'ok',
			packages: 'ok',
			usage: 'ok',
		});
		const { identity, neighbours, packages, usage } = report.readings;
		expect(identity).toMatchObject({
			outcome: { value: { model: 'Slate 9', sdk: 34, uid: 2000 } },
		});
		expect(packages).toMatchObject({
			command: 'DUMP OF SERVICE package',
			outcome: { value: [{ name: 'com.example.courier', uid: 10123 }] },
		});
		expect(usage).toMatchObject({
			command: 'DUMP OF SERVICE netstats',
			outcome: { value: { source: 'bpf', rows: [{ uid: 1000 }, { uid: 10123, rxBytes: 9000 }] } },
		});
		expect(neighbours).toMatchObject({
			command: 'ARP CACHE (ip -4 neigh show), IPv6 ND CACHE (ip -6 neigh show)',
			stderr: "*** command 'ip -6 neigh show' failed: exit code 1",
		});
	});

	test('its time is the phone’s, in its zone', async () => {
		const report = await opened({ 'bugreport.txt': MODERN });
		expect(report.at).toBe(Date.UTC(2023, 6, 1, 16, 0, 7));
		expect(report.readings.interfaces?.at).toBe(report.at);
	});

	test('of Android 4.4, with the line ends of a terminal', async () => {
		const report = await opened({ 'bugreport.txt': OLD.replaceAll('\n', '\r\n') });
		expect(report.readings.identity).toMatchObject({
			outcome: { value: { androidRelease: '4.4.2' } },
		});
		expect(report.readings.usage).toMatchObject({
			command: 'QTAGUID STATS INFO (/proc/net/xt_qtaguid/stats: 2014-02-03 04:05:00)',
			outcome: { value: { source: 'qtaguid', rows: [{ uid: 10045, rxBytes: 1000 }] } },
		});
		expect(report.readings.neighbours).toMatchObject({
			command: 'ARP CACHE (/proc/net/arp)',
			outcome: { value: [{ address: '192.168.1.1' }] },
		});
		expect(report.readings.packages).toMatchObject({ outcome: { value: [{ uid: 10045 }] } });
		expect(report.at).toBe(Date.UTC(2014, 1, 3, 4, 5, 6));
	});

	test('what a report could not read is missing, in its own words', async () => {
		const text = MODERN.replace(/DUMP OF SERVICE netstats/, 'DUMP OF SERVICE other');
		const { usage } = (await opened({ 'x.txt': text })).readings;
		expect(usage).toMatchObject({ outcome: { kind: 'missing' } });
		const { interfaces } = (
			await opened({
				'x.txt':
					'*** Error dumping /proc/net/dev (NETWORK DEV INFO): Permission denied\n------ X ------\n',
			})
		).readings;
		expect(interfaces).toMatchObject({
			command: 'NETWORK DEV INFO (/proc/net/dev)',
			outcome: {
				kind: 'denied',
				why: '*** Error dumping /proc/net/dev (NETWORK DEV INFO): Permission denied',
			},
		});
	});

	test('lists every section, also those that nobody reads', async () => {
		const { sections } = await opened({ 'bugreport.txt': MODERN });
		expect(sections.map(({ title, probes }) => `${title}: ${probes.join()}`)).toEqual([
			'dumpstate: identity',
			'DUMPSYS CRITICAL: ',
			'DUMP OF SERVICE SurfaceFlinger: ',
			'SYSTEM LOG: ',
			'SYSTEM PROPERTIES: identity',
			'NETWORK DEV INFO: interfaces',
			'ARP CACHE: neighbours',
			'IPv6 ND CACHE: neighbours',
			'QTAGUID STATS INFO: usage',
			'DUMPSYS: ',
			'DUMP OF SERVICE netstats: usage,netstats,history',
			'DUMP OF SERVICE netstats: usage,netstats,history',
			'DUMP OF SERVICE package: packages',
		]);
	});
});

test.each([
	['192.168.1.1 dev wlan0 lladdr 02:00:5e:00:53:01 REACHABLE\n', 'ok'],
	['', 'missing'],
])('neighbours of IPv4 without those of IPv6: %j', async (rows, kind) => {
	const text = `------ ARP CACHE (ip -4 neigh show) ------\n${rows}`;
	const { readings } = await opened({ 'bugreport.txt': text });
	expect(readings.neighbours?.outcome.kind).toBe(kind);
});

describe('a report in a zip', () => {
	test('its text is the one that main_entry.txt names', async () => {
		const report = await opened({
			'bugreport-slate.zip': await zipOf({
				'FS/data/misc/bugreport-other.txt': 'x'.repeat(100_000),
				'main_entry.txt': 'the-text.txt',
				'the-text.txt': MODERN,
			}),
		});
		expect(kinds(report)).toMatchObject({ identity: 'ok', usage: 'ok' });
	});

	test.each(['bugreport-slate-2023-07-01-12-00-07.txt', 'dumpstate-2023.txt', 'a/dumpState_X.txt'])(
		'or %s',
		async (name) => {
			const file = await zipOf({
				'dumpstate_board.txt': 'no',
				[name]: MODERN,
				'version.txt': '2.0',
			});
			expect(kinds(await opened({ 'r.zip': file }))).toMatchObject({ identity: 'ok' });
		},
	);

	test('also in a zip in the zip, as some makers pack it', async () => {
		const inner = await zipOf({ 'bugreport-a.txt': MODERN });
		const file = await zipOf({ 'log/other.zip': 'no zip', 'bugreport-a.zip': inner });
		const report = await opened({ 'r.zip': file });
		expect(kinds(report)).toMatchObject({ identity: 'ok' });
		expect(report.notes).toEqual([expect.stringContaining('log/other.zip could not be read')]);
	});

	test('a zip too deep in zips is left alone', async () => {
		let file = await zipOf({ 'bugreport-a.txt': MODERN });
		for (let depth = 0; depth < 5; depth++) file = await zipOf({ 'bugreport.zip': file });
		const report = await openReport([{ path: 'r.zip', file }]);
		expect(report).toEqual({ ok: false, error: { kind: 'not-a-report' } });
	});

	test('progress is told, and it stops when asked', async () => {
		const text = `${MODERN}------ LOG ------\n${randomBytes(4_000_000).toString('hex')}`;
		const file = await zipOf({ 'bugreport-a.txt': text });
		const stop = new AbortController();
		const seen: number[] = [];
		const report = await openReport([{ path: 'r.zip', file }], {
			onProgress: ({ done, total }) => {
				expect(total).toBe(text.length);
				seen.push(done);
				if (done > 3_000_000) stop.abort();
			},
			signal: stop.signal,
		});
		expect(report).toEqual({ ok: false, error: { kind: 'cancelled' } });
		expect(seen.length).toBeGreaterThan(2);
		expect(seen.at(-1)).toBeLessThan(text.length);
	});
});

describe('an AndroidQF acquisition', () => {
	const acquired = {
		'acquisition.json': '{"uuid":"x","started":"2024-05-06T07:08:09.123456789Z"}',
		'getprop.txt': '[ro.build.version.sdk]: [33]\n[ro.product.model]: [Slate 8]\n',
		'packages.json': '[{"name":"com.example.mail","uid":10222,"files":[]}]',
		'dumpsys.txt': 'Currently running services:\n  netstats\nDUMP OF SERVICE netstats:\nnothing\n',
		'settings_global.txt': 'private_dns_mode=off\n',
		'env.txt': 'PATH=/bin\n',
	};

	test('as a folder', async () => {
		const files = Object.entries(acquired).map(
			([name, text]) => [`some id/${name}`, text] as const,
		);
		const report = await opened(Object.fromEntries(files));
		expect(report.at).toBe(Date.UTC(2024, 4, 6, 7, 8, 9, 123));
		expect(report.readings).toMatchObject({
			identity: { outcome: { value: { model: 'Slate 8' } } },
			packages: {
				command: 'PACKAGES (packages.json)',
				outcome: { value: [{ name: 'com.example.mail', uid: 10222 }] },
			},
			privateDns: { outcome: { value: { mode: 'off', specifier: undefined } } },
			usage: { outcome: { kind: 'missing' } },
		});
	});

	test('as a zip, with the bug report and the intrusion logs that it took', async () => {
		const day = await zipOf({
			'day.txt': '{"connect_event":{"event_time":5,"ip_address":"/192.0.2.1","port":443}}\n',
		});
		const file = await zipOf({
			...acquired,
			'bugreport.zip': await zipOf({ 'bugreport-a.txt': MODERN }),
			'intrusion_logs/a.zip': day,
			'intrusion_logs/b.zip': day,
		});
		const { readings } = await opened({ 'x.zip': file });
		expect(readings.usage?.outcome.kind).toBe('ok');
		expect(readings.intrusionLog).toMatchObject({
			outcome: { value: { events: [{ kind: 'connect', addresses: ['192.0.2.1'], port: 443 }] } },
		});
	});
});

test('an intrusion log alone', async () => {
	const text = '{"dns_event":{"event_time":5,"hostname":"a.example","ip_addresses":[]}}\n';
	const { at, readings } = await opened({ 'log.txt': text });
	expect(at).toBe(LATER);
	expect(readings).toMatchObject({
		intrusionLog: { outcome: { value: { events: [{ time: 5 }] } } },
	});
});

test.each([
	['a text of something else', 'hello\n'],
	['an empty file', ''],
	['bytes', '\u0000\u0001------ X ------\n'],
])('%s is no report', async (_, text) => {
	const report = await openReport([{ path: 'x', file: new Blob([text]) }]);
	expect(report).toEqual({ ok: false, error: { kind: 'not-a-report' } });
});

test('a zip that ends early is damage', async () => {
	const file = await zipOf({ 'bugreport-a.txt': MODERN });
	const report = await openReport([{ path: 'x', file: file.slice(0, file.size - 30) }]);
	expect(report).toMatchObject({ ok: false, error: { kind: 'damaged' } });
});

const dumps = new URL('../../../../shared/dumps/', import.meta.url);

/** Sections of one phone's report, which were cut apart, put together again in the order of a report. */
function wholeReport(phone: string): string {
	const folder = new URL(`${phone}/`, dumps);
	const texts = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), 'utf8'));
	const titled = texts.filter((text) => text.startsWith('------ '));
	const services = texts.filter((text) => text.startsWith('DUMP OF SERVICE '));
	return [
		'========\n== dumpstate: 2020-01-08 15:30:07\n========\n',
		...titled,
		'------ DUMPSYS (/system/bin/dumpsys) ------',
		...services,
	].join('\n');
}

describe.skipIf(!existsSync(dumps))('reports of real phones (../shared/dumps)', () => {
	test('Android 10', async () => {
		const text = wholeReport('android10-sailfish-aosp-userdebug');
		const { readings, sections, at } = await opened({ 'bugreport.txt': text });
		expect(readings.identity).toMatchObject({
			outcome: { value: { androidRelease: '10', sdk: 29 } },
		});
		expect(readings.interfaces?.outcome.kind).toBe('ok');
		expect(readings.usage).toMatchObject({
			command: 'QTAGUID STATS INFO (/proc/net/xt_qtaguid/stats)',
			outcome: { value: { rows: [{ uid: 0, txBytes: 280 }] } },
		});
		expect(readings.neighbours).toMatchObject({ outcome: { kind: 'ok', value: [] } });
		const count = text.split('\n').filter((line) => line.startsWith('DUMP OF SERVICE ')).length;
		const found = sections.filter(({ title }) => title.startsWith('DUMP OF SERVICE '));
		expect(found).toHaveLength(count);
		expect(sections.map(({ title }) => title)).toContain('LAST KMSG');
		expect(new Date(at).toISOString()).toMatch(/^2020-01-0[89]T/);
	});

	test('Android 2.3', async () => {
		const { readings, sections } = await opened({
			'bugreport.txt': wholeReport('android2.3-nexusone-miui'),
		});
		expect(readings.identity).toMatchObject({ outcome: { value: { androidRelease: '2.3.5' } } });
		expect(readings.neighbours).toMatchObject({ outcome: { kind: 'ok', value: [] } });
		expect(sections.map(({ title }) => title)).toContain('NETWORK INTERFACES');
	});
});
