import { expect, test } from 'vitest';
import { parseProcNetDev } from './procNetDev.ts';

const TITLES = `Inter-|   Receive                                                |  Transmit
 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
`;

test('puts every counter under its title', () => {
	expect(parseProcNetDev(`${TITLES}  eth0: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n`)).toEqual({
		ok: true,
		value: [
			{
				name: 'eth0',
				rx: {
					bytes: 1,
					packets: 2,
					errs: 3,
					drop: 4,
					fifo: 5,
					frame: 6,
					compressed: 7,
					multicast: 8,
				},
				tx: {
					bytes: 9,
					packets: 10,
					errs: 11,
					drop: 12,
					fifo: 13,
					colls: 14,
					carrier: 15,
					compressed: 16,
				},
			},
		],
	});
});

test('reads a number glued to the name, an alias, and the longest name', () => {
	const zeros = ' 0'.repeat(15);
	const result = parseProcNetDev(
		`${TITLES}wlan0:4294967295${zeros}\neth0:1:7${zeros}\nr_rmnet_data6:8${zeros}`,
	);
	expect(result.ok && result.value.map(({ name, rx }) => [name, rx.bytes])).toEqual([
		['wlan0', 4294967295],
		['eth0:1', 7],
		['r_rmnet_data6', 8],
	]);
});

test('reads a phone without any interface', () => {
	expect(parseProcNetDev(TITLES)).toEqual({ ok: true, value: [] });
});

test('names the line that lacks a counter', () => {
	expect(parseProcNetDev(`${TITLES}lo: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15`)).toMatchObject({
		error: { kind: 'malformed', line: 3 },
	});
});

test('refuses a counter too big to be exact', () => {
	const zeros = ' 0'.repeat(15);
	expect(parseProcNetDev(`${TITLES}lo: 9007199254740993${zeros}`)).toMatchObject({
		error: { kind: 'malformed', line: 3 },
	});
});
