import { expect, test } from 'vitest';
import { dumpstateLine } from './dumpstateLine.ts';

test.each([
	[
		'------ NETWORK DEV INFO (/proc/net/dev) ------',
		{ kind: 'section', title: 'NETWORK DEV INFO', command: '/proc/net/dev' },
	],
	['------ SYSTEM PROPERTIES ------', { kind: 'section', title: 'SYSTEM PROPERTIES', command: '' }],
	[
		'------ QTAGUID NETWORK INTERFACES INFO (xt) (/proc/net/xt_qtaguid/iface_stat_fmt) ------',
		{
			kind: 'section',
			title: 'QTAGUID NETWORK INTERFACES INFO (xt)',
			command: '/proc/net/xt_qtaguid/iface_stat_fmt',
		},
	],
	[
		'------ RT_TABLES (/data/misc/net/rt_tables: 2021-05-06 07:08:09) ------',
		{
			kind: 'section',
			title: 'RT_TABLES',
			command: '/data/misc/net/rt_tables: 2021-05-06 07:08:09',
		},
	],
	[
		'------ A LIST (sh -c (a; b)) ------',
		{ kind: 'section', title: 'A LIST', command: 'sh -c (a; b)' },
	],
	["------ 0.012s was the duration of 'NETSTAT' ------", { kind: 'end' }],
	[
		'--------- 0.005s was the duration of dumpsys netstats, ending at: 2021-05-06 07:08:09',
		{ kind: 'end' },
	],
	['[netcfg: 0.1s elapsed]', { kind: 'end' }],
	['DUMP OF SERVICE netstats:', { kind: 'service', name: 'netstats' }],
	['DUMP OF SERVICE HIGH connectivity:', { kind: 'service', name: 'connectivity' }],
	['DUMP OF SERVICE CRITICAL SurfaceFlinger:', { kind: 'service', name: 'SurfaceFlinger' }],
	[
		'DUMP OF SERVICE android.hardware.power.IPower/default:',
		{ kind: 'service', name: 'android.hardware.power.IPower/default' },
	],
	[
		'*** Error dumping /proc/net/xt_qtaguid/stats (QTAGUID STATS INFO): No such file or directory',
		{ kind: 'error', title: 'QTAGUID STATS INFO', command: '/proc/net/xt_qtaguid/stats' },
	],
	["*** command 'ss -eionptu' failed: exit code 127", { kind: 'complaint' }],
	[
		"*** command 'iptables -L -nvx' timed out after 10.003s (killing pid 4711)",
		{ kind: 'complaint' },
	],
	['*** netcfg: Exit code 255', { kind: 'complaint' }],
	['*** exec(ss): No such file or directory', { kind: 'complaint' }],
	['== dumpstate: 2021-05-06 07:08:09', { kind: 'started', time: '2021-05-06 07:08:09' }],
])('%s', (line, expected) => {
	expect(dumpstateLine(line)).toEqual(expected);
});

test.each([
	'',
	'========================================================',
	'== dumpstate: done (id 1)',
	'--------- beginning of main',
	'-------------------------------------------------------------------------------',
	'------- PhoneGlobals -------',
	'------ a line of a log',
	'------ ------',
	'[ro.build.type]: [user]',
	"*** SERVICE 'netstats' DUMP TIMEOUT (10000ms) EXPIRED ***",
	'DUMP OF SERVICE',
	'  DUMP OF SERVICE netstats:',
	`------ ${'x'.repeat(5000)} ------`,
])('%s is what somebody printed', (line) => {
	expect(dumpstateLine(line)).toBeUndefined();
});
