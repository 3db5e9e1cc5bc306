import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Outcome } from '../model/reading.ts';
import { probes } from './index.ts';
import { readAnswer } from './probe.ts';

// Output of real phones, kept beside the project: read in place, never copied. Sums are checked against awk.
const dumps = new URL('../../../../shared/dumps/', import.meta.url);
const pathOf = (name: string) => fileURLToPath(new URL(name, dumps));
const read = (name: string) => readFileSync(pathOf(name), 'utf8');
const awk = (program: string, name: string) =>
	execFileSync('awk', [program, pathOf(name)], { encoding: 'utf8' }).trim();

function valueOf<T>(outcome: Outcome<T>): T {
	expect(outcome).toMatchObject({ kind: 'ok' });
	if (outcome.kind !== 'ok') throw new Error('not read');
	return outcome.value;
}

/** The parts of a file of several sections under a title, without their title lines. */
const sections = (name: string, title: string) =>
	read(name)
		.split(/^------ (?=[A-Z])/m)
		.filter((part) => part.startsWith(`${title} (`))
		.map((part) => part.slice(part.indexOf('\n') + 1).replace(/^------ .*\n/gm, ''));

const SAILFISH = 'android10-sailfish-aosp-userdebug';
const REPORT = 'snippets/bugreport_netstat_ss_netstats_ismyphonepwned.txt';
const UNROOTED = 'snippets/netstat_toybox_pixel_unrooted_adb_2025.txt';

describe.skipIf(!existsSync(dumps))('sockets of real phones (../shared/dumps)', () => {
	test('a phone without network: no conversation, and hundreds of sockets of its own', () => {
		const name = `${SAILFISH}/netstat.txt`;
		expect(valueOf(readAnswer(probes.sockets, read(name)))).toEqual([]);
		const { unix } = valueOf(readAnswer(probes.otherSockets, read(name)));
		const sums = awk(
			'/^unix / { n++; if (/ CONNECTED /) c++; if (/ DGRAM /) d++; if (/ STREAM /) s++; if (/ SEQPACKET /) q++ } END { print n, c, d, s, q }',
			name,
		);
		const { dgram, stream, seqpacket } = unix?.byType ?? {};
		expect([unix?.total, unix?.connected, dgram, stream, seqpacket].join(' ')).toBe(sums);
		const names = awk('/^unix / && $NF !~ /^[0-9]+$/ { print $NF }', name).split('\n');
		expect(unix?.names.map((one) => one.name).sort()).toEqual([...new Set(names)].sort());
	});

	test('an empty list of ss', () => {
		expect(valueOf(readAnswer(probes.sockets, read(`${SAILFISH}/ss_eionptu.txt`)))).toEqual([]);
	});

	test('sockets by process, as root listed them', () => {
		const name = `${SAILFISH}/lsof_root_sockets_excerpt.txt`;
		const holders = valueOf(readAnswer(probes.socketHolders, read(name)));
		const pairs = awk('/ 0t0 / && !seen[$2 " " $7]++ { print $2 " " $7 " " $1 }', name).split('\n');
		expect(holders.map(({ pid, inode, name: of }) => `${pid} ${inode} ${String(of)}`)).toEqual(
			pairs,
		);
	});

	test('netstat without -W: whole rows are read, cut ones are left out', () => {
		const sockets = valueOf(readAnswer(probes.sockets, read(UNROOTED).replace(/^#.*\n/, '')));
		// A cut address fills its 23 columns or loses its port; IPv4 rows are always whole.
		const v4 = awk('/^(tcp|udp) / { n++ } END { print n }', UNROOTED);
		expect(sockets.filter(({ table }) => !table.endsWith('6'))).toHaveLength(Number(v4));
		const queued = awk('/^(tcp|udp) / { rx += $2; tx += $3 } END { print rx, tx }', UNROOTED);
		const sum = (pick: 'rxQueue' | 'txQueue') =>
			sockets
				.filter(({ table }) => !table.endsWith('6'))
				.reduce((total, socket) => total + socket[pick], 0);
		expect(`${sum('rxQueue')} ${sum('txQueue')}`).toBe(queued);
		expect(sockets).toContainEqual(
			expect.objectContaining({
				table: 'tcp6',
				local: { address: '127.0.0.1', port: 38715 },
				remote: { address: '127.0.0.1', port: 34973 },
			}),
		);
		expect(sockets).toContainEqual(
			expect.objectContaining({ protocol: 'raw', local: { address: '::', port: 58 } }),
		);
		expect(sockets.some(({ local }) => local.address === '192.168.0.0')).toBe(false);
		const { unix } = valueOf(readAnswer(probes.otherSockets, read(UNROOTED)));
		expect(unix).toMatchObject({ total: 5, listening: 2, connected: 2 });
	});

	test('netstat and ss of the same bug report are one list', () => {
		const netstat = sections(REPORT, 'NETSTAT')[1] ?? '';
		const ss = sections(REPORT, 'DETAILED SOCKET STATE')[0] ?? '';
		const rows = netstat.split('\n').filter((line) => /^(?:tcp|udp)/.test(line));
		const sockets = valueOf(readAnswer(probes.sockets, `@@netstat\n${netstat}@@ss\n${ss}`));
		expect(rows).toHaveLength(3);
		expect(sockets).toHaveLength(rows.length);
		expect(sockets).toContainEqual(
			expect.objectContaining({
				local: { address: '192.168.8.183', port: 55191 },
				uid: 1010351,
				timer: { kind: 'retransmit', in: 1484 },
				retransmits: 7,
			}),
		);
		expect(sockets).toContainEqual(
			expect.objectContaining({ state: 'close-wait', uid: 1010251, rxQueue: 130 }),
		);
	});

	test.each([0, 2])('netstat of bug report %i', (nth) => {
		const text = sections(REPORT, 'NETSTAT')[nth] ?? '';
		const [first] = valueOf(readAnswer(probes.sockets, text));
		expect(first).toMatchObject(
			nth === 0
				? { state: 'listen', uid: 1000, local: { address: '::', port: 443 } }
				: { uid: 10282, process: { pid: 12345, name: 'com.google.android.gms' } },
		);
	});
});
