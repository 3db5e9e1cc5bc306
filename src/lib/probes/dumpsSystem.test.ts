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
	execFileSync('awk', ['-F,', program, pathOf(name)], { encoding: 'utf8' }).trim();

const SAILFISH = 'android10-sailfish-aosp-userdebug';
const NEXUS = 'android2.3-nexusone-miui';

function valueOf<T>(outcome: Outcome<T>): T {
	expect(outcome).toMatchObject({ kind: 'ok' });
	if (outcome.kind !== 'ok') throw new Error('not read');
	return outcome.value;
}

describe.skipIf(!existsSync(dumps))('dumps of real phones (../shared/dumps): the system', () => {
	test.each([
		[SAILFISH, false],
		[NEXUS, undefined],
	])('%s: no network is connected', (phone, dataSaver) => {
		const value = valueOf(
			readAnswer(probes.connectivity, read(`${phone}/dumpsys_connectivity.txt`)),
		);
		expect(value).toEqual({ defaultNetwork: undefined, networks: [], blocked: [], dataSaver });
	});

	test('networks of Android 5, 9 and 13, the last two cut off', () => {
		const text = read('snippets/networkagentinfo_lines_by_version.txt');
		const { networks } = valueOf(readAnswer(probes.connectivity, text));
		const shown = networks.map((one) => [one.netId, one.interface, one.addresses, one.dnsServers]);
		expect(shown).toEqual([
			[529, 'tun0', ['26.26.26.1/24'], ['8.8.8.8']],
			[
				106,
				'tun0',
				['100.110.175.65/32', 'fd7a:115c:a1e0:ab12:4843:cd96:626e:af41/128'],
				['10.0.5.101'],
			],
			[225, 'rmnet_data3', ['10.164.190.13/30'], ['10.203.128.1']],
		]);
		expect(networks[1]?.vpn).toMatchObject({ owner: 10177, uids: [{ from: 0, to: 99_999 }] });
		expect(networks[0]?.routes.at(-1)).toMatchObject({ destination: '::/0', unreachable: true });
	});

	test.each([
		[SAILFISH, [], 'Offload HALs not started'],
		[NEXUS, [{ name: 'usb0', state: 'available', error: 0 }], undefined],
	])('%s: tethering, inside of connectivity', (phone, downstreams, hardware) => {
		const value = valueOf(readAnswer(probes.tethering, read(`${phone}/dumpsys_connectivity.txt`)));
		expect(value.downstreams).toEqual(downstreams);
		expect(value.hardware[0]).toBe(hardware);
	});

	test.each([SAILFISH, NEXUS])('%s: Wi-Fi is off', (phone) => {
		const value = valueOf(readAnswer(probes.wifi, read(`${phone}/dumpsys_wifi.txt`)));
		expect(value).toEqual({ enabled: false, connection: undefined });
	});

	test.each([
		[SAILFISH, -61],
		[NEXUS, -73],
	])('%s: out of service, with a signal of %i dBm', (phone, dbm) => {
		const text = read(`${phone}/dumpsys_telephony.registry.txt`);
		const { phones } = valueOf(readAnswer(probes.telephony, text));
		expect(phones).toHaveLength(1);
		expect(phones[0]).toMatchObject({ voice: 'out of service', signals: [{ dbm }] });
	});

	test('radio use: the rows that awk finds', () => {
		const name = `${SAILFISH}/batterystats_checkin.txt`;
		const value = valueOf(readAnswer(probes.modem, read(name)));
		const modem = awk('$4 == "gmcd" { print $5, $6, $7 }', name);
		expect(`${value.modem?.idle} ${value.modem?.rx} ${value.modem?.energy}`).toBe(modem);
		const total = awk('$4 == "gn" { print $5 + $6 + $7 + $8 }', name);
		const { mobileRx, mobileTx, wifiRx, wifiTx } = value.total;
		expect(String(mobileRx + mobileTx + wifiRx + wifiTx)).toBe(total);
		expect(String(value.onBattery)).toBe(awk('$4 == "bt" { print $6 }', name));
		expect(value.uids).toHaveLength(Number(awk('$4 == "nt" { n++ } END { print n + 0 }', name)));
	});

	test('radio use in words: the same time on the battery', () => {
		const text = read(`${SAILFISH}/dumpsys_batterystats.txt`);
		const value = valueOf(readAnswer(probes.modem, text));
		expect(value).toMatchObject({ onBattery: 11_195_465, rounded: true, uids: [] });
	});

	test('Bluetooth: all of the summary, every command with its answer', () => {
		const text = read(`${SAILFISH}/dumpsys_bluetooth_manager.txt`);
		const { enabled, snoop } = valueOf(readAnswer(probes.bluetooth, text));
		expect(enabled).toBe(true);
		const declared = /BTSNOOP_LOG_SUMMARY \((\d+) bytes in\)/.exec(text)?.[1];
		expect(String(snoop?.size)).toBe(declared);
		expect(snoop?.kinds.map(({ type, packets }) => [type, packets])).toEqual([
			['command', 63],
			['event', 63],
		]);
		expect(new Date(snoop?.last ?? 0).toISOString()).toMatch(/^2020-01-08T14:31:49/);
	});

	test('a resolver without networks has nothing to say', () => {
		const text = read(`${SAILFISH}/dumpsys_dnsresolver.txt`);
		expect(readAnswer(probes.resolver, text).kind).toBe('missing');
	});
});
