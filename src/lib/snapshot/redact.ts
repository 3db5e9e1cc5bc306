// What a share link tells: docs/formats.md, "What a link leaves out".
import type { EpochMs } from '../base/units.ts';
import type { Capture, CaptureOrigin, CaptureSummary, CaptureTool } from '../model/capture.ts';
import type { UsageSample } from '../model/counters.ts';
import type { Flow } from '../model/flow.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { WatchLog } from '../model/watch.ts';
import { AddressHider } from './address.ts';
import { linkLadder, NOT_IN_LINK, NOTHING_LEFT_OUT } from './linkWords.ts';
import { shareableName, withoutHardwareIds } from './names.ts';
import { isShared, rank, sharedReadings, sharedSocket } from './redactReadings.ts';
import { valueOf } from '../model/reading.ts';

/** To whole milliseconds: what a link carries. */
const whole = (at: EpochMs): EpochMs => Math.round(at);
const wholeOrNone = (at: EpochMs | undefined) => (at === undefined ? undefined : whole(at));

const total = (flow: Flow): number => flow.bytes[0] + flow.bytes[1];

/** Named one by one: whatever else a flow tells (handshakes, round trips, offsets) stays behind. */
function sharedFlow(flow: Flow, hider: AddressHider): Flow {
	const { id, protocol, phone, packets, bytes, tcp, owner, service, carrier } = flow;
	return {
		id,
		protocol,
		...hider.flow(flow),
		phone,
		packets,
		bytes,
		first: whole(flow.first),
		last: whole(flow.last),
		tcp: tcp && { state: tcp.state, flags: tcp.flags },
		names: flow.names.flatMap(({ name, from }) => {
			const shared = shareableName(name);
			return shared === undefined ? [] : [{ name: shared, from }];
		}),
		owner,
		...(service && { service }),
		...(carrier === true && { carrier }),
	};
}

/** A person's own words (a file's name, a filter) stay behind. */
function sharedOrigin(origin: CaptureOrigin): CaptureOrigin {
	return origin.kind === 'file'
		? { kind: 'file', name: NOT_IN_LINK, size: origin.size }
		: {
				kind: 'tcpdump',
				interface: withoutHardwareIds(origin.interface),
				filter: origin.filter === '' ? '' : NOT_IN_LINK,
				startedAt: whole(origin.startedAt),
			};
}

const sharedTool = (tool: CaptureTool): CaptureTool => ({
	...tool,
	stderr: NOT_IN_LINK,
	fault: tool.fault === undefined ? undefined : NOT_IN_LINK,
});

const sharedSummary = (summary: CaptureSummary): CaptureSummary => ({
	origin: sharedOrigin(summary.origin),
	read: summary.read,
	format: summary.format,
	linkTypes: summary.linkTypes,
	packets: summary.packets,
	bytes: summary.bytes,
	cut: summary.cut,
	undecoded: summary.undecoded,
	first: wholeOrNone(summary.first),
	last: wholeOrNone(summary.last),
	flows: summary.flows,
	evicted: summary.evicted,
	dns: summary.dns,
	stop: summary.stop,
	complete: summary.complete,
	tool: summary.tool && sharedTool(summary.tool),
});

/** Flows only: DNS messages are payload, and the names they told stand at the flows. */
const sharedCapture = ({ summary, flows }: Capture, hider: AddressHider): Capture => ({
	summary: sharedSummary(summary),
	flows: flows.map((flow) => sharedFlow(flow, hider)).sort((x, y) => total(y) - total(x)),
	dns: [],
});

/** The first and the last, which tell how much each app used while it was watched. */
function firstAndLast(samples: readonly UsageSample[]): readonly UsageSample[] {
	const ends = samples.length > 1 ? [samples[0], samples.at(-1)] : [samples[0]];
	return ends.flatMap((end) => (end === undefined ? [] : [{ at: whole(end.at), rows: end.rows }]));
}

function sharedWatch(watch: WatchLog, hider: AddressHider): WatchLog {
	const usage = firstAndLast(watch.usage);
	const [first, last] = usage;
	return {
		startedAt: whole(watch.startedAt),
		endedAt: wholeOrNone(watch.endedAt),
		// Two samples are left: their distance is what is true of the link.
		every: whole(first && last ? Math.max(0, last.at - first.at) : watch.every),
		cost: { ...watch.cost, busy: Math.round(watch.cost.busy) },
		usage,
		sightings: watch.sightings
			.filter(({ socket }) => isShared(socket))
			.map((seen) => ({
				socket: sharedSocket(seen.socket, hider),
				firstSeen: whole(seen.firstSeen),
				lastSeen: whole(seen.lastSeen),
			}))
			.sort((x, y) => rank(x.socket) - rank(y.socket) || y.lastSeen - x.lastSeen),
	};
}

/** Every uid that the snapshot shows using the network. */
function seenUids(snapshot: Snapshot): ReadonlySet<number | undefined> {
	const usage = valueOf(snapshot.readings.usage)?.rows ?? [];
	const samples = snapshot.watch?.usage.flatMap((sample) => sample.rows) ?? [];
	const open = valueOf(snapshot.readings.sockets) ?? [];
	const sighted = snapshot.watch?.sightings.map((seen) => seen.socket) ?? [];
	const owners = snapshot.capture?.flows.map((flow) => flow.owner) ?? [];
	return new Set([
		...[...usage, ...samples, ...open, ...sighted].map((row) => row.uid),
		...owners.map((owner) => (owner.kind === 'unknown' ? undefined : owner.uid)),
	]);
}

/** Which apps a person has is nobody's business, unless they are seen to use the network. */
export function withSeenPackages(snapshot: Snapshot): Snapshot {
	const { packages } = snapshot.readings;
	if (packages?.outcome.kind !== 'ok') return snapshot;
	const seen = seenUids(snapshot);
	const value = packages.outcome.value.filter((each) => seen.has(each.uid));
	const reading = { ...packages, outcome: { kind: 'ok', value } } as const;
	return { ...snapshot, readings: { ...snapshot.readings, packages: reading } };
}

/**
 * The snapshot as the one who opens the link sees it: counters, apps, sockets, flows and names, without what
 * tells the person or the place. A snapshot itself, so that any page can show it; doing it twice changes nothing.
 */
export function summaryOf(snapshot: Snapshot): Snapshot {
	const hider = new AddressHider(snapshot);
	return withSeenPackages({
		version: 1,
		takenAt: whole(snapshot.takenAt),
		origin: { kind: 'link' },
		ladder: linkLadder(NOTHING_LEFT_OUT),
		readings: sharedReadings(snapshot.readings, hider),
		watch: snapshot.watch && sharedWatch(snapshot.watch, hider),
		capture: snapshot.capture && sharedCapture(snapshot.capture, hider),
	});
}
