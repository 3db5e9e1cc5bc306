import { expect, test } from 'vitest';
import { parseSysNetStatistics } from './sysNetStatistics.ts';

const file = (name: string, value: number): string =>
	`/sys/class/net/wlan0/statistics/${name} ${value}\n`;

test('files of an interface become its counters, added up as /proc/net/dev does', () => {
	const text = [
		...[file('rx_bytes', 5000), file('rx_dropped', 2), file('rx_missed_errors', 3)],
		...[file('rx_crc_errors', 1), file('rx_frame_errors', 4), file('tx_packets', 7)],
		...[file('tx_aborted_errors', 8), file('tx_carrier_errors', 9)],
	].join('');
	expect(parseSysNetStatistics(text)).toMatchObject({
		value: [
			{
				name: 'wlan0',
				rx: { bytes: 5000, packets: 0, drop: 5, frame: 5 },
				tx: { bytes: 0, packets: 7, carrier: 17 },
			},
		],
	});
});

test('a phone that keeps the files to itself says nothing', () => {
	const refused = 'sh: can’t open /sys/class/net/wlan0/statistics/rx_bytes: Permission denied\n';
	expect(parseSysNetStatistics(refused)).toMatchObject({ error: { kind: 'absent' } });
});

test('a file without a number is told', () => {
	expect(parseSysNetStatistics('/sys/class/net/lo/statistics/rx_bytes x\n')).toMatchObject({
		error: { line: 1 },
	});
});
