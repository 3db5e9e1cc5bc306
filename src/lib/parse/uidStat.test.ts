import { expect, test } from 'vitest';
import { parseUidStat } from './uidStat.ts';

test('both ways of each uid, TCP alone', () => {
	const text =
		'/proc/uid_stat/10041/tcp_rcv 48211\r\n/proc/uid_stat/10041/tcp_snd 903\r\n/proc/uid_stat/0/tcp_snd 7\r\n';
	expect(parseUidStat(text)).toEqual({
		ok: true,
		value: {
			source: 'uid_stat',
			rows: [
				{ uid: 0, rxBytes: 0, rxPackets: 0, txBytes: 7, txPackets: 0 },
				{ uid: 10041, rxBytes: 48211, rxPackets: 0, txBytes: 903, txPackets: 0 },
			],
			doubts: [expect.stringContaining('TCP alone'), expect.stringContaining('32 bits')],
		},
	});
});

test('a kernel without it, where the shell leaves the star as it is', () => {
	const text = 'cat: /proc/uid_stat/*/tcp_rcv: No such file or directory\n';
	expect(parseUidStat(text)).toMatchObject({ error: { kind: 'absent' } });
	expect(parseUidStat('/proc/uid_stat/*/tcp_rcv \n')).toMatchObject({ error: { kind: 'absent' } });
});

test('names a line that is none', () => {
	expect(parseUidStat('/proc/uid_stat/10041/tcp_rcv many')).toMatchObject({ error: { line: 1 } });
});
