import { describe, expect, test } from 'vitest';
import type { Capture, CaptureSummary, CaptureTool } from '../model/capture.ts';
import type { Flow } from '../model/flow.ts';
import type { Phone } from '../model/phone.ts';
import type { Outcome, ProbeId, Reading, Readings } from '../model/reading.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Socket } from '../model/socket.ts';
import { uid } from '../model/uid.ts';
import { appsOf } from './apps.ts';
import { findingsOf } from './findings.ts';

const appOf = appsOf([
	{ name: 'org.example.files', uid: uid(10_100) },
	{ name: 'org.example.news', uid: uid(10_200) },
]);

const empty: Snapshot = {
	version: 1,
	takenAt: 0,
	origin: { kind: 'phone' },
	ladder: [],
	readings: {},
	watch: undefined,
	capture: undefined,
};

function reading<T>(
	probe: ProbeId,
	outcome: Outcome<T>,
	said: Partial<Reading<T>> = {},
): Reading<T> {
	const asked = { probe, at: 0, duration: 1, command: `ask ${probe}`, exit: 0 };
	return { ...asked, raw: '', stderr: '', outcome, ...said };
}
const withReadings = (readings: Readings): Snapshot => ({ ...empty, readings });

function socket(local: string, remote: string, given: Partial<Socket> = {}): Socket {
	const end = (text: string) => ({
		address: text.slice(0, text.lastIndexOf(' ')),
		port: Number(text.slice(text.lastIndexOf(' ') + 1)),
	});
	return {
		protocol: 'tcp',
		table: 'tcp6',
		local: end(local),
		remote: end(remote),
		state: 'established',
		uid: uid(10_100),
		inode: 1,
		txQueue: 0,
		rxQueue: 0,
		drops: undefined,
		...given,
	};
}
const listening = (local: string, owner: number) =>
	socket(local, ':: 0', { state: 'listen', uid: uid(owner) });
const withSockets = (...value: Socket[]) =>
	withReadings({ sockets: reading('sockets', { kind: 'ok', value }) });

const EMULATOR: Phone = {
	model: 'x',
	manufacturer: 'x',
	androidRelease: '16',
	sdk: 36,
	buildType: 'userdebug',
	securityPatch: undefined,
	abi: 'x86_64',
	emulator: true,
	debuggable: true,
	uid: uid(2000),
	groups: [],
	selinuxContext: undefined,
	clock: undefined,
};

const TOOL: CaptureTool = {
	stderr: '',
	captured: 90,
	receivedByFilter: 100,
	droppedByKernel: 0,
	ended: true,
	fault: undefined,
};
const SUMMARY: CaptureSummary = {
	origin: { kind: 'tcpdump', interface: 'wlan0', filter: '', startedAt: 0 },
	read: 5000,
	format: 'pcap',
	linkTypes: [1],
	packets: 90,
	bytes: 4000,
	cut: 0,
	undecoded: 0,
	first: 0,
	last: 1,
	flows: 1,
	evicted: 0,
	dns: 0,
	stop: undefined,
	complete: true,
	tool: TOOL,
};
function captured(summary: Partial<CaptureSummary>, rest: Partial<Capture> = {}): Snapshot {
	const capture = { summary: { ...SUMMARY, ...summary }, flows: [], dns: [], ...rest };
	return { ...empty, capture };
}
function flow(remote: string, port: number, given: Partial<Flow> = {}): Flow {
	return {
		id: 0,
		protocol: 6,
		a: { address: '192.168.1.34', port: 40_000 },
		b: { address: remote, port },
		phone: 'a',
		packets: [5, 5],
		bytes: [500, 900],
		first: 0,
		last: 1,
		tcp: { state: 'established', flags: [0, 0] },
		names: [],
		owner: { kind: 'sure', uid: uid(10_200) },
		...given,
	};
}

const found = (snapshot: Snapshot) => findingsOf(snapshot, appOf).findings;
const ids = (snapshot: Snapshot) => found(snapshot).map(({ id, severity }) => `${severity} ${id}`);

test('what could not be looked at is not called fine', () => {
	const report = findingsOf(empty, appOf);
	expect(report.findings).toEqual([]);
	expect(report.passed).toEqual([]);
	expect(report.notLooked.length).toBeGreaterThan(10);
	expect(findingsOf(undefined, appOf).notLooked).toEqual(report.notLooked);
});

test('every check ends in exactly one of the three lists', () => {
	const all = findingsOf(empty, appOf).notLooked.length;
	const report = findingsOf(withSockets(listening(':: 8022', 10_100)), appOf);
	const failed = new Set(report.findings.map(({ id }) => id.split(':')[0])).size;
	expect(report.passed.length + report.notLooked.length + failed).toBe(all);
});

