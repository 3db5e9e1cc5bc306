import { describe, expect, test } from 'vitest';
import type { InterfaceCounters, UidUsage } from '../model/counters.ts';
import type { NetstatsState } from '../model/netstats.ts';
import { uid } from '../model/uid.ts';
import { trafficStatsOf, type TrafficStatsInput } from './trafficStats.ts';

const quiet = { packets: 1, errs: 0, drop: 0, fifo: 0, compressed: 0 };
const device = (name: string, rx: number, tx: number): InterfaceCounters => ({
	name,
	rx: { ...quiet, bytes: rx, frame: 0, multicast: 0 },
	tx: { ...quiet, bytes: tx, colls: 0, carrier: 0 },
});
const carried = (rxBytes: number, txBytes: number) => ({
	...{ rxBytes, rxPackets: 1, txBytes, txPackets: 1 },
});
const usage = (source: UidUsage['source']): UidUsage => ({
	...{ source, doubts: [], rows: [{ uid: uid(10_001), ...carried(500, 50) }] },
});
const STATE: NetstatsState = {
	...{ active: [], wifi: ['wlan0'], mobile: ['rmnet1', 'v4-rmnet1'], device: [], pending: {} },
	...{ cache: 1000, polls: [], recentPolls: [], providers: [] },
	interfaces: [
		{ interface: 'lo', ...carried(7, 7) },
		{ interface: 'wlan0', ...carried(1000, 100) },
		{ interface: 'rmnet1', ...carried(30, 3) },
		{ interface: 'v4-rmnet1', ...carried(20, 2) },
	],
};
const DEVICES = [device('lo', 9, 9), device('wlan0', 1100, 110), device('rmnet1', 60, 6)];
const NOW: TrafficStatsInput = {
	...{ sdk: 35, usage: usage('bpf'), netstats: STATE, devices: DEVICES, uid: uid(10_001) },
};
const row = (input: TrafficStatsInput, method: string) => {
	const found = trafficStatsOf(input).find((one) => one.method.startsWith(method));
	if (found === undefined) throw new Error(method);
	return { ...found, why: found.why.join('\n') };
};

describe('on a phone of today', () => {
	test('the total holds the loopback, the kernel beside it does not', () => {
		const answer = row(NOW, 'getTotalRxBytes');
		expect(answer).toMatchObject({ returns: 1057, kernel: 1160, certain: true });
		expect(answer.why).toMatch(/loopback[^]*464xlat[^]*estimate[^]*1000 ms/);
	});

	test('interfaces are taken from where the apps are, read a moment ago, not from what was asked once', () => {
		const interfaces = [{ interface: 'wlan0', ...carried(4000, 400) }];
		const watched = { ...NOW, usage: { ...usage('bpf'), interfaces } };
		expect(row(watched, 'getTotalRxBytes').returns).toBe(4000);
	});

	test('mobile is what was ever mobile', () => {
		const answer = row(NOW, 'getMobileTxBytes');
		expect(answer).toMatchObject({ returns: 5, kernel: 6, certain: true });
		expect(answer.why).toMatch(/ever mobile[^]*firewall/);
	});

	test('an app hears of itself alone', () => {
		expect(row(NOW, 'getUidRxBytes(10001)')).toMatchObject({ returns: 500, kernel: 500 });
		const other = trafficStatsOf(NOW).at(-1);
		expect(other).toMatchObject({ returns: -1, kernel: 50 });
		expect(other?.why).toEqual([expect.stringContaining('on purpose')]);
	});

	test('an app that carried nothing is told 0', () => {
		expect(row({ ...NOW, uid: uid(10_002) }, 'getUidRxBytes').returns).toBe(0);
	});

	test('without the cache line a phone before 35 has none', () => {
		const older = { ...NOW, sdk: 34, netstats: { ...STATE, cache: undefined } };
		expect(row(older, 'getTotalRxBytes').why).not.toMatch(/repeated/);
		expect(row({ ...older, sdk: 35 }, 'getTotalRxBytes').why).toMatch(/about a second/);
	});
});

