import { expect, test } from 'vitest';
import { parseNetstatsBpf } from './netstatsBpf.ts';

const read = (text: string) => {
	const result = parseNetstatsBpf(text);
	return result.ok ? result.value : result.error;
};
const MAP = `  mAppUidStatsMap:
    uid rxBytes rxPackets txBytes txPackets
`;

test('does not take the status of a map for the map', () => {
	expect(
		read(`BPF map status:\n  mAppUidStatsMap: OK\nBPF map content:\n${MAP}    10123 4 3 2 1\n`),
	).toEqual({
		source: 'bpf',
		rows: [{ uid: 10123, rxBytes: 4, rxPackets: 3, txBytes: 2, txPackets: 1 }],
		doubts: [],
	});
});

test('reads the later of two rows when the phone started over, and says so', () => {
	const usage = read(
		`${MAP}    10123 100 1 10 1\nEntry is deleted while dumping, iterating from first entry\n    10123 150 2 10 1\n    0 1 1 1 1\n  mStatsMapA:\n    7 7 7 7 7\n`,
	);
	expect(usage).toMatchObject({
		rows: [
			{ uid: 0, rxBytes: 1 },
			{ uid: 10123, rxBytes: 150, rxPackets: 2 },
		],
	});
	expect(usage).toHaveProperty('doubts', [expect.stringMatching(/started over/)]);
});

test('counts no deltas of mStatsMapA, and keeps them as parts', () => {
	const text = `${MAP}  mStatsMapA:\n    ifaceIndex ifaceName tag_hex uid_int cnt_set rxBytes rxPackets txBytes txPackets\n    27 wlan0 0x0 10164 1 5 1 5 1\n`;
	expect(read(text)).toMatchObject({
		rows: [],
		parts: {
			since: 'poll',
			rows: [{ uid: 10164, interface: 'wlan0', tag: 0, set: 'foreground', rxBytes: 5, txBytes: 5 }],
		},
	});
});

test('the parts of both maps, what started over read once', () => {
	const titles =
		'    ifaceIndex ifaceName tag_hex uid_int cnt_set rxBytes rxPackets txBytes txPackets';
	const text = `${MAP}  mStatsMapA:
${titles}
    27 wlan0 0xffffff82 10164 0 5 1 5 1
Entry is deleted while dumping, iterating from first entry
    27 wlan0 0xffffff82 10164 0 9 2 6 1
  mStatsMapB:
${titles}
    27 wlan0 0xffffff82 10164 0 1 1 1 1
    27 wlan0 what 10164 0 1 1 1 1
`;
	expect(read(text)).toHaveProperty('parts.rows', [
		{
			...{ uid: 10164, interface: 'wlan0', tag: 0xffff_ff82, set: 'background' },
			...{ rxBytes: 10, rxPackets: 3, txBytes: 7, txPackets: 2 },
		},
	]);
});

test.each(['    uid=10234 set=1\n    uid=10300 set=0', '    10234 1\n    10300 0'])(
	'who is in the foreground: %j',
	(rows) => {
		expect(read(`  mUidCounterSetMap:\n${rows}\n${MAP}`)).toHaveProperty('foreground', [10234]);
	},
);

test('reads the dump of netd, whose titles end with two colons', () => {
	const text = `TrafficController
  BPF module status: SUPPORTED
  BPF map content:
    mUidCounterSetMap:
      10141 1
    mAppUidStatsMap::
      uid rxBytes rxPackets txBytes txPackets
      10141 70 2 30 1

    mIfaceIndexNameMap:
      ifaceIndex=9 ifaceName=wlan0

    mIfaceStatsMap::
      ifaceIndex ifaceName rxBytes rxPackets txBytes txPackets
      9 wlan0 75 3 31 1
`;
	expect(read(text)).toEqual({
		...{ source: 'bpf', doubts: [], foreground: [10141] },
		rows: [{ uid: 10141, rxBytes: 70, rxPackets: 2, txBytes: 30, txPackets: 1 }],
		interfaces: [{ interface: 'wlan0', rxBytes: 75, rxPackets: 3, txBytes: 31, txPackets: 1 }],
	});
});

