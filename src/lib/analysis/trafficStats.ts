import type { InterfaceCounters, Traffic, UidUsage } from '../model/counters.ts';
import type { NetstatsState } from '../model/netstats.ts';
import type { TrafficStatsRow } from '../model/trafficStats.ts';
import type { Uid } from '../model/uid.ts';
import { reasonsFor, SELF_ONLY, type Asked, type Generation } from './trafficStatsReasons.ts';

/** What is known of a phone whose `TrafficStats` is to be foretold. */
export interface TrafficStatsInput {
	/** API level. */
	readonly sdk: number;
	readonly usage: UidUsage | undefined;
	readonly netstats: NetstatsState | undefined;
	/** /proc/net/dev. */
	readonly devices: readonly InterfaceCounters[] | undefined;
	/** The app that asks about itself. */
	readonly uid: Uid | undefined;
}

type Way = 'Rx' | 'Tx';
type Counted = ReadonlyMap<string, Pick<Traffic, 'rxBytes' | 'txBytes'>>;

/** What `TrafficStats` says where it has no answer. */
const UNSUPPORTED = -1;

/** The names that phones up to Android 4.0 took for mobile, whatever the modem was called. */
const EARLY_MOBILE = /^(?:rmnet[0-3]|cdma_rmnet4|ppp0)$/;
/** How vendors name the modem's interfaces, where Android does not list them. */
const MOBILE = /^(?:v4-)?(?:rmnet|ccmni|pdp|ppp|vsnet|seth_|sipa_|wwan|umts)/;

/** What each method of `TrafficStats` would answer on this phone now, beside the kernel's own counters. */
export function trafficStatsOf(input: TrafficStatsInput): readonly TrafficStatsRow[] {
	const ways: readonly Way[] = ['Rx', 'Tx'];
	return [
		...ways.map((way) => totalRow(input, way)),
		...ways.map((way) => mobileRow(input, way)),
		...ways.map((way) => uidRow(input, way)),
		...ways.map((way) => otherUidRow(input, way)),
	];
}

/** Methods about interfaces came to xt_qtaguid with Android 4.1, those about uids with 4.3. */
const FIRST_QTAGUID = { interfaces: 16, uids: 18 } as const;
/** Android 10: new phones have eBPF; where xt_qtaguid cannot be read either, that is the likelier of the two. */
const LIKELY_BPF = 29;

/** Which bookkeeping the methods read on this phone. */
function generationOf(input: TrafficStatsInput, of: keyof typeof FIRST_QTAGUID): Generation {
	const { sdk, usage, netstats } = input;
	if (netstats?.interfaces !== undefined || usage?.source === 'bpf') return 'bpf';
	if (sdk < FIRST_QTAGUID[of]) return 'early';
	if (usage?.source === 'uid_stat') return 'none';
	return usage === undefined && sdk >= LIKELY_BPF ? 'bpf' : 'qtaguid';
}

function totalRow(input: TrafficStatsInput, way: Way): TrafficStatsRow {
	const device = deviceCounters(input);
	const read = interfacesRead(input);
	const generation = generationOf(input, 'interfaces');
	const all = sum(read, way, (name) => generation !== 'early' || !name.startsWith('lo'));
	return {
		method: `getTotal${way}Bytes()`,
		returns: generation === 'none' ? UNSUPPORTED : all,
		certain: certainIn(input),
		kernel: sum(device, way, (name) => name !== 'lo'),
		source: '/proc/net/dev, all interfaces but lo',
		why: whyOf(input, 'total', way),
	};
}

function mobileRow(input: TrafficStatsInput, way: Way): TrafficStatsRow {
	const listed = input.netstats?.mobile;
	const generation = generationOf(input, 'interfaces');
	const early = generation === 'early';
	const isMobile = (name: string): boolean => {
		if (early) return EARLY_MOBILE.test(name);
		return listed === undefined ? MOBILE.test(name) : listed.includes(name);
	};
	const mobile = sum(interfacesRead(input), way, isMobile);
	return {
		method: `getMobile${way}Bytes()`,
		returns: generation === 'none' ? undefined : mobile,
		certain: certainIn(input) && (early || listed !== undefined),
		kernel: sum(deviceCounters(input), way, (name) => MOBILE.test(name) && !name.startsWith('v4-')),
		source: '/proc/net/dev, interfaces with a modem’s name',
		why: whyOf(input, 'mobile', way),
	};
}

