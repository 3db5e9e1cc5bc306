import { expect, test } from 'vitest';
import { parseLsof, parseProcFd } from './socketHolders.ts';

test('open files by process, as toybox and as toolbox print them', () => {
	const text = `@@467
lrwx------ 1 logd logd 64 2026-03-01 12:00 /proc/467/fd/10 -> socket:[12829]
lrwx------ 1 logd logd 64 2026-03-01 12:00 /proc/467/fd/11 -> socket:[12829]
@@4711
ls: /proc/4711/fd/3: No such file or directory
lrwx------ u0_a93   u0_a93            2026-03-01 12:00 31 -> socket:[75412]
`;
	expect(parseProcFd(text)).toEqual({
		ok: true,
		value: [
			{ inode: 12829, pid: 467, name: undefined },
			{ inode: 75412, pid: 4711, name: undefined },
		],
	});
	expect(parseProcFd('/system/bin/sh: su: not found')).toMatchObject({ ok: false });
});

test('lsof, whose device is blank and whose names may hold blanks', () => {
	const text = `COMMAND     PID       USER   FD      TYPE             DEVICE  SIZE/OFF       NODE NAME
logd        467       logd  cwd       DIR                8,1      4096          2 /
logd        467       logd   10u     sock                          0t0      12829 socket:[12829]
RIL main    690      radio    8u     unix                          0t0      18766 /dev/socket/rild
`;
	expect(parseLsof(text)).toEqual({
		ok: true,
		value: [
			{ inode: 12829, pid: 467, name: 'logd' },
			{ inode: 18766, pid: 690, name: 'RIL main' },
		],
	});
	expect(parseLsof('lsof: not found')).toMatchObject({ error: { kind: 'absent' } });
});