test('reads the maps of Android 9, which go on since boot', () => {
	const titles =
		'      ifaceIndex ifaceName tag_hex uid_int cnt_set rxBytes rxPackets txBytes txPackets';
	const text = `    mAppUidStatsMap:
      uid rxBytes rxPackets txBytes txPackets
      10141 70 2 30 1

    mUidStatsMap:
${titles}
      9 wlan0 0x0 10141 1 70 2 30 1

    mTagStatsMap:
${titles}
      9 wlan0 0xfffffe01 10141 1 20 1 10 1

    mIfaceIndexNameMap:
      ifaceIndex=9 ifaceName=wlan0
`;
	const part = { uid: 10141, interface: 'wlan0', set: 'foreground' };
	expect(read(text)).toHaveProperty('parts', {
		since: 'boot',
		rows: [
			{ ...part, tag: 0, rxBytes: 70, rxPackets: 2, txBytes: 30, txPackets: 1 },
			{ ...part, tag: 0xff_ff_fe_01, rxBytes: 20, rxPackets: 1, txBytes: 10, txPackets: 1 },
		],
	});
});

test('an interface that was made anew has several numbers: they add up, a row that came twice does not', () => {
	const titles = 'ifaceIndex ifaceName rxBytes rxPackets txBytes txPackets';
	const parts = 'ifaceIndex ifaceName tag_hex uid_int cnt_set rxBytes rxPackets txBytes txPackets';
	const text = `${MAP}    10123 4 3 2 1
  mStatsMapA:
    ${parts}
    7 rmnet0 0x0 10123 0 10 1 1 1
    7 rmnet0 0x0 10123 0 12 2 1 1
    19 rmnet0 0x0 10123 0 5 1 1 1
  mIfaceStatsMap:
    ${titles}
    7 rmnet0 100 1 10 1
    19 rmnet0 50 2 5 2
    19 rmnet0 60 3 6 3
`;
	expect(read(text)).toMatchObject({
		interfaces: [{ interface: 'rmnet0', rxBytes: 160, rxPackets: 4, txBytes: 16, txPackets: 4 }],
		parts: { rows: [{ uid: 10123, rxBytes: 17, rxPackets: 3 }] },
	});
});

test('doubts when a tunnel carried the same bytes once more', () => {
	const text = `${MAP}    10123 4 3 2 1\n  mIfaceStatsMap:\n    ifaceIndex ifaceName rxBytes rxPackets txBytes txPackets\n    16 tun1 81 1 65 1\n`;
	expect(read(text)).toHaveProperty('doubts', [expect.stringMatching(/VPN/)]);
	expect(read(text.replace('81 1 65 1', '0 0 0 0'))).toHaveProperty('doubts', []);
});

test('says that the time ran out before the counters came', () => {
	const expired = "*** SERVICE 'netstats' DUMP TIMEOUT (30000ms) EXPIRED ***";
	expect(read(`Dev stats:\n${expired}\n`)).toMatchObject({
		kind: 'malformed',
		line: 2,
		text: expired,
	});
	expect(read(`${MAP}    10123 4 3 2 1\n\n${expired}\n`)).toHaveProperty('doubts', [
		expect.stringMatching(/DUMP TIMEOUT/),
	]);
});

test.each(['10123 4 3 2', '10123 4 3 2 1 0', '10123 4 -3 2 1', '4294967296 1 1 1 1'])(
	'names the line of the row %s',
	(row) => {
		expect(read(`${MAP}    ${row}\n`)).toMatchObject({
			kind: 'malformed',
			line: 3,
			text: `    ${row}`,
		});
	},
);

test('names titles that it does not know', () => {
	expect(read('mAppUidStatsMap:\nuid rx tx\n1 2 3')).toMatchObject({ kind: 'malformed', line: 2 });
});
