import type { Milliseconds } from '../base/units.ts';
import type { Finding } from '../model/finding.ts';
import type { Reading } from '../model/reading.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { clockOffset } from './clock.ts';
import { counted, seenSockets, someOf, type Check } from './findingsCheck.ts';
import { socketDoubts } from './socketSource.ts';

/** What a person should know of the phone's answers before believing them. */
export const sourceChecks: readonly Check[] = [
	{ fine: 'Every answer of the phone could be read', run: unread },
	{ fine: 'Every answer of the phone is complete', run: incomplete },
	{ fine: 'Nothing makes the counters per app doubtful', run: doubtful },
	{ fine: 'The list of sockets is whole', run: shortList },
	{ fine: 'Every socket has a known owner', run: ownerless },
	{ fine: 'The watch kept its pace', run: slowWatch },
	{ fine: "The phone's clock agrees with this computer's", run: clockOff },
];

const SLOW_SHARE = 0.1;
const SLOW_AT_LEAST = 3;

const CLOCK_TOLERANCE: Milliseconds = 5000;

function readingsOf({ readings }: Snapshot): readonly Reading<unknown>[] {
	return Object.values(readings);
}

function unread(snapshot: Snapshot): readonly Finding[] | 'not looked' {
	const readings = readingsOf(snapshot);
	if (readings.length === 0) return 'not looked';
	return readings.flatMap(({ probe, outcome, command }) => {
		if (outcome.kind !== 'unparsed') return [];
		const { line, expected, text } = outcome.failure;
		return [
			{
				id: `unread:${probe}`,
				severity: 'warn' as const,
				title: `The answer about ${probe} could not be read`,
				detail: `Line ${line} of "${command}" should be ${expected}, and is: ${text}. That is a fault of Porthole, or a phone that writes otherwise; the raw text is kept.`,
				evidence: undefined,
			},
		];
	});
}

/** What a command says when it answered in part: cut by a time limit, or refused one of several things. */
const TIMED_OUT = /^\*\*\* SERVICE '.{1,64}' DUMP TIMEOUT.*$/m;
const REFUSED = /^.*(?:permission denied|no such file|securityexception).*$/im;
/** The same where an old shell put it among the answer; the answer itself may hold such words. */
const REFUSED_INSIDE =
	/^(?:cat: |sh: |\/system\/bin\/sh: |Error: ).*(?:permission denied|no such file|securityexception).*$/im;

function incomplete(snapshot: Snapshot): readonly Finding[] | 'not looked' {
	const answered = readingsOf(snapshot).filter(({ outcome }) => outcome.kind === 'ok');
	if (answered.length === 0) return 'not looked';
	return answered.flatMap(({ probe, raw, stderr }) => {
		const timedOut = TIMED_OUT.exec(raw)?.[0];
		const said = timedOut ?? REFUSED.exec(stderr)?.[0] ?? REFUSED_INSIDE.exec(raw)?.[0];
		if (said === undefined) return [];
		return [
			{
				id: `incomplete:${probe}`,
				severity: timedOut === undefined ? ('info' as const) : ('warn' as const),
				title: `The answer about ${probe} is not complete`,
				detail: `The phone said: ${said.trim().slice(0, 300)}`,
				evidence: undefined,
			},
		];
	});
}

function doubtful({ readings }: Snapshot): readonly Finding[] | 'not looked' {
	const outcome = readings.usage?.outcome;
	if (outcome?.kind !== 'ok') return 'not looked';
	if (outcome.value.doubts.length === 0) return [];
	return [
		{
			id: 'counters-doubtful',
			severity: 'info',
			title: 'The counters per app do not simply add up',
			detail: outcome.value.doubts.join(' '),
			evidence: { page: 'apps', filter: '' },
		},
	];
}

function shortList({ readings }: Snapshot): readonly Finding[] | 'not looked' {
	if (readings.sockets?.outcome.kind !== 'ok') return 'not looked';
	const doubts = socketDoubts(readings.sockets);
	if (doubts.length === 0) return [];
	return [
		{
			id: 'sockets-short',
			severity: 'info',
			title: 'The list of sockets is not whole',
			detail: doubts.join(' '),
			evidence: { page: 'connections', filter: '' },
		},
	];
}

function ownerless(snapshot: Snapshot): readonly Finding[] | 'not looked' {
	const sockets = seenSockets(snapshot);
	// A listing that names no owner at all was not asked for them.
	if (sockets?.some(({ uid }) => uid !== undefined) !== true) return 'not looked';
	const without = sockets.filter(({ uid }) => uid === undefined);
	if (without.length === 0) return [];
	const states = someOf(without.map(({ state }) => state));
	return [
		{
			id: 'owner-unknown',
			severity: 'info',
			title: `The owner of ${counted(without.length, 'socket')} is unknown`,
			detail: `The kernel forgets the owner of a connection that is closing or not yet accepted (${states}) and prints root in its place. Who had it open before is known only from an earlier sample.`,
			evidence: { page: 'connections', filter: 'unknown' },
		},
	];
}

function slowWatch({ watch }: Snapshot): readonly Finding[] | 'not looked' {
	if (watch === undefined) return 'not looked';
	const { rounds, skipped, busy } = watch.cost;
	const share = skipped / Math.max(1, rounds + skipped);
	if (skipped < SLOW_AT_LEAST || share < SLOW_SHARE) return [];
	const seconds = (busy / Math.max(1, rounds) / 1000).toFixed(1);
	return [
		{
			id: 'watch-slow',
			severity: 'info',
			title: `The phone was too slow for ${Math.round(100 * share)} % of the samples`,
			detail: `An answer took ${seconds} s on average, and it was asked every ${watch.every / 1000} s. Counters stay exact; connections that opened and closed between two samples were missed.`,
			evidence: { page: 'connections', filter: '' },
		},
	];
}

function clockOff({ readings: { identity } }: Snapshot): readonly Finding[] | 'not looked' {
	if (identity?.outcome.kind !== 'ok' || identity.outcome.value.clock === undefined)
		return 'not looked';
	const offset = clockOffset(identity);
	// An answer that took long says little of when the phone looked at its clock.
	if (Math.abs(offset) <= CLOCK_TOLERANCE + identity.duration / 2) return [];
	const off = `${spanOf(Math.abs(offset))} ${offset > 0 ? 'ahead' : 'behind'}`;
	return [
		{
			id: 'clock-off',
			severity: 'warn',
			title: `The phone's clock is ${off}: times in captures are the phone's`,
			detail:
				"Everything else bears the time of this computer. Packets are matched with apps by that difference, as it was when the phone was connected; a clock that is set later spoils the match. Date and time under the phone's settings can follow the network.",
			evidence: undefined,
		},
	];
}

const SPANS = [
	[86_400_000, 'day'],
	[3_600_000, 'hour'],
	[60_000, 'minute'],
] as const;

/** In the largest unit of which there are two, so that rounding takes little away. */
function spanOf(length: Milliseconds): string {
	const [size, name] = SPANS.find(([unit]) => length >= 2 * unit) ?? [1000, 'second'];
	return counted(Math.round(length / size), name);
}
