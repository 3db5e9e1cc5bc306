import type {
	CounterChart,
	CounterSeen,
	CounterShare,
	ProtocolsSeen,
} from '../model/protocolSeen.ts';
import type { ProtocolCounters, ProtocolFile, ProtocolSample } from '../model/protocols.ts';
import { valueOf } from '../model/reading.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { is32Bit, perSecond } from './interfaceGrowth.ts';
import { isGauge, meaningOf } from './protocolCounters.ts';
import { softnetCounters } from './protocols.ts';
import { grown } from './usage.ts';
import { coursesOf } from './watchSamples.ts';

/** Gaps that one row draws. */
const MAX_COURSE = 60;

const NOTHING: ProtocolsSeen = {
	...{ counters: [], softnet: [], unread: [], shares: [], charts: [], since: undefined },
};

/** What changed over a watch: by how much in all, and per second from one sample to the next. */
interface Course {
	readonly change: number;
	readonly rates: readonly number[];
	readonly values: readonly number[];
}

/** The protocols' counters of a snapshot with what they mean and how they grew. */
export function protocolsOf({ readings, watch }: Snapshot): ProtocolsSeen {
	const outcome = readings.protocols?.outcome;
	if (outcome?.kind !== 'ok') return NOTHING;
	const samples = watch?.protocols ?? [];
	const courses = samples.length > 0 ? changesOf(samples, wrapsOf(readings)) : undefined;
	const counters = placed(outcome.value).map((row) => seen(row, courses));
	return {
		counters,
		softnet: outcome.value.softnet,
		unread: outcome.value.unread,
		shares: sharesOf(counters),
		charts: courses === undefined || samples.length < 2 ? [] : chartsOf(samples, counters, courses),
		since: samples[0]?.at,
	};
}

function wrapsOf({ identity }: Snapshot['readings']): boolean {
	return is32Bit(valueOf(identity));
}

interface Placed {
	readonly id: string;
	readonly value: number;
	readonly group: string;
	readonly file: ProtocolFile;
}

function placed({ groups, softnet }: ProtocolCounters): readonly Placed[] {
	const rows = groups.flatMap(({ counters, name, file }) =>
		counters.map((counter) => ({ ...counter, group: name, file })),
	);
	const cpus = softnetCounters(softnet).map((counter) => ({
		...counter,
		group: 'softnet',
		file: 'softnet_stat' as const,
	}));
	return [...rows, ...cpus];
}

function seen(
	{ id, group, file, value }: Placed,
	courses: ReadonlyMap<string, Course> | undefined,
): CounterSeen {
	const gauge = isGauge(file, id);
	const course = courses?.get(id);
	const change = gauge ? lastStep(course) : course?.change;
	return {
		...{ id, group, file, gauge, value },
		meaning: meaningOf(group, id),
		change: courses === undefined ? undefined : (change ?? 0),
		course: (gauge ? course?.values : course?.rates)?.slice(-MAX_COURSE) ?? [],
	};
}

/** An amount may come and go: what counts is how far it is from where it began. */
const lastStep = (course: Course | undefined): number =>
	course === undefined ? 0 : (course.values.at(-1) ?? 0) - (course.values[0] ?? 0);

function changesOf(
	samples: readonly ProtocolSample[],
	wraps: boolean,
): ReadonlyMap<string, Course> {
	const { at, values } = coursesOf(samples);
	const courses = new Map<string, Course>();
	for (const [id, course] of values) {
		let change = 0;
		const rates: number[] = [];
		for (let index = 1; index < course.length; index += 1) {
			const now = course[index];
			// A counter that a kernel shows from its first event on (IcmpMsg) began at zero.
			const step = now === undefined ? 0 : grown(course[index - 1] ?? 0, now, wraps);
			change += step;
			rates.push(perSecond(step, (at[index] ?? 0) - (at[index - 1] ?? 0)));
		}
		courses.set(id, { change, rates, values: course.map((value) => value ?? 0) });
	}
	return courses;
}

/** Part and whole by the sums of these counters, those that a kernel lacks left out. */
const SHARES: readonly {
	readonly title: string;
	readonly words: string;
	readonly part: readonly string[];
	readonly rest: readonly string[];
}[] = [
	{
		title: 'TCP sent again',
		words: 'of all segments sent',
		part: ['TcpRetransSegs'],
		rest: ['TcpOutSegs'],
	},
	{
		title: 'Connections failed',
		words: 'of all TCP connections begun',
		part: ['TcpAttemptFails'],
		rest: ['TcpActiveOpens', 'TcpPassiveOpens'],
	},
	{
		title: 'UDP lost for want of room',
		words: 'of all datagrams that arrived',
		part: ['UdpRcvbufErrors', 'Udp6RcvbufErrors'],
		rest: ['UdpInDatagrams', 'Udp6InDatagrams'],
	},
	{
		title: 'IPv6',
		words: 'of all packets received',
		part: ['Ip6InReceives'],
		rest: ['IpInReceives'],
	},
];

/** Failed attempts are among those begun; what was sent again, lost or IPv6 comes on top of the rest. */
const AMONG: ReadonlySet<string> = new Set(['Connections failed']);

function sharesOf(counters: readonly CounterSeen[]): readonly CounterShare[] {
	const byId = new Map(counters.map((counter) => [counter.id, counter]));
	const sum = (ids: readonly string[], of: (counter: CounterSeen) => number): number =>
		ids.reduce((total, id) => {
			const counter = byId.get(id);
			return counter === undefined ? total : total + of(counter);
		}, 0);
	const share = (title: string, part: number, rest: number): number | undefined => {
		const whole = AMONG.has(title) ? rest : part + rest;
		return whole > 0 ? Math.min(1, part / whole) : undefined;
	};
	const known = SHARES.filter(({ part }) => part.some((id) => byId.has(id)));
	return known.map(({ title, words, part, rest }) => {
		const boot = (ids: readonly string[]) => sum(ids, ({ value }) => value);
		const start = (ids: readonly string[]) => sum(ids, ({ change }) => change ?? 0);
		return {
			...{ title, words },
			sinceStart: share(title, start(part), start(rest)),
			sinceBoot: share(title, boot(part), boot(rest)),
		};
	});
}

const CHARTS: readonly {
	readonly title: string;
	readonly series: readonly (readonly [label: string, id: string])[];
}[] = [
	{
		title: 'TCP segments sent again, per second',
		series: [
			['sent again', 'TcpRetransSegs'],
			['timeouts', 'TcpExtTCPTimeouts'],
			['loss probes', 'TcpExtTCPLossProbes'],
			['connection requests', 'TcpExtTCPSynRetrans'],
		],
	},
	{
		title: 'Packets per second',
		series: [
			['IPv4 received', 'IpInReceives'],
			['IPv4 sent', 'IpOutRequests'],
			['IPv6 received', 'Ip6InReceives'],
			['IPv6 sent', 'Ip6OutRequests'],
		],
	},
];

function chartsOf(
	samples: readonly ProtocolSample[],
	counters: readonly CounterSeen[],
	courses: ReadonlyMap<string, Course>,
): readonly CounterChart[] {
	const ids = new Set(counters.map(({ id }) => id));
	const at = samples.slice(1).map((sample) => sample.at);
	const still = at.map(() => 0);
	return CHARTS.map(({ title, series }) => ({
		title,
		at,
		series: series
			.filter(([, id]) => ids.has(id))
			.map(([label, id]) => ({ label, values: courses.get(id)?.rates ?? still })),
	}));
}