/** What an app hears of itself. */
function uidRow(input: TrafficStatsInput, way: Way): TrafficStatsRow {
	return {
		method: `getUid${way}Bytes(${input.uid ?? 'its own uid'})`,
		returns: uidAnswer(input, way),
		certain: input.usage !== undefined,
		kernel: bytesOfUid(input.usage?.rows, input.uid, way),
		source: SOURCES[input.usage?.source ?? 'none'],
		why: whyOf(input, 'uid', way),
	};
}

/** What an app hears of another one. */
function otherUidRow(input: TrafficStatsInput, way: Way): TrafficStatsRow {
	const own = uidRow(input, way);
	return {
		...own,
		method: `getUid${way}Bytes(${input.uid ?? 'uid'}), asked by another app`,
		returns: input.sdk >= SELF_ONLY ? UNSUPPORTED : own.returns,
		certain: input.sdk >= SELF_ONLY || own.certain,
		why: whyOf(input, 'other uid', way),
	};
}

/** What the app's own counter comes to; an app that the kernel never counted is told 0, or, by the early code, -1. */
function uidAnswer(input: TrafficStatsInput, way: Way): number | undefined {
	const { usage, uid } = input;
	const generation = generationOf(input, 'uids');
	if (generation === 'none') return UNSUPPORTED;
	if (usage === undefined || uid === undefined) return undefined;
	const counted = bytesOfUid(usage.rows, uid, way);
	if (generation === 'early') {
		// It reads TCP's payload alone, which cannot be told from the counters of xt_qtaguid.
		return usage.source === 'uid_stat' ? (counted ?? 0) - 1 : undefined;
	}
	return (counted ?? 0) + (bytesOfUid(usage.loopback, uid, way) ?? 0);
}

const SOURCES: Readonly<Record<UidUsage['source'] | 'none', string>> = {
	uid_stat: '/proc/uid_stat, TCP alone',
	qtaguid: '/proc/net/xt_qtaguid/stats, tag 0 without lo',
	bpf: 'mAppUidStatsMap, lo included',
	none: 'not read',
};

function whyOf(input: TrafficStatsInput, asked: Asked, way: Way): readonly string[] {
	const device = deviceCounters(input);
	const names = new Set([...(device?.keys() ?? []), ...(interfacesRead(input)?.keys() ?? [])]);
	const of = asked === 'total' || asked === 'mobile' ? 'interfaces' : 'uids';
	return reasonsFor({
		...{ asked, sdk: input.sdk, generation: generationOf(input, of), names },
		...{ cache: input.netstats?.cache, receiving: way === 'Rx' },
	});
}

function bytesOfUid(
	rows: UidUsage['rows'] | undefined,
	uid: Uid | undefined,
	way: Way,
): number | undefined {
	const row = rows?.find((one) => one.uid === uid);
	return row && (way === 'Rx' ? row.rxBytes : row.txBytes);
}

/** eBPF's own map of interfaces: of the counters per app where they have it, which are read anew while watching. */
const mapRead = ({ usage, netstats }: TrafficStatsInput) =>
	usage?.interfaces ?? netstats?.interfaces;

/** Interfaces as the methods count them: eBPF's own map, or else the devices, which are close to it. */
function interfacesRead(input: TrafficStatsInput): Counted | undefined {
	const rows = mapRead(input);
	return rows === undefined
		? deviceCounters(input)
		: new Map(rows.map((row) => [row.interface, row]));
}

const certainIn = (input: TrafficStatsInput): boolean =>
	mapRead(input) !== undefined || ['early', 'none'].includes(generationOf(input, 'interfaces'));

function deviceCounters({ devices }: TrafficStatsInput): Counted | undefined {
	return (
		devices &&
		new Map(devices.map(({ name, rx, tx }) => [name, { rxBytes: rx.bytes, txBytes: tx.bytes }]))
	);
}

function sum(
	counted: Counted | undefined,
	way: Way,
	takes: (name: string) => boolean,
): number | undefined {
	if (counted === undefined) return undefined;
	let bytes = 0;
	for (const [name, { rxBytes, txBytes }] of counted) {
		if (takes(name)) bytes += way === 'Rx' ? rxBytes : txBytes;
	}
	return bytes;
}
