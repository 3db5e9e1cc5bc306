import type { AppUsage, HostTraffic } from '../model/appUsage.ts';
import type { Traffic } from '../model/counters.ts';
import type { Flow } from '../model/flow.ts';
import { valueOf } from '../model/reading.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Uid } from '../model/uid.ts';
import type { AppLookup } from './apps.ts';
import { ratesOf } from './timeline.ts';
import { splitsOf } from './usageParts.ts';
import { vpnSharesOf } from './vpnShare.ts';
import {
	bytesOf,
	countersWrap,
	NO_TRAFFIC,
	usageSteps,
	usageTotals,
	type UsageStep,
} from './usage.ts';

/** Far ends that one app's row names. */
const MAX_HOSTS = 20;
/** Gaps that one app's row draws: what happened lately, not an hour in a thumb's width. */
const MAX_RATES = 60;

/** What the watch of a snapshot saw grow, by the wrap rule of its phone. */
export function stepsOf(snapshot: Snapshot): readonly UsageStep[] {
	const wraps = countersWrap(valueOf(snapshot.readings.usage)?.source);
	return usageSteps(snapshot.watch?.usage ?? [], wraps);
}

/** Every app of which a snapshot shows counters, sockets or flows; most bytes since boot first. */
export function appUsagesOf(snapshot: Snapshot, appOf: AppLookup): readonly AppUsage[] {
	const steps = stepsOf(snapshot);
	const counters = countersOf(snapshot);
	const started = byUid(usageTotals(steps));
	// Who was counted and did not grow carried nothing since the watch began; that is known, not missing.
	const watched = (snapshot.watch?.usage.length ?? 0) > 0;
	const recent = steps.slice(-MAX_RATES);
	const sockets = socketCounts(snapshot);
	const usage = valueOf(snapshot.readings.usage);
	const splits = splitsOf(usage);
	const vpns = vpnSharesOf(usage, valueOf(snapshot.readings.connectivity));
	const inFront = foregroundOf(snapshot);
	const flows = flowsByUid(snapshot.capture?.flows ?? []);
	const uids = new Set([...counters.keys(), ...started.keys(), ...sockets.keys(), ...flows.keys()]);
	return [...uids]
		.map((uid) => ({
			app: appOf(uid),
			sinceBoot: counters.get(uid),
			sinceStart: started.get(uid) ?? (watched ? NO_TRAFFIC : undefined),
			rate: ratesOf(recent, uid),
			sockets: sockets.get(uid) ?? 0,
			hosts: hostsOf(flows.get(uid) ?? []),
			split: splits.get(uid),
			inForeground: inFront?.has(uid),
			vpn: vpns.get(uid),
			captured: (flows.get(uid) ?? []).reduce((sum, flow) => sum + wholeOf(flow), 0),
		}))
		.sort((a, b) => weightOf(b) - weightOf(a) || a.app.uid - b.app.uid);
}

/** Uids whose app is in front now; undefined where the phone does not say. */
function foregroundOf(snapshot: Snapshot): ReadonlySet<Uid> | undefined {
	const uids = valueOf(snapshot.readings.usage)?.foreground;
	return uids && new Set(uids);
}

const weightOf = ({ sinceBoot, captured }: AppUsage): number =>
	sinceBoot === undefined ? captured : bytesOf(sinceBoot);

/** The newest counters: the last sample of the watch, or the one reading. */
function countersOf(snapshot: Snapshot): ReadonlyMap<Uid, Traffic> {
	const reading = snapshot.readings.usage;
	const sample = snapshot.watch?.usage.at(-1);
	const read = valueOf(reading)?.rows;
	if (sample === undefined) return byUid(read ?? []);
	return byUid(read !== undefined && (reading?.at ?? 0) > sample.at ? read : sample.rows);
}

const byUid = (rows: readonly (Traffic & { readonly uid: Uid })[]): ReadonlyMap<Uid, Traffic> =>
	new Map(
		rows.map(({ uid, rxBytes, rxPackets, txBytes, txPackets }) => [
			uid,
			{ rxBytes, rxPackets, txBytes, txPackets },
		]),
	);

function socketCounts(snapshot: Snapshot): ReadonlyMap<Uid, number> {
	const counts = new Map<Uid, number>();
	for (const { uid } of valueOf(snapshot.readings.sockets) ?? []) {
		if (uid !== undefined) counts.set(uid, (counts.get(uid) ?? 0) + 1);
	}
	return counts;
}

function flowsByUid(flows: readonly Flow[]): ReadonlyMap<Uid, readonly Flow[]> {
	const groups = new Map<Uid, Flow[]>();
	for (const flow of flows) {
		// The bytes of a tunnel are those of the flows inside it, which are counted themselves.
		if (flow.owner.kind === 'unknown' || flow.carrier === true) continue;
		const group = groups.get(flow.owner.uid);
		if (group === undefined) groups.set(flow.owner.uid, [flow]);
		else group.push(flow);
	}
	return groups;
}

const wholeOf = (flow: Flow): number => flow.bytes[0] + flow.bytes[1];

/** Who was talked to, by bytes both ways: the largest first. */
export function hostsOf(flows: readonly Flow[]): readonly HostTraffic[] {
	const bytes = new Map<string, number>();
	for (const flow of flows) {
		if (flow.carrier === true) continue;
		const far = flow.phone === 'b' ? flow.a : flow.b;
		const host = flow.names[0]?.name ?? far.address;
		bytes.set(host, (bytes.get(host) ?? 0) + wholeOf(flow));
	}
	return [...bytes]
		.map(([host, sum]) => ({ host, bytes: sum }))
		.sort((a, b) => b.bytes - a.bytes || (a.host < b.host ? -1 : 1))
		.slice(0, MAX_HOSTS);
}
