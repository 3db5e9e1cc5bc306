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

/** Which bookkeeping the methods read on this phone. */
function generationOf({ sdk, usage, netstats }: TrafficStatsInput): Generation {
	if (netstats?.interfaces !== undefined || usage?.source === 'bpf') return 'bpf';
	if (usage?.source === 'qtaguid') return 'qtaguid';
	return sdk <= 15 || usage?.source === 'uid_stat' ? 'early' : 'qtaguid';
}

function totalRow(input: TrafficStatsInput, way: Way): TrafficStatsRow {
	const device = deviceCounters(input);
	const read = interfacesRead(input);
	const early = generationOf(input) === 'early';
	return {
		method: `getTotal${way}Bytes()`,
		returns: sum(read, way, (name) => !early || !name.startsWith('lo')),
		certain: certainIn(input),
		kernel: sum(device, way, (name) => name !== 'lo'),
		source: '/proc/net/dev, all interfaces but lo',
		why: whyOf(input, 'total', way),
	};
}

function mobileRow(input: TrafficStatsInput, way: Way): TrafficStatsRow {
	const listed = input.netstats?.mobile;
	const early = generationOf(input) === 'early';
	const isMobile = (name: string): boolean => {
		if (early) return EARLY_MOBILE.test(name);
		return listed === undefined ? MOBILE.test(name) : listed.includes(name);
	};
	return {
		method: `getMobile${way}Bytes()`,
		returns: sum(interfacesRead(input), way, isMobile),
		certain: certainIn(input) && (early || listed !== undefined),
		kernel: sum(deviceCounters(input), way, (name) => MOBILE.test(name) && !name.startsWith('v4-')),
		source: '/proc/net/dev, interfaces with a modem’s name',
		why: whyOf(input, 'mobile', way),
	};
}

/** What an app hears of itself. */
function uidRow(input: TrafficStatsInput, way: Way): TrafficStatsRow {
	const counted = bytesOfUid(input, way);
	const early = generationOf(input) === 'early';
	return {
		method: `getUid${way}Bytes(${input.uid ?? 'its own uid'})`,
		returns: early && counted !== undefined ? counted - 1 : (counted ?? uncounted(input)),
		certain: input.usage !== undefined,
		kernel: counted,
		source: SOURCES[generationOf(input)],
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

const SOURCES: Readonly<Record<Generation, string>> = {
	early: '/proc/uid_stat, TCP alone',
	qtaguid: '/proc/net/xt_qtaguid/stats, tag 0',
	bpf: 'mAppUidStatsMap',
};

function whyOf(input: TrafficStatsInput, asked: Asked, way: Way): readonly string[] {
	const device = deviceCounters(input);
	const names = new Set([...(device?.keys() ?? []), ...(interfacesRead(input)?.keys() ?? [])]);
	return reasonsFor({
		...{ asked, sdk: input.sdk, generation: generationOf(input), names },
		...{ cache: input.netstats?.cache, receiving: way === 'Rx' },
	});
}

/** An app that the kernel never counted: nothing, or, by the early code, no answer. */
function uncounted(input: TrafficStatsInput): number | undefined {
	if (input.usage === undefined || input.uid === undefined) return undefined;
	return generationOf(input) === 'early' ? UNSUPPORTED : 0;
}

function bytesOfUid({ usage, uid }: TrafficStatsInput, way: Way): number | undefined {
	const row = usage?.rows.find((one) => one.uid === uid);
	return row && (way === 'Rx' ? row.rxBytes : row.txBytes);
}

/** Interfaces as the methods count them: eBPF's own map, or else the devices, which are close to it. */
function interfacesRead(input: TrafficStatsInput): Counted | undefined {
	const rows = input.netstats?.interfaces ?? input.usage?.interfaces;
	return rows === undefined
		? deviceCounters(input)
		: new Map(rows.map((row) => [row.interface, row]));
}

const certainIn = (input: TrafficStatsInput): boolean =>
	(input.netstats?.interfaces ?? input.usage?.interfaces) !== undefined ||
	generationOf(input) === 'early';

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