describe('exposure', () => {
	test('debugging over the network is dangerous on a phone and normal on an emulator', () => {
		const snapshot = withSockets(listening(':: 5555', 2000));
		expect(ids(snapshot)).toEqual(['danger adb-network']);
		const emulator = { kind: 'ok', value: EMULATOR } as const;
		expect(
			ids({
				...snapshot,
				readings: { ...snapshot.readings, identity: reading('identity', emulator) },
			}),
		).toEqual(['info adb-network']);
	});

	test('debugging that only this phone can reach is fine', () => {
		expect(ids(withSockets(listening('127.0.0.1 5555', 2000), listening('::1 5555', 0)))).toEqual(
			[],
		);
	});

	test('an app that listens is one finding, however many ports it has', () => {
		const snapshot = withSockets(
			listening(':: 8022', 10_100),
			listening('192.168.1.34 8080', 10_100),
			listening('127.0.0.1 9050', 10_200),
			listening('0.0.0.0 53', 1052),
		);
		expect(ids(snapshot)).toEqual(['warn open-port:10100', 'info open-port:1052']);
		expect(found(snapshot)[0]).toMatchObject({
			title: 'org.example.files accepts connections from the network',
			evidence: { page: 'connections', filter: '10100 listen' },
		});
		expect(found(snapshot)[0]?.detail).toContain('8022 (SSH), 8080 (HTTP)');
	});

	test('a port that was abused before is dangerous, and says why', () => {
		const snapshot = withSockets(listening(':: 8080', 10_100), listening(':: 59777', 10_100));
		expect(ids(snapshot)).toEqual(['danger open-port:10100']);
		expect(found(snapshot)[0]?.detail).toContain('CVE-2019-6447');
	});

	test('a list that the phone shortened says so, and names nobody as forgotten', () => {
		const raw = `Active Internet connections (w/o servers)\nProto Recv-Q Send-Q ${'Local Address'.padEnd(52)}Foreign Address\n`;
		const { sockets } = withSockets({ ...listening(':: 1', 0), uid: undefined }).readings;
		const short = { ...empty, readings: sockets ? { sockets: { ...sockets, raw } } : {} };
		expect(ids(short)).toContain('info sockets-short');
		expect(ids(short).join()).not.toContain('owner-unknown');
	});

	test('what a watch saw counts after it is gone', () => {
		const sighting = { socket: listening(':: 8022', 10_100), firstSeen: 0, lastSeen: 1 };
		const cost = { rounds: 1, skipped: 0, busy: 1, received: 1 };
		const watch = { startedAt: 0, endedAt: 1, every: 1000, cost, usage: [], sightings: [sighting] };
		expect(ids({ ...empty, watch })).toEqual(['warn open-port:10100']);
	});
});

describe('clear text', () => {
	test('HTTP of an app is a warning in a capture and a hint in a sample', () => {
		const names = [{ name: 'news.example.org', from: 'dns' as const }];
		const snapshot = captured({}, { flows: [flow('203.0.113.9', 80, { names })] });
		expect(ids(snapshot)).toEqual(['warn clear-http:10200']);
		expect(found(snapshot)[0]?.title).toBe(
			'org.example.news talks to news.example.org without encryption',
		);
		expect(found(snapshot)[0]?.evidence).toEqual({ page: 'capture', filter: '10200 80' });
		expect(ids(withSockets(socket('192.168.1.34 4000', '203.0.113.9 80')))).toEqual([
			'info clear-http:10100',
		]);
	});

	test.each([
		[
			'a check for login pages',
			{ names: [{ name: 'connectivitycheck.gstatic.com', from: 'dns' as const }] },
		],
		['a SYN without answer', { tcp: { state: 'syn-sent' as const, flags: [2, 0] as const } }],
		['QUIC', { protocol: 17 }],
		['the loopback', { b: { address: '127.0.0.1', port: 80 } }],
	])('%s is no HTTP in clear', (_, given) => {
		expect(ids(captured({}, { flows: [flow('203.0.113.9', 80, given)] }))).toEqual([]);
	});

	test('HTTP that stays at home is a hint', () => {
		expect(ids(captured({}, { flows: [flow('192.168.1.80', 80)] }))).toEqual([
			'info clear-http:10200',
		]);
	});

	test('DNS in clear is a warning, beside encrypted DNS a hint', () => {
		const dns = flow('9.9.9.9', 53, { protocol: 17, tcp: undefined });
		const snapshot = captured({}, { flows: [dns] });
		expect(ids(snapshot)).toEqual(['warn clear-dns']);
		expect(found(snapshot)[0]?.detail).toContain('9.9.9.9');
		expect(ids(captured({}, { flows: [dns, flow('9.9.9.9', 853)] }))).toEqual(['info clear-dns']);
		expect(
			ids(withSockets(socket('192.168.1.34 4000', '192.168.1.1 53', { protocol: 'udp' }))),
		).toEqual(['info clear-dns']);
	});
});

