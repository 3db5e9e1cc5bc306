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

test('reads no deltas of mStatsMapA', () => {
	const text = `${MAP}  mStatsMapA:\n    ifaceIndex ifaceName tag_hex uid_int cnt_set rxBytes rxPackets txBytes txPackets\n    27 wlan0 0x0 10164 1 5 1 5 1\n`;
	expect(read(text)).toMatchObject({ rows: [] });
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
