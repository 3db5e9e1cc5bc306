import { expect, test } from 'vitest';
import type { ProbeId, ProbeValues, Reading } from '../model/reading.ts';
import type { Socket } from '../model/socket.ts';
import { uid } from '../model/uid.ts';
import { socketDoubts } from './socketSource.ts';
import { processesOf } from './socketProcesses.ts';

const reading = <Id extends ProbeId>(
	probe: Id,
	value: ProbeValues[Id],
): Reading<ProbeValues[Id]> => ({
	...{ probe, at: 0, duration: 1, command: '', exit: 0, raw: '', stderr: '' },
	outcome: { kind: 'ok', value },
});

const socket: Socket = {
	protocol: 'tcp',
	table: 'tcp',
	local: { address: '192.0.2.8', port: 41000 },
	remote: { address: '198.51.100.9', port: 443 },
	state: 'established',
	uid: uid(10123),
	inode: 4711,
	txQueue: 0,
	rxQueue: 0,
	drops: undefined,
};

const processes = reading('processes', [
	{ pid: 2, uid: uid(0), name: '[kthreadd]' },
	{ pid: 300, uid: uid(10123), name: 'org.example.mail' },
	{ pid: 301, uid: uid(10123), name: 'org.example.mail:sync' },
	{ pid: 400, uid: uid(10200), name: 'org.example.web' },
]);

test('without root it is one of those that run as the owner', () => {
	const behind = processesOf({ processes });
	expect(behind(socket)).toEqual({
		sure: false,
		processes: [
			{ pid: 300, name: 'org.example.mail' },
			{ pid: 301, name: 'org.example.mail:sync' },
		],
	});
	expect(behind({ ...socket, uid: uid(10200) })).toMatchObject({ sure: true });
	expect(behind({ ...socket, uid: uid(10999) })).toBeUndefined();
	expect(behind({ ...socket, uid: undefined })).toBeUndefined();
	expect(behind({ ...socket, uid: uid(0) })).toBeUndefined();
});

test('root sees who holds it, the one that inherited it too', () => {
	const socketHolders = reading('socketHolders', [
		{ inode: 4711, pid: 301, name: undefined },
		{ inode: 4711, pid: 555, name: undefined },
		{ inode: 0, pid: 1, name: 'init' },
	]);
	const behind = processesOf({ processes, socketHolders });
	expect(behind(socket)).toEqual({
		sure: true,
		processes: [
			{ pid: 301, name: 'org.example.mail:sync' },
			{ pid: 555, name: 'process 555' },
		],
	});
	expect(behind({ ...socket, inode: 0, uid: undefined })).toBeUndefined();
});

test('what netstat -p said holds where nobody looked', () => {
	const named = { ...socket, process: { pid: 9, name: 'com.example.push' } };
	expect(processesOf({ processes })(named)).toEqual({ sure: true, processes: [named.process] });
});

const NARROW = 'Proto Recv-Q Send-Q Local Address           Foreign Address         State';
const WIDE = `Proto Recv-Q Send-Q ${'Local Address'.padEnd(52)}${'Foreign Address'.padEnd(52)}State       User       Inode`;

test.each([
	['the tables of the kernel', '@@tcp\n  sl  local_address\n', []],
	['all that netstat can tell', `Active (servers and established)\n${WIDE}\n`, []],
	['what a bug report asks', `Active (w/o servers)\n${WIDE}\n`, ['without -a']],
	['netstat as it is', `Active (w/o servers)\n${NARROW}\n`, ['-a', '-W', '-e']],
	['owners that ss told', `@@netstat\n${NARROW}\n@@ss\nNetid  State\n`, ['-W']],
])('%s leaves out what it must', (_, raw, missing) => {
	const doubts = socketDoubts({ ...reading('sockets', []), raw });
	expect(doubts).toHaveLength(missing.length);
	for (const [at, option] of missing.entries()) expect(doubts[at]).toContain(option);
});
