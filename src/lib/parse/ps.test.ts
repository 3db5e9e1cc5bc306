import { expect, test } from 'vitest';
import { parsePs } from './ps.ts';

const read = (text: string) => {
	const result = parsePs(text);
	return result.ok ? result.value : result.error;
};

test('toybox, the columns that were asked for', () => {
	const text = `  UID   PID NAME
    0     1 init
10123  4567 com.example.mail:push
 2000  8080 ps -A -o UID,PID,NAME
`;
	expect(read(text)).toEqual([
		{ uid: 0, pid: 1, name: 'init' },
		{ uid: 10123, pid: 4567, name: 'com.example.mail:push' },
		{ uid: 2000, pid: 8080, name: 'ps -A -o UID,PID,NAME' },
	]);
});

test('toolbox, with a state that has no title, and users by name', () => {
	const text = `USER     PID   PPID  VSIZE  RSS     WCHAN    PC         NAME\r
root      1     0     652    456   c00e2a10 0000d76c S /init\r
u0_a93    4711  130   480000 30000 ffffffff 400d8a40 S com.example.news\r
u10_i5    4712  130   480000 30000 ffffffff 400d8a40 S com.example.web:sandbox\r
radio     4713  130   480000 30000 ffffffff 400d8a40 S com.example.phone\r
`;
	expect(read(text)).toEqual([
		{ uid: 0, pid: 1, name: '/init' },
		{ uid: 10093, pid: 4711, name: 'com.example.news' },
		{ uid: 1099005, pid: 4712, name: 'com.example.web:sandbox' },
		{ uid: undefined, pid: 4713, name: 'com.example.phone' },
	]);
});

test('of a list of threads the processes are taken', () => {
	const text = `LABEL                          USER           PID   TID  PPID     VSZ    RSS WCHAN            ADDR S PRI  NI RTPRIO SCH PCY     TIME CMD
u:r:netd:s0                    root           700   700     1 2150000   4000 binder_thread_read  0 S  19   0      -   0  fg 00:00:01 netd
u:r:netd:s0                    root           700   701     1 2150000   4000 binder_thread_read  0 S  19   0      -   0  fg 00:00:00 binder:700_1
`;
	expect(read(text)).toEqual([{ uid: 0, pid: 700, name: 'netd' }]);
});

test('a title alone is what toolbox answers to words that it does not know', () => {
	expect(read('USER     PID   PPID  VSIZE  RSS     WCHAN    PC         NAME\n')).toMatchObject({
		kind: 'absent',
	});
	expect(read('UID PID NAME\n0 x init')).toMatchObject({ kind: 'malformed', line: 2 });
});
