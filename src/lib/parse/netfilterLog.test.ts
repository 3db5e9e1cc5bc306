import { expect, test } from 'vitest';
import type { LoggedPacket } from '../model/kernelLog.ts';
import { parseNetfilterLog } from './netfilterLog.ts';

const SYN =
	'IN= OUT=ppp0 SRC=10.1.2.3 DST=198.51.100.7 LEN=60 TOS=0x00 PREC=0x00 TTL=64 ID=1 DF PROTO=TCP SPT=51454 DPT=443 WINDOW=13600 RES=0x00 SYN URGP=0 UID=10126 GID=10126';

function packetOf(line: string): LoggedPacket | undefined {
	const parsed = parseNetfilterLog(line);
	if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
	return parsed.value.packets[0];
}

test.each([
	[`<6>[ 5739.482168] {AFL}${SYN}`, '5739.482168', '{AFL}'],
	[`[ 5739.482168] a b ${SYN}`, '5739.482168', 'a b'],
	[`[ 5739.482168][ T1204] DROP:${SYN}`, '5739.482168', 'DROP:'],
	[`11-22 09:30:04.118     0     0 W {AFL}${SYN}`, '11-22 09:30:04.118', '{AFL}'],
	[`11-22 09:30:04.118  root     0     0 W game    : ${SYN}`, '11-22 09:30:04.118', 'game:'],
	[
		`Nov 13 13:27:48 host kernel: [ 8599.689459] [UFW BLOCK] ${SYN}`,
		'Nov 13 13:27:48',
		'[UFW BLOCK]',
	],
	[`kernel: out: ${SYN}`, '', 'out:'],
])('%s', (line, at, prefix) => {
	expect(packetOf(line)).toMatchObject({
		...{ at, prefix, in: undefined, out: 'ppp0', uid: 10126, gid: 10126 },
		...{ protocol: 'TCP', sourcePort: 51454, destinationPort: 443, flags: ['DF', 'SYN'] },
	});
});

test('AFWall’s own reader of NFLOG leaves most words out', () => {
	const line =
		'{AFL} IN= OUT=wlan0 SRC=10.1.2.3 DST=192.0.2.8 LEN=60 PROTO=TCP SPT=40001 DPT=443 UID=10126';
	expect(packetOf(line)).toMatchObject({
		...{ at: '', prefix: '{AFL}', out: 'wlan0', uid: 10126, gid: undefined, length: 60 },
		...{ protocol: 'TCP', sourcePort: 40001, destinationPort: 443, ttl: undefined, flags: [] },
	});
});

test("of UDP's two lengths the first is the packet's", () => {
	const line =
		'[1.0] IN= OUT=wlan0 SRC=10.1.2.3 DST=192.0.2.8 LEN=60 TTL=64 ID=1 DF PROTO=UDP SPT=38374 DPT=53 LEN=40 MARK=0xca6c ';
	expect(packetOf(line)).toMatchObject({ length: 60, mark: 0xca6c, uid: undefined });
});

test('IPv6 addresses are written short, as everywhere', () => {
	const line =
		'[1.0] IN= OUT=wlan0 SRC=fe80:0000:0000:0000:0000:00ff:fe00:0001 DST=ff02:0000:0000:0000:0000:0000:0000:00fb LEN=155 TC=0 HOPLIMIT=255 FLOWLBL=0 PROTO=UDP SPT=5353 DPT=5353 LEN=115';
	expect(packetOf(line)).toMatchObject({
		source: 'fe80::ff:fe00:1',
		destination: 'ff02::fb',
		ttl: 255,
	});
});

test('the packet that an ICMP error is about is not taken for the error itself', () => {
	const line =
		'[1.0] x IN=wlan0 OUT= MAC=02:00 SRC=192.0.2.1 DST=10.1.2.3 LEN=100 TTL=64 PROTO=ICMP TYPE=3 CODE=1 [SRC=10.1.2.3 DST=192.0.2.8 LEN=72 TTL=63 PROTO=UDP SPT=4000 DPT=53 LEN=52 ] MARK=0x1';
	expect(packetOf(line)).toMatchObject({
		...{ source: '192.0.2.1', length: 100, icmpType: 3, icmpCode: 1, mark: 1 },
		...{ sourcePort: undefined, about: { destination: '192.0.2.8', destinationPort: 53 } },
	});
});

test('other lines are counted, of many packets the last are kept', () => {
	const lines = Array.from({ length: 45_000 }, (_, at) => `[${at}.0] ${SYN}`);
	const parsed = parseNetfilterLog(['[0.0] Booting IN=1', ...lines, 'OUT=x'].join('\n'));
	expect(
		parsed.ok && [parsed.value.packets.length, parsed.value.left, parsed.value.otherLines],
	).toEqual([20_000, 25_000, 2]);
	expect(parsed.ok && parsed.value.packets.at(-1)?.at).toBe('44999.0');
});

test('a complaint is no log', () => {
	expect(parseNetfilterLog('Unable to open log device')).toMatchObject({
		error: { kind: 'absent' },
	});
});
