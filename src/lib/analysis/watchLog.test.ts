import { expect, test } from 'vitest';
import type { Socket } from '../model/socket.ts';
import { uid } from '../model/uid.ts';
import { addRound, startWatchLog } from './watchLog.ts';

const cost = { rounds: 1, skipped: 0, busy: 10, received: 100 };
/** A round that told nothing but its cost. */
const empty = {
	...{ sockets: undefined, usage: undefined, interfaces: undefined, protocols: undefined },
	cost,
};
const socket = (owner: number | undefined, state: Socket['state'] = 'established'): Socket => ({
	protocol: 'tcp',
	table: 'tcp',
	local: { address: '192.168.1.42', port: 40_000 },
	remote: { address: '198.51.100.7', port: 443 },
	state,
	uid: owner === undefined ? undefined : uid(owner),
	inode: 1,
	txQueue: 0,
	rxQueue: 0,
	drops: undefined,
});
const round = (at: number, sockets: readonly Socket[]) => ({ ...empty, at, sockets });

test('a socket seen twice is one sighting, from the first time to the last', () => {
	const log = [1000, 3000].reduce(
		(l, at) => addRound(l, round(at, [socket(10_123)])),
		startWatchLog(0, 2000),
	);
	expect(log.sightings).toMatchObject([{ firstSeen: 1000, lastSeen: 3000 }]);
});

test('a port that another app took over is another sighting', () => {
	let log = addRound(startWatchLog(0, 2000), round(1000, [socket(10_123)]));
	log = addRound(log, round(3000, [socket(10_200)]));
	expect(log.sightings.map(({ socket: { uid: owner }, lastSeen }) => [owner, lastSeen])).toEqual([
		[10_123, 1000],
		[10_200, 3000],
	]);
});

test('a closing socket keeps the owner that the kernel no longer tells', () => {
	let log = addRound(startWatchLog(0, 2000), round(1000, [socket(10_123)]));
	log = addRound(log, round(3000, [socket(undefined, 'time-wait')]));
	expect(log.sightings).toMatchObject([
		{ socket: { uid: 10_123, state: 'time-wait' }, firstSeen: 1000, lastSeen: 3000 },
	]);
});

test('an owner seen long ago is not taken for today’s', () => {
	let log = addRound(startWatchLog(0, 2000), round(1000, [socket(10_123)]));
	log = addRound(log, round(100_000, [socket(undefined, 'time-wait')]));
	expect(log.sightings.map((sighting) => sighting.socket.uid)).toEqual([10_123, undefined]);
});

test('a part the phone would not tell leaves the log as it was', () => {
	const before = addRound(startWatchLog(0, 2000), round(1000, [socket(10_123)]));
	const after = addRound(before, { ...empty, at: 2000 });
	expect(after.sightings).toEqual(before.sightings);
});

test('an hour and more of samples stays bounded and keeps its first and its last', () => {
	let log = startWatchLog(0, 2000);
	for (let n = 1; n <= 4000; n += 1) {
		log = addRound(log, { ...empty, at: n, usage: [] });
	}
	expect(log.usage.length).toBeLessThanOrEqual(1800);
	expect(log.usage.at(0)?.at).toBe(1);
	expect(log.usage.at(-1)?.at).toBe(4000);
	const times = log.usage.map(({ at }) => at);
	expect(times).toEqual([...times].sort((a, b) => a - b));
});
