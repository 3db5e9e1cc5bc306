import type { RateSeries, Timeline } from '../model/appUsage.ts';
import type { Uid } from '../model/uid.ts';
import type { AppLookup } from './apps.ts';
import { bytesOf, usageTotals, type UsageStep } from './usage.ts';

/**
 * Bytes per second over time: the `most` apps that carried most, most first, and all others as one last series. The
 * series stack to the whole at every moment.
 */
export function timelineOf(steps: readonly UsageStep[], appOf: AppLookup, most: number): Timeline {
	const top = usageTotals(steps)
		.slice(0, most)
		.map(({ uid }) => uid);
	const series: RateSeries[] = top.map((uid) => ({ app: appOf(uid), values: ratesOf(steps, uid) }));
	const shown = new Set(top);
	const others = steps.map((step) => restRate(step, shown));
	if (others.some((rate) => rate > 0)) series.push({ app: undefined, values: others });
	return { at: steps.map(({ to }) => to), series };
}

/** Bytes per second of one uid, both ways, one value per step. */
export function ratesOf(steps: readonly UsageStep[], uid: Uid): readonly number[] {
	return steps.map((step) => {
		const traffic = step.rows.get(uid);
		return traffic === undefined ? 0 : perSecond(bytesOf(traffic), step);
	});
}

function restRate(step: UsageStep, without: ReadonlySet<Uid>): number {
	let bytes = 0;
	for (const [uid, traffic] of step.rows) if (!without.has(uid)) bytes += bytesOf(traffic);
	return perSecond(bytes, step);
}

/** Two samples of one moment (a clock that was set back) have no rate. */
const perSecond = (bytes: number, { from, to }: UsageStep): number =>
	to > from ? (bytes * 1000) / (to - from) : 0;