describe('on a phone of 4.3', () => {
	const old: TrafficStatsInput = {
		...{ sdk: 18, usage: usage('qtaguid'), netstats: undefined, uid: uid(10_001) },
		devices: DEVICES,
	};

	test('the total is worked out from the devices, lo with them', () => {
		expect(row(old, 'getTotalRxBytes')).toMatchObject({ returns: 1169, certain: false });
	});

	test('zeros were seen, and others are told', () => {
		expect(row(old, 'getUidRxBytes(10001)').why).toMatch(/answer 0/);
		expect(trafficStatsOf(old).at(-1)).toMatchObject({ returns: 50 });
	});
});

describe('by generation', () => {
	const qtaguid: UidUsage = {
		...usage('qtaguid'),
		loopback: [{ uid: uid(10_001), ...carried(70, 70) }],
	};
	const of = (sdk: number, counted: UidUsage | undefined): TrafficStatsInput => ({
		...{ sdk, usage: counted, netstats: undefined, devices: DEVICES, uid: uid(10_001) },
	});

	test('xt_qtaguid’s answer holds the loopback, which the sum of the app leaves out', () => {
		const answer = row(of(21, qtaguid), 'getUidRxBytes(10001)');
		expect(answer).toMatchObject({ returns: 570, kernel: 500 });
		expect(answer.why).toMatch(/loopback/);
	});

	test('4.1 and 4.2 count interfaces by xt_qtaguid, apps by uid_stat', () => {
		expect(row(of(17, qtaguid), 'getTotalRxBytes').why).toMatch(/loopback/);
		const answer = row(of(17, qtaguid), 'getUidRxBytes(10001)');
		expect(answer).toMatchObject({ returns: undefined, kernel: 500 });
		expect(answer.why).toMatch(/uid_stat/);
		expect(row(of(17, usage('uid_stat')), 'getUidRxBytes(10001)').returns).toBe(499);
	});

	test('without xt_qtaguid 4.3 and later have no answer, though the kernel counts TCP', () => {
		const bare = of(19, usage('uid_stat'));
		expect(row(bare, 'getUidRxBytes(10001)')).toMatchObject({ returns: -1, kernel: 500 });
		expect(row(bare, 'getTotalRxBytes')).toMatchObject({ returns: -1, certain: true });
		expect(row(bare, 'getMobileRxBytes').returns).toBeUndefined();
		expect(row(bare, 'getUidRxBytes(10001)').why).toMatch(/lacks it/);
	});

	test('Android 10 to 12, where neither can be read, is taken for eBPF', () => {
		expect(row(of(30, undefined), 'getTotalRxBytes').why).toMatch(/eBPF counts/);
		expect(row(of(28, undefined), 'getTotalRxBytes').why).not.toMatch(/eBPF/);
	});
});

describe('on a phone of 4.0 without qtaguid', () => {
	const early: TrafficStatsInput = {
		...{ sdk: 15, usage: usage('uid_stat'), netstats: undefined, uid: uid(10_001) },
		devices: [device('lo', 9, 9), device('pdp0', 60, 6), device('rmnet0', 40, 4)],
	};

	test('lo is left out, and a modem of another name', () => {
		expect(row(early, 'getTotalRxBytes')).toMatchObject({ returns: 100, kernel: 100 });
		expect(row(early, 'getMobileRxBytes')).toMatchObject({ returns: 40, kernel: 100 });
	});

	test('an app is one byte short, and -1 where it has no counters', () => {
		expect(row(early, 'getUidRxBytes')).toMatchObject({ returns: 499, kernel: 500 });
		expect(row({ ...early, uid: uid(10_009) }, 'getUidRxBytes').returns).toBe(-1);
	});
});

test('nothing known, nothing foretold but the -1 of other apps', () => {
	const blank = { sdk: 34, usage: undefined, netstats: undefined, devices: undefined };
	const answers = trafficStatsOf({ ...blank, uid: undefined }).map(({ returns }) => returns);
	expect(answers).toEqual([
		undefined,
		undefined,
		undefined,
		undefined,
		undefined,
		undefined,
		-1,
		-1,
	]);
});
