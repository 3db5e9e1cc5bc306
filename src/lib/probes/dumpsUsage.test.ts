import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { HistorySeries } from '../model/netstats.ts';
import type { Outcome } from '../model/reading.ts';
import { probes } from './index.ts';
import { readAnswer } from './probe.ts';

// Output of real phones, kept beside the project: read in place, never copied. Sums are checked against awk.
const dumps = new URL('../../../../shared/dumps/', import.meta.url);
const pathOf = (name: string) => fileURLToPath(new URL(name, dumps));
const read = (name: string) => readFileSync(pathOf(name), 'utf8');
const section = (name: string) => read(name).replace(/^\n*(?:------|DUMP OF) .*\n/, '');
const awk = (program: string, name: string) =>
	execFileSync('awk', [program, pathOf(name)], { encoding: 'utf8' }).trim();

function valueOf<T>(outcome: Outcome<T>): T {
	expect(outcome).toMatchObject({ kind: 'ok' });
	if (outcome.kind !== 'ok') throw new Error('not read');
	return outcome.value;
}

const bucketsOf = (series: readonly HistorySeries[]) => series.flatMap(({ buckets }) => buckets);
const bytesOf = (series: readonly HistorySeries[]) =>
	bucketsOf(series).reduce((sum, { rxBytes, txBytes }) => sum + rxBytes + txBytes, 0);

/** Buckets of a text and their bytes both ways, in either grammar. */
const SUM = String.raw`{ gsub(/\r/, ""); sub(/^ +/, "") }
/^(st|bucketStart)=/ { n++; for (i = 1; i <= NF; i++) { split($i, f, "="); if (f[1] ~ /^(rb|tb|rxBytes|txBytes)$/) sum += f[2] } }
END { printf "%d %.0f", n, sum }`;

const HISTORIES = [
	'snippets/netstats_emulator_old_and_android7.1_appium.txt',
	'snippets/netstats_mtk_android9_ccmni0.txt',
	'snippets/netstats_uid_android10-11_wifi.txt',
	'snippets/bugreport_netstat_ss_netstats_ismyphonepwned.txt',
];

describe.skipIf(!existsSync(dumps))('histories of real phones (../shared/dumps)', () => {
	test.each(HISTORIES)('%s: every bucket', (name) => {
		const { series, doubts } = valueOf(readAnswer(probes.history, read(name)));
		expect(`${bucketsOf(series).length} ${bytesOf(series)}`).toBe(awk(SUM, name));
		expect(doubts).toEqual([]);
	});

	test('the times of both units, and their networks', () => {
		const { series } = valueOf(readAnswer(probes.history, read(HISTORIES[0] ?? '')));
		const rows = series.map(({ bucket, buckets, networks }) => [
			...[networks[0]?.kind, networks[0]?.name, networks[0]?.metered],
			...[bucket, new Date(buckets[0]?.start ?? 0).toISOString()],
		]);
		expect(rows).toEqual([
			['wifi', 'WiredSSID', undefined, 3_600_000, '2016-11-02T15:00:00.000Z'],
			['mobile', '310260...', true, 3_600_000, '2017-01-09T18:00:00.000Z'],
			['mobile', '450050...', undefined, 3_600_000, '2016-11-02T12:00:00.000Z'],
		]);
	});

	test('numbered types, a work profile and its foreground', () => {
		const { series } = valueOf(readAnswer(probes.history, read(HISTORIES[3] ?? '')));
		expect(series.map(({ book, uid, set, networks }) => [book, uid, set, networks[0]])).toEqual([
			['xt', -1, 'all', { kind: 'mobile', name: '208202...', metered: false, roaming: false }],
			[
				'uid',
				1_005_009,
				'foreground',
				{ kind: 'wifi', name: 'Fraise', metered: false, roaming: false },
			],
		]);
	});

	test('a phone that was never connected has an empty history', () => {
		const checkin = section('android10-sailfish-aosp-userdebug/netstats_checkin.txt');
		expect(valueOf(readAnswer(probes.history, checkin))).toEqual({
			...{ from: 'checkin', series: [], doubts: [] },
		});
		const text = section('android10-sailfish-aosp-userdebug/dumpsys_netstats.txt');
		expect(valueOf(readAnswer(probes.history, text)).series).toEqual([]);
		expect(valueOf(readAnswer(probes.netstats, text))).toMatchObject({
			...{ active: [], mobile: undefined, interfaces: undefined, device: [] },
			pending: { dev: 0, xt: 0 },
		});
	});

	test('the interface of a phone of 2019', () => {
		const state = valueOf(readAnswer(probes.netstats, read(HISTORIES[1] ?? '')));
		expect(state.active).toEqual([
			{
				interface: 'ccmni0',
				networks: [{ kind: 'mobile', name: '460040...', metered: true, roaming: false }],
			},
		]);
		expect(state.pending).toEqual({ dev: 1_636_215, xt: 1_612_775 });
		expect(bucketsOf(state.device).length).toBe(Number(awk(SUM, HISTORIES[1] ?? '').split(' ')[0]));
	});

	test('a kernel without eBPF says so, and what an app is told', () => {
		const native = section('android10-sailfish-aosp-userdebug/netd_trafficcontroller.txt');
		expect(readAnswer(probes.usage, native).kind).toBe('missing');
		const lines = read('snippets/permission_denials.txt').split('\n');
		const denial = lines.find((line) => line.startsWith('Permission Denial')) ?? '';
		for (const probe of [probes.history, probes.netstats]) {
			expect(readAnswer<unknown>(probe, denial)).toEqual({ kind: 'denied', why: denial });
		}
	});

	test.each([
		'android10-sailfish-aosp-userdebug/qtaguid_stats.txt',
		'aosp-connectivity-tests-lineage22/xt_qtaguid_typical',
		'aosp-connectivity-tests-lineage22/xt_qtaguid_vpn_with_clat',
		'aosp-connectivity-tests-lineage22/xt_qtaguid_with_clat',
	])('%s: parts by uid, interface, set and tag', (name) => {
		const { parts } = valueOf(readAnswer(probes.usage, section(name)));
		const rows = parts?.rows.map((row) =>
			[
				row.uid,
				row.interface,
				row.tag,
				row.set === 'foreground' ? 1 : 0,
				row.rxBytes,
				row.txBytes,
			].join(' '),
		);
		const expected = awk(
			'$1 ~ /^[0-9]+$/ && $2 != "lo" && $6 + $8 > 0 { print $4, $2, substr($3, 1, length($3) - ($3 == "0x0" ? 0 : 8)), $5, $6, $8 }',
			name,
		)
			.split('\n')
			.map((line) => line.replace(/ (0x[\da-f]*) /, (_, tag: string) => ` ${Number(tag)} `));
		expect(rows).toEqual(expected);
	});

	test('a package names its shared uid', () => {
		const name = 'android10-sailfish-aosp-userdebug/dumpsys_package_packages_head.txt';
		const packages = valueOf(readAnswer(probes.packages, read(name)));
		const shared = packages.filter(({ sharedUser }) => sharedUser !== undefined);
		const lines = awk(
			'/^    sharedUser=SharedUserSetting/ { split($2, s, "/"); print s[1] }',
			name,
		);
		expect([...new Set(shared.map(({ sharedUser }) => sharedUser))].sort()).toEqual(
			[...new Set(lines.split('\n').filter((line) => line !== ''))].sort(),
		);
	});
});
