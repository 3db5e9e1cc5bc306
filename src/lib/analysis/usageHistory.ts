import type { EpochMs, Milliseconds } from '../base/units.ts';
import type { HistoryApp, HistoryNetwork, HistoryStep, HistoryView } from '../model/historyView.ts';
import type { HistoryBucket, HistorySeries, UsageHistory } from '../model/netstats.ts';
import { UID_ALL, type Uid } from '../model/uid.ts';
import type { AppLookup } from './apps.ts';
import { bytesOf } from './usage.ts';

/** Apps with a series of their own: as many as a legend can tell. */
const MOST = 6;
/** What a chart shows at most: Android keeps 90 days; two hours are shown of the last week. */
const MAX_STEPS: Readonly<Record<HistoryStep, number>> = { day: 120, hours: 84 };
const HOURS: Milliseconds = 2 * 3_600_000;

/**
 * Sums up a history by app and step. Counted is the book of uids without tags, background and foreground together;
 * tags are parts of it, and the device's own book is told by network. A bucket counts where it began.
 */
export function historyViewOf(
	history: UsageHistory,
	appOf: AppLookup,
	step: HistoryStep,
): HistoryView {
	const byUid = history.series.filter(({ book, uid }) => book === 'uid' && uid !== UID_ALL);
	const chosen = byUid.length > 0 ? byUid : deviceSeries(history);
	const times = stepsOf(chosen, step);
	const rows = byUid.length > 0 ? appsIn(chosen, appOf, step) : [];
	return {
		at: times,
		series: seriesOf(chosen, rows.slice(0, MOST), { times, step }),
		apps: rows,
		networks: networksIn(deviceSeries(history)),
		omitted: history.series.reduce((sum, { omitted }) => sum + omitted, 0),
		doubts: history.doubts,
	};
}

/** The book that Android itself bills by: the newer one where both are there. */
function deviceSeries({ series }: UsageHistory): readonly HistorySeries[] {
	const xt = series.filter(({ book }) => book === 'xt');
	return xt.length > 0 ? xt : series.filter(({ book }) => book === 'dev');
}

function startOf(at: EpochMs, step: HistoryStep): EpochMs {
	if (step === 'hours') return Math.floor(at / HOURS) * HOURS;
	const day = new Date(at);
	return new Date(day.getFullYear(), day.getMonth(), day.getDate()).getTime();
}

/** The step before; days are not all of 24 hours. */
const before = (start: EpochMs, step: HistoryStep): EpochMs => startOf(start - 1, step);

function stepsOf(series: readonly HistorySeries[], step: HistoryStep): readonly EpochMs[] {
	let first = Infinity;
	let last = -Infinity;
	for (const { buckets } of series) {
		for (const { start } of buckets) {
			first = Math.min(first, start);
			last = Math.max(last, start);
		}
	}
	const times: EpochMs[] = [];
	if (!Number.isFinite(last) || last > 8.64e15) return times;
	for (
		let at = startOf(last, step);
		at >= startOf(first, step) && times.length < MAX_STEPS[step];
		at = before(at, step)
	) {
		times.push(at);
	}
	return times.reverse();
}

interface Steps {
	readonly times: readonly EpochMs[];
	readonly step: HistoryStep;
}

function seriesOf(
	series: readonly HistorySeries[],
	top: readonly HistoryApp[],
	{ times, step }: Steps,
): HistoryView['series'] {
	const places = new Map(times.map((at, index) => [at, index]));
	const own = new Map(top.map(({ app }) => [app.uid, zeros(times.length)]));
	const others = zeros(times.length);
	for (const { uid, buckets } of series) {
		const values = own.get(uid) ?? others;
		for (const bucket of buckets) {
			const place = places.get(startOf(bucket.start, step));
			if (place !== undefined) values[place] = (values[place] ?? 0) + bytesOf(bucket);
		}
	}
	const told = top.map(({ app }) => ({ app, values: own.get(app.uid) ?? [] }));
	return others.some((value) => value > 0) ? [...told, { app: undefined, values: others }] : told;
}

const zeros = (length: number): number[] => new Array<number>(length).fill(0);

interface Sum {
	rxBytes: number;
	txBytes: number;
	foreground: number;
	mobile: number;
	last: EpochMs;
	split: boolean;
}

function appsIn(
	series: readonly HistorySeries[],
	appOf: AppLookup,
	step: HistoryStep,
): readonly HistoryApp[] {
	const sums = new Map<Uid, Sum>();
	for (const one of series) {
		const sum = sums.get(one.uid) ?? nothing();
		sums.set(one.uid, sum);
		for (const bucket of one.buckets) addBucket(sum, one, bucket);
	}
	return [...sums]
		.map(([uid, { split, ...sum }]) => ({
			...{ app: appOf(uid), ...sum, last: startOf(sum.last, step) },
			foreground: split ? sum.foreground : undefined,
		}))
		.sort((a, b) => b.rxBytes + b.txBytes - a.rxBytes - a.txBytes || a.app.uid - b.app.uid);
}

const nothing = (): Sum => ({
	...{ rxBytes: 0, txBytes: 0, foreground: 0, mobile: 0, last: 0, split: false },
});

function addBucket(sum: Sum, series: HistorySeries, bucket: HistoryBucket): void {
	const bytes = bytesOf(bucket);
	sum.rxBytes += bucket.rxBytes;
	sum.txBytes += bucket.txBytes;
	if (series.set !== 'all') sum.split = true;
	if (series.set === 'foreground') sum.foreground += bytes;
	if (series.networks.some(({ kind }) => kind === 'mobile')) sum.mobile += bytes;
	if (bytes > 0) sum.last = Math.max(sum.last, bucket.start);
}

function networksIn(series: readonly HistorySeries[]): readonly HistoryNetwork[] {
	const sums = new Map<string, HistoryNetwork>();
	for (const { networks, buckets } of series) {
		// A VPN and what carried it are one set: the carrier is named.
		const network = networks.find(({ kind }) => kind !== 'vpn') ?? networks[0];
		const kind = network?.kind ?? 'other';
		const roaming = networks.some((one) => one.roaming === true);
		const key = `${kind} ${roaming} ${network?.name ?? ''}`;
		let { rxBytes, txBytes } = sums.get(key) ?? { rxBytes: 0, txBytes: 0 };
		for (const bucket of buckets) {
			rxBytes += bucket.rxBytes;
			txBytes += bucket.txBytes;
		}
		sums.set(key, { kind, name: network?.name, roaming, rxBytes, txBytes });
	}
	return [...sums.values()].sort((a, b) => b.rxBytes + b.txBytes - a.rxBytes - a.txBytes);
}
