import { expect, test } from 'vitest';
import type { Capture } from '../model/capture.ts';
import type { UidCounters, UidUsage } from '../model/counters.ts';
import type { Flow } from '../model/flow.ts';
import type { Reading } from '../model/reading.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { uid } from '../model/uid.ts';
import { appsOf } from './apps.ts';
import { appUsagesOf } from './usageByApp.ts';

const row = (id: number, rxBytes: number): UidCounters => ({
	uid: uid(id),
	rxBytes,
	rxPackets: 1,
	txBytes: 0,
	txPackets: 0,
});
const usage = (at: number, rows: readonly UidCounters[]): Reading<UidUsage> => ({
	probe: 'usage',
	at,
	duration: 1,
	command: '',
	exit: 0,
	raw: '',
	stderr: '',
	outcome: { kind: 'ok', value: { source: 'bpf', rows, doubts: [] } },
});
const flow = (owner: number, far: string, bytes: number, given: Partial<Flow> = {}): Flow => ({
	id: 0,
	protocol: 6,
	a: { address: '192.168.1.34', port: 4000 },
	b: { address: far, port: 443 },
	phone: 'a',
	packets: [1, 1],
	bytes: [bytes, 0],
	first: 0,
	last: 1,
	tcp: undefined,
	names: [],
	owner: { kind: 'sure', uid: uid(owner) },
	...given,
});
const SUMMARY: Capture['summary'] = {
	origin: { kind: 'file', name: 'x.pcap', size: 1 },
	read: 1,
	format: 'pcap',
	linkTypes: [],
	packets: 0,
	bytes: 0,
	cut: 0,
	undecoded: 0,
	first: undefined,
	last: undefined,
	flows: 0,
	evicted: 0,
	dns: 0,
	stop: undefined,
	complete: true,
	tool: undefined,
};
const snapshot: Snapshot = {
	version: 1,
	takenAt: 0,
	origin: { kind: 'phone' },
	ladder: [],
	readings: { usage: usage(0, [row(10_001, 1000), row(10_002, 9000)]) },
	watch: {
		startedAt: 0,
		endedAt: undefined,
		every: 1000,
		cost: { rounds: 2, skipped: 0, busy: 1, received: 1 },
		usage: [
			{ at: 1000, rows: [row(10_001, 1000), row(10_002, 9000)] },
			{ at: 3000, rows: [row(10_001, 5000), row(10_002, 9000)] },
		],
		sightings: [],
	},
	capture: undefined,
};
const of = (given: Partial<Snapshot>) => appUsagesOf({ ...snapshot, ...given }, appsOf([]));

test('shows the newest counters, what came since the start, and how fast', () => {
	expect(
		of({}).map(({ app, sinceBoot, sinceStart, rate }) => [
			app.uid,
			sinceBoot?.rxBytes,
			sinceStart?.rxBytes,
			rate,
		]),
	).toEqual([
		[10_002, 9000, 0, [0]],
		[10_001, 5000, 4000, [2000]],
	]);
});

test('takes a reading that is newer than the watch', () => {
	const readings = { usage: usage(9000, [row(10_003, 7)]) };
	expect(of({ readings }).map(({ app, sinceBoot }) => [app.uid, sinceBoot?.rxBytes])).toEqual([
		[10_003, 7],
		[10_001, undefined],
	]);
});

test('adds the hosts of its flows, by name where there is one, most bytes first', () => {
	const names = [{ name: 'a.example', from: 'sni' as const }];
	const flows = [
		flow(10_001, '203.0.113.1', 10, { names }),
		flow(10_001, '203.0.113.2', 30),
		flow(10_001, '203.0.113.9', 15, { names }),
		flow(10_001, '192.0.2.1', 1, { phone: 'b', a: { address: '198.51.100.1', port: 1 } }),
		flow(10_009, '203.0.113.3', 5, { owner: { kind: 'unknown' } }),
	];
	const capture: Capture = { summary: SUMMARY, flows, dns: [] };
	const apps = of({ capture });
	expect(apps.map(({ app }) => app.uid)).toEqual([10_002, 10_001]);
	expect(apps[1]).toMatchObject({
		captured: 56,
		hosts: [
			{ host: '203.0.113.2', bytes: 30 },
			{ host: 'a.example', bytes: 25 },
			{ host: '198.51.100.1', bytes: 1 },
		],
	});
});

test('what a tunnel carried is counted once', () => {
	const tunnel = flow(10_001, '192.0.2.1', 500, { carrier: true });
	const inside = flow(10_002, '198.51.100.7', 400, { outer: 0 });
	const capture: Capture = { summary: SUMMARY, flows: [tunnel, inside], dns: [] };
	const captured = of({ capture }).map((each): [number, number] => [each.app.uid, each.captured]);
	expect(new Map(captured)).toEqual(
		new Map([
			[10_002, 400],
			[10_001, 0],
		]),
	);
});
