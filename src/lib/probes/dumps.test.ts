import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Outcome } from '../model/reading.ts';
import { parseGetprop } from '../parse/getprop.ts';
import { parseProcNetSockets } from '../parse/procNetSockets.ts';
import { probes } from './index.ts';
import { readAnswer } from './probe.ts';

// Output of real phones, kept beside the project: read in place, never copied. Sums are checked against awk.
const dumps = new URL('../../../../shared/dumps/', import.meta.url);
const pathOf = (name: string) => fileURLToPath(new URL(name, dumps));
const read = (name: string) => readFileSync(pathOf(name), 'utf8');
/** A section of a bug report without its title line. */
const section = (name: string) => read(name).replace(/^------ .*\n/, '');
const awk = (program: string, name: string) =>
	execFileSync('awk', [program, pathOf(name)], { encoding: 'utf8' }).trim();

function valueOf<T>(outcome: Outcome<T>): T {
	expect(outcome).toMatchObject({ kind: 'ok' });
	if (outcome.kind !== 'ok') throw new Error('not read');
	return outcome.value;
}

describe.skipIf(!existsSync(dumps))('dumps of real phones (../shared/dumps)', () => {
	test.each([
		['android10-sailfish-aosp-userdebug', '10', '29'],
		['android2.3-nexusone-miui', '2.3.5', '10'],
	])('%s: properties', (phone, release, sdk) => {
		const parsed = parseGetprop(section(`${phone}/getprop.txt`));
		if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
		expect(parsed.value.get('ro.build.version.release')).toBe(release);
		expect(parsed.value.get('ro.build.version.sdk')).toBe(sdk);
		const keys = awk('/^\\[[^]]+\\]: \\[/ { n++ } END { print n }', `${phone}/getprop.txt`);
		expect(parsed.value.size).toBe(Number(keys));
	});

	test('a value of several lines', () => {
		const parsed = parseGetprop(section('android10-sailfish-aosp-userdebug/getprop.txt'));
		const history = parsed.ok ? parsed.value.get('persist.sys.boot.reason.history') : undefined;
		expect(history?.split('\n')).toHaveLength(3);
	});

	test.each([
		'android10-sailfish-aosp-userdebug/proc_net_dev.txt',
		'aosp-connectivity-tests-lineage22/net_dev_typical',
	])('%s: interfaces', (name) => {
		const interfaces = valueOf(readAnswer(probes.interfaces, section(name)));
		const sum = awk(
			'/^[^-|]*:/ { sub(/:/, ": "); n++; rx += $2; tx += $10 } END { printf "%d %.0f %.0f", n, rx, tx }',
			name,
		);
		const rx = interfaces.reduce((total, one) => total + one.rx.bytes, 0);
		const tx = interfaces.reduce((total, one) => total + one.tx.bytes, 0);
		expect(`${interfaces.length} ${rx} ${tx}`).toBe(sum);
	});

	test.each([
		'android10-sailfish-aosp-userdebug/qtaguid_stats.txt',
		'aosp-connectivity-tests-lineage22/xt_qtaguid_typical',
		'aosp-connectivity-tests-lineage22/xt_qtaguid_vpn_incorrect_iface',
		'aosp-connectivity-tests-lineage22/xt_qtaguid_vpn_one_underlying',
		'aosp-connectivity-tests-lineage22/xt_qtaguid_vpn_one_underlying_two_vpn',
		'aosp-connectivity-tests-lineage22/xt_qtaguid_vpn_rewrite_through_self',
		'aosp-connectivity-tests-lineage22/xt_qtaguid_vpn_with_clat',
		'aosp-connectivity-tests-lineage22/xt_qtaguid_with_clat',
		'aosp-connectivity-tests-lineage22/xt_qtaguid_with_clat_simple',
	])('%s: bytes per uid', (name) => {
		const usage = valueOf(readAnswer(probes.usage, section(name)));
		const rows = usage.rows.map(({ uid, rxBytes, txBytes }) => `${uid} ${rxBytes} ${txBytes}`);
		const sums = awk(
			'$3 == "0x0" && $2 != "lo" { rx[$4] += $6; tx[$4] += $8 } END { for (u in rx) printf "%d %.0f %.0f\\n", u, rx[u], tx[u] }',
			name,
		);
		expect(rows).toEqual(sums.split('\n').sort((a, b) => Number.parseInt(a) - Number.parseInt(b)));
	});

	test('the early order of qtaguid columns', () => {
		const text = read('snippets/qtaguid_stats_early_kernel_header_order.txt').replace(/^#.*\n/, '');
		const usage = valueOf(readAnswer(probes.usage, text));
		expect(usage.rows).toEqual([
			{ uid: 1000, rxBytes: 27729, rxPackets: 29, txBytes: 1477, txPackets: 27 },
			{ uid: 10005, rxBytes: 46407, rxPackets: 57, txBytes: 8008, txPackets: 64 },
		]);
	});

	test('a VPN and 464xlat are doubts', () => {
		const text = read('aosp-connectivity-tests-lineage22/xt_qtaguid_with_clat');
		expect(valueOf(readAnswer(probes.usage, text)).doubts).toEqual([
			expect.stringContaining('464xlat'),
		]);
	});

	test('a netstats dump without eBPF is no answer', () => {
		const text = read('android10-sailfish-aosp-userdebug/dumpsys_netstats.txt');
		expect(readAnswer(probes.usage, text).kind).toBe('missing');
	});

	test('packages of dumpsys, for two users', () => {
		const name = 'android10-sailfish-aosp-userdebug/dumpsys_package_uidmap_filtered.txt';
		const packages = valueOf(readAnswer(probes.packages, read(name)));
		const blocks = awk(
			'/^  Package \\[/ { split($2, p, /[\\[\\]]/); name = p[2] } /^    userId=/ { split($1, u, "=") } /^    User [0-9]+:.* installed=true/ && name { print name " " ($2 + 0) * 100000 + u[2] } /^[^ ]/ { name = "" }',
			name,
		);
		const expected = [...new Set(blocks.split('\n'))].sort();
		expect(packages.map(({ name: of, uid }) => `${of} ${uid}`).sort()).toEqual(expected);
	});

	test('sockets of a phone of 2016', () => {
		const rows = read('snippets/proc_net_tcp_and_netstat_p_nexus6p_owasp.txt')
			.split('\n')
			.filter((line) => /^\d+: /.test(line));
		const parsed = parseProcNetSockets(rows.join('\n'), 'tcp');
		expect(parsed.ok && parsed.value[0]).toMatchObject({
			local: { address: '192.168.1.17', port: 47919 },
			remote: { address: '74.125.68.154', port: 443 },
			uid: 10093,
		});
		expect(parsed.ok && parsed.value.length).toBe(rows.length);
	});

	test('what an app without rights is told', () => {
		const lines = read('snippets/permission_denials.txt').split('\n');
		const denial = lines.find((line) => line.startsWith('Permission Denial')) ?? '';
		expect(readAnswer(probes.usage, denial)).toEqual({ kind: 'denied', why: denial });
	});
});
