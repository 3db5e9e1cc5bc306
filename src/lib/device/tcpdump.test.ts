import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import {
	captureArgv,
	checkArgv,
	parseAdbPorts,
	parseCounts,
	parseFound,
	parseInterfaces,
	withoutPorts,
} from './tcpdump.ts';

const TOOL = { path: '/system/bin/tcpdump', immediate: true };

describe('what tcpdump is told', () => {
	test('to capture', () => {
		expect(captureArgv(TOOL, { interface: 'wlan0', filter: 'tcp port 443' })).toEqual([
			...['/system/bin/tcpdump', '-s', '65600', '-B', '32768'],
			...['-U', '--immediate-mode', '-n', '-w', '-'],
			...['-i', 'wlan0', '--', 'tcp port 443'],
		]);
	});

	test('an old one is not told what it does not know, and no filter is no argument', () => {
		const old = { ...TOOL, immediate: false };
		expect(captureArgv(old, { interface: 'any', filter: ' ' })).toEqual([
			...['/system/bin/tcpdump', '-s', '0', '-U', '-n', '-w', '-', '-i', 'any'],
		]);
	});
});

const installed = spawnSync('tcpdump', ['-i', 'lo', '-d'], { encoding: 'utf8' });
const name = "Debian's tcpdump reads the filter";
describe.skipIf(installed.status !== 0)(
	installed.status === 0 ? name : `${name} (skipped: tcpdump cannot open lo here)`,
	() => {
		/** What it says to a filter; undefined when it takes it. */
		const complaint = (filter: string): string | undefined => {
			const [, ...argv] = checkArgv(TOOL, { interface: 'lo', filter });
			const { status, stderr } = spawnSync('tcpdump', argv, { encoding: 'utf8' });
			return status === 0 ? undefined : stderr;
		};

		test.each([
			'',
			'tcp port 443 or udp',
			'-ip[0] < 3',
			'ip[0] & 0xf != 5',
			'host 192.0.2.1 and not (port 53)',
		])('%s', (filter) => {
			expect(complaint(filter)).toBeUndefined();
		});

		test.each(['tcp port', '-w /nowhere/x', '-z reboot', '--version', '-', '; id'])(
			'%s is no filter, and no option either',
			(filter) => {
				expect(complaint(filter)).toMatch(/syntax error/);
			},
		);

		test('with our own connection taken out', () => {
			expect(complaint(withoutPorts('udp or tcp', [5555, 37_001]))).toBeUndefined();
			expect(complaint(withoutPorts('', [5555]))).toBeUndefined();
		});
	},
);

test('our own ports are taken out of the whole filter, not of its last term', () => {
	expect(withoutPorts('udp or tcp', [5555, 37_001])).toBe(
		'(udp or tcp) and not (tcp port 5555 or tcp port 37001)',
	);
	expect(withoutPorts(' ', [5555])).toBe('not (tcp port 5555)');
	expect(withoutPorts('udp', [])).toBe('udp');
});

test.each([
	['5555\n37001\n', [5555, 37_001]],
	['\n\n', []],
	['-1\n0\n70000\n5555; id\n', []],
])('ports of adbd in %j', (stdout, ports) => {
	expect(parseAdbPorts(stdout)).toEqual(ports);
});

describe('the list of interfaces', () => {
	test('of tcpdump 4.99', () => {
		const list = [
			'1.wlan0 [Up, Running, Wireless, Associated]',
			'2.any (Pseudo-device that captures on all interfaces) [Up, Running]',
			'3.lo [Up, Running, Loopback]',
			'4.rmnet_data0 [none]',
			'5.nflog (Linux netfilter log (NFLOG) interface) [none]',
		];
		expect(parseInterfaces(`${list.join('\n')}\n`)).toEqual([
			{ name: 'wlan0', flags: ['Up', 'Running', 'Wireless', 'Associated'] },
			{ name: 'any', flags: ['Up', 'Running'] },
			{ name: 'lo', flags: ['Up', 'Running', 'Loopback'] },
			{ name: 'rmnet_data0', flags: [] },
			{ name: 'nflog', flags: [] },
		]);
	});

	test('of tcpdump 3.9, with a warning in between', () => {
		const list = '1.wlan0\r\nWARNING: linker: unused DT entry\r\n2.any (Pseudo-device)\r\n3.lo\r\n';
		expect(parseInterfaces(list).map(({ name: found }) => found)).toEqual(['wlan0', 'any', 'lo']);
	});
});

describe('where it is and what it can', () => {
	test.each([
		['/system/bin/tcpdump\n[ --immediate-mode ]\n', TOOL],
		[
			'/system/xbin/tcpdump\ntcpdump version 3.9.8\nUsage: tcpdump [-aAd]\n',
			{ path: '/system/xbin/tcpdump', immediate: false },
		],
		['', undefined],
		['su: not found\n', undefined],
	])('%j', (stdout, expected) => {
		expect(parseFound(stdout)).toEqual(expected);
	});
});

describe('what it counted', () => {
	test('at its end', () => {
		const said =
			'tcpdump: listening on wlan0, link-type EN10MB\n12 packets captured\n' +
			'15 packets received by filter\n1 packet dropped by kernel\n';
		expect(parseCounts(said)).toEqual({ captured: 12, receivedByFilter: 15, droppedByKernel: 1 });
	});

	test('before', () => {
		expect(parseCounts('tcpdump: listening on wlan0\n')).toEqual({
			captured: undefined,
			receivedByFilter: undefined,
			droppedByKernel: undefined,
		});
	});

	test('the last time, when it was asked in between (SIGUSR1)', () => {
		expect(parseCounts('tcpdump: 3 packets captured\n9 packets captured\n').captured).toBe(9);
	});
});
