import { describe, expect, test } from 'vitest';
import { exampleSnapshot } from '../../../tests/fixtures/snapshots.ts';
import type { Tethering } from '../model/tethering.ts';
import { noCounters } from './interfaceGrowth.ts';
import { kindOf } from './interfaceKinds.ts';
import { notesOn } from './interfaceNotes.ts';
import { interfacesOf } from './interfaces.ts';

describe('what a name tells', () => {
	test.each([
		['lo', 'Loopback', 'inside'],
		['wlan0', 'Wi-Fi', 'once'],
		['wlan1', 'Second Wi-Fi', 'once'],
		['swlan0', 'Tethering', 'again'],
		['p2p-wlan0-3', 'Wi-Fi Direct', 'once'],
		['rmnet_data2', 'Mobile data', 'once'],
		['rmnet1', 'Mobile data', 'once'],
		['rmnet_ipa0', 'Modem transport', 'again'],
		['r_rmnet_data0', 'Mobile over Wi-Fi', 'again'],
		['ccmni1', 'Mobile data', 'once'],
		['seth_lte0', 'Mobile data', 'once'],
		['umts_dm0', 'Modem', 'once'],
		['v4-rmnet_data2', '464xlat', 'again'],
		['clat4', '464xlat', 'again'],
		['tun0', 'VPN', 'again'],
		['ipsec12', 'IPsec', 'again'],
		['rndis0', 'Tethering', 'again'],
		['bt-pan', 'Bluetooth', 'once'],
		['ifb0', 'Traffic shaping', 'again'],
		['ip6_vti0', 'Tunnel template', 'again'],
		['sit0', 'Tunnel template', 'again'],
		['dummy0', 'Dummy', 'inside'],
		['aware_nmi0', 'Wi-Fi Aware', 'once'],
		['thread-wpan', 'Thread', 'once'],
		['__proto__', 'Other', 'once'],
	])('%s is %s', (name, title, counts) => {
		expect(kindOf(name)).toMatchObject({ title, counts });
	});

	test('the type of the link tells what the name does not', () => {
		expect(kindOf('modem0').title).toBe('Other');
		expect(kindOf('modem0', 'rawip').title).toBe('Mobile data');
	});
});

describe('what counts twice', () => {
	const carried = (name: string) => {
		const zero = noCounters(name);
		return { ...zero, rx: { ...zero.rx, bytes: 900, packets: 3 } };
	};
	const notes = (name: string, others: readonly string[] = []) =>
		notesOn(carried(name), kindOf(name), [name, ...others].map(carried)).join(' ');

	test.each([
		['tun0', ['wlan0'], 'again, encrypted'],
		['v4-rmnet_data2', ['rmnet_data2'], 'again as IPv6 on rmnet_data2, with 20 bytes more'],
		['rmnet_data2', ['v4-rmnet_data2'], 'IPv4 that v4-rmnet_data2 counts too'],
		['rmnet_ipa0', ['rmnet_data0', 'rmnet_data2'], 'Carries rmnet_data0, rmnet_data2'],
		['ipsec12', ['wlan0'], 'again, encrypted'],
		['rndis0', ['rmnet_data0'], 'again on the interface that leads out'],
		['ifb0', ['wlan0'], 'counted once more'],
	])('%s', (name, others, words) => {
		expect(notes(name, others)).toContain(words);
	});

	test('an interface alone counts once', () => {
		expect(notes('wlan0', ['lo'])).toBe('');
		expect(notes('rmnet_ipa0')).toBe('');
	});

	test('one that carried nothing has nothing twice', () => {
		expect(notesOn(noCounters('tun0'), kindOf('tun0'), [])).toEqual([]);
	});
});

describe('the interfaces of a snapshot', () => {
	const seen = interfacesOf(exampleSnapshot());
	const row = (name: string) => seen.rows.find((one) => one.name === name);

	test('stand with the busiest first, each with its rates and what came since connecting', () => {
		expect(seen.rows.map(({ name }) => name).slice(0, 2)).toEqual(['wlan0', 'rmnet_ipa0']);
		const wlan0 = row('wlan0');
		expect(wlan0?.rxRate).toHaveLength(seen.at.length);
		const seconds = ((seen.at.at(-1) ?? 0) - (seen.since ?? 0)) / 1000;
		const carried = (wlan0?.rxRate ?? []).reduce((sum, rate) => sum + rate * 2, 0);
		expect(wlan0?.sinceStart?.rx.bytes).toBeCloseTo(carried, 0);
		expect(carried / seconds).toBeGreaterThan(100_000);
	});

	test('what never carried anything is told apart and has added nothing', () => {
		expect(row('sit0')).toMatchObject({
			counted: false,
			sinceStart: { rx: { bytes: 0 } },
			rxRate: [],
		});
	});

	test('the way to the modem is mobile data where nothing runs on top of it', () => {
		const usb = { ...noCounters('rmnet_usb0'), rx: { ...noCounters('').rx, bytes: 5, packets: 1 } };
		const { interfaces } = exampleSnapshot().readings;
		if (interfaces === undefined) throw new Error('no interfaces in the example');
		const alone = (rows: readonly (typeof usb)[]) =>
			interfacesOf({
				...{ ...exampleSnapshot(), watch: undefined },
				readings: { interfaces: { ...interfaces, outcome: { kind: 'ok', value: rows } } },
			}).rows.find(({ name }) => name === 'rmnet_usb0')?.kind;
		expect(alone([usb])).toMatchObject({ title: 'Mobile data', counts: 'once' });
		const above = { ...usb, name: 'rmnet_data0' };
		expect(alone([usb, above])).toMatchObject({ title: 'Modem transport', counts: 'again' });
	});

	test('what serves others is a hotspot, whatever its name', () => {
		const { interfaces } = exampleSnapshot().readings;
		if (interfaces === undefined) throw new Error('no interfaces in the example');
		const tethering: Tethering = {
			...{ downstreams: [{ name: 'wlan0', state: 'tethered', error: 0 }], upstreams: [] },
			...{ upstreamWanted: true, hardware: [], bpf: true, forwarded: [], flows: [], clients: [] },
		};
		const { rows } = interfacesOf({
			...exampleSnapshot(),
			readings: {
				interfaces,
				tethering: { ...interfaces, probe: 'tethering', outcome: { kind: 'ok', value: tethering } },
			},
		});
		const wlan0 = rows.find(({ name }) => name === 'wlan0');
		expect(wlan0?.kind).toMatchObject({ title: 'Tethering', counts: 'again' });
		expect(wlan0?.notes.join()).toMatch(/again on the interface that leads out/);
	});

	test('without a watch there are totals alone', () => {
		const { rows, at } = interfacesOf({ ...exampleSnapshot(), watch: undefined });
		expect(at).toEqual([]);
		expect(rows.find(({ name }) => name === 'wlan0')).toMatchObject({
			sinceStart: undefined,
			total: { rx: { bytes: 6_902_114_871 } },
		});
	});
});
