import { expect, test } from 'vitest';
import { parseQtaguidStats } from './qtaguidStats.ts';

const read = (text: string) => {
	const result = parseQtaguidStats(text);
	return result.ok ? result.value : result.error;
};
const part = (of: object) => ({ uid: 10123, interface: 'wlan0', set: 'background', tag: 0, ...of });
const TITLES = 'idx iface acct_tag_hex uid_tag_int cnt_set rx_bytes rx_packets tx_bytes tx_packets';

test('adds background and foreground, not tags and not the loopback; keeps the parts', () => {
	const text = `${TITLES}
2 wlan0 0x0 10123 0 100 1 10 2
3 wlan0 0x0 10123 1 200 3 20 4
4 rmnet0 0x0 10123 0 1000 5 30 6
5 wlan0 0x4e7700000000 10123 1 150 2 15 3
6 lo 0x0 10123 0 7777 7 7777 7
`;
	expect(read(text)).toEqual({
		source: 'qtaguid',
		rows: [{ uid: 10123, rxBytes: 1300, rxPackets: 9, txBytes: 60, txPackets: 12 }],
		loopback: [{ uid: 10123, rxBytes: 7777, rxPackets: 7, txBytes: 7777, txPackets: 7 }],
		doubts: [],
		parts: {
			since: 'boot',
			rows: [
				part({ rxBytes: 100, rxPackets: 1, txBytes: 10, txPackets: 2 }),
				part({ set: 'foreground', rxBytes: 200, rxPackets: 3, txBytes: 20, txPackets: 4 }),
				part({ interface: 'rmnet0', rxBytes: 1000, rxPackets: 5, txBytes: 30, txPackets: 6 }),
				part({
					...{ set: 'foreground', tag: 0x4e77 },
					...{ rxBytes: 150, rxPackets: 2, txBytes: 15, txPackets: 3 },
				}),
			],
		},
	});
});

test('goes by titles, not by places', () => {
	const text =
		'idx uid_tag_int iface cnt_set acct_tag_hex tx_packets tx_bytes rx_packets rx_bytes\n2 10123 wlan0 0 0x0 1 2 3 4';
	expect(read(text)).toMatchObject({
		rows: [{ uid: 10123, rxBytes: 4, rxPackets: 3, txBytes: 2, txPackets: 1 }],
	});
});

test('names the line of a broken row and of unknown titles', () => {
	expect(read(`${TITLES}\n2 wlan0 zero 10123 0 1 1 1 1`)).toMatchObject({ line: 2 });
	expect(read(`${TITLES}\n2 wlan0 0x0 10123 0 1 1 1`)).toMatchObject({ line: 2 });
	expect(read('idx iface uid\n')).toMatchObject({ kind: 'malformed', line: 1 });
});