describe('a capture', () => {
	test('that is whole has nothing to tell', () => {
		const report = findingsOf(captured({}), appOf);
		expect(report.findings).toEqual([]);
		expect(report.passed).toContain('The phone lost no packet while capturing');
	});

	test('tells what was lost, cut, damaged and left out', () => {
		const snapshot = captured({
			tool: { ...TOOL, droppedByKernel: 10, fault: 'The cable was pulled.' },
			stop: { offset: 1234567, reason: 'truncated' },
			cut: 3,
			evicted: 2,
		});
		expect(ids(snapshot)).toEqual([
			'warn capture-damaged',
			'warn capture-fault',
			'warn capture-dropped',
			'warn capture-limits',
			'info capture-cut',
		]);
		expect(found(snapshot)[0]?.title).toContain('1,234,567');
		expect(found(snapshot)[2]?.title).toBe('The phone lost 10 packets while capturing');
		expect(found(snapshot)[2]?.detail).toContain('10.0 %');
	});

	test('that a person stopped reading is not damaged, and one from a file knows of no drops', () => {
		const report = findingsOf(
			captured({ stop: { offset: 1, reason: 'cancelled' }, tool: undefined }),
			appOf,
		);
		expect(report.findings).toEqual([]);
		expect(report.notLooked).toContain('The phone lost no packet while capturing');
	});
});

describe('answers of the phone', () => {
	test('one that could not be read is our fault and shows its line', () => {
		const failure = { kind: 'malformed', expected: 'a row', line: 7, text: '<b>junk</b>' } as const;
		const snapshot = withReadings({
			interfaces: reading('interfaces', { kind: 'unparsed', failure }),
		});
		expect(ids(snapshot)).toEqual(['warn unread:interfaces']);
		expect(found(snapshot)[0]?.detail).toContain('Line 7');
	});

	test('one that is refused or lacking is no finding: the ladder tells', () => {
		expect(
			ids(withReadings({ usage: reading('usage', { kind: 'denied', why: 'Permission denied' }) })),
		).toEqual([]);
	});

	test('one that came in part is told with the words of the phone', () => {
		const stderr = 'cat: /proc/net/udp6: Permission denied\n';
		const raw = "  mAppUidStatsMap:\n*** SERVICE 'netstats' DUMP TIMEOUT (30000ms) EXPIRED ***\n";
		const usage = { source: 'bpf', rows: [], doubts: ['The dump is short.'] } as const;
		const snapshot = withReadings({
			sockets: reading('sockets', { kind: 'ok', value: [] }, { stderr }),
			usage: reading('usage', { kind: 'ok', value: usage }, { raw }),
		});
		expect(ids(snapshot)).toEqual([
			'warn incomplete:usage',
			'info incomplete:sockets',
			'info counters-doubtful',
		]);
		expect(found(snapshot)[1]?.detail).toContain('udp6: Permission denied');
	});

	test('sockets without owner are counted and explained', () => {
		const snapshot = withSockets(
			socket('192.168.1.34 1', '203.0.113.9 443', { uid: undefined, state: 'time-wait' }),
			socket('192.168.1.34 2', '203.0.113.9 443'),
		);
		expect(found(snapshot)).toMatchObject([
			{ id: 'owner-unknown', title: 'The owner of 1 socket is unknown' },
		]);
	});

	test('a slow watch says how slow', () => {
		const watch = (skipped: number) => ({
			startedAt: 0,
			endedAt: undefined,
			every: 1000,
			cost: { rounds: 20, skipped, busy: 50_000, received: 1 },
			usage: [],
			sightings: [],
		});
		expect(ids({ ...empty, watch: watch(2) })).toEqual([]);
		const [slow] = found({ ...empty, watch: watch(20) });
		expect(slow?.title).toBe('The phone was too slow for 50 % of the samples');
		expect(slow?.detail).toContain('2.5 s');
	});

	describe('the clock', () => {
		const FINE = "The phone's clock agrees with this computer's";
		const clock = (clock: number | undefined, duration = 0) =>
			withReadings({
				identity: reading('identity', { kind: 'ok', value: { ...EMULATOR, clock } }, { duration }),
			});

		test.each([
			[5100, '5 seconds ahead'],
			[-90_000, '90 seconds behind'],
			[3_600_000, '60 minutes ahead'],
			[-7_200_000, '2 hours behind'],
			[400 * 86_400_000, '400 days ahead'],
		])('off by %d ms is a warning', (offset, words) => {
			expect(found(clock(offset))).toMatchObject([
				{
					id: 'clock-off',
					severity: 'warn',
					title: `The phone's clock is ${words}: times in captures are the phone's`,
				},
			]);
		});

		test.each([
			['a few seconds off', clock(5000)],
			['behind by less than the asking may have taken', clock(-3000, 8000)],
		])('%s is fine', (_, snapshot) => {
			expect(found(snapshot)).toEqual([]);
			expect(findingsOf(snapshot, appOf).passed).toContain(FINE);
		});

		test('that the phone would not tell could not be looked at', () => {
			expect(findingsOf(clock(undefined), appOf).notLooked).toContain(FINE);
		});
	});
});
