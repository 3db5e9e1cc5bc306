import type { EpochMs } from '#lib/base/units.ts';
import { dateOf, dateTime, timeOfDay, timeOfDayMs } from './format.ts';

/** One line or layer of a chart; `values[i]` belongs to the chart's `times[i]`, null where nothing was measured. */
export interface ChartSeries {
	readonly label: string;
	/** A CSS colour, as a rule a token: `var(--app-3)`. */
	readonly color: string;
	readonly values: readonly (number | null)[];
}

export interface TimeRange {
	readonly from: EpochMs;
	readonly to: EpochMs;
}

/** Layers upon each other: entry `i` is the sum of the series up to and with `i`. A gap in all of them stays one. */
export function stack(
	series: readonly ChartSeries[],
	length: number,
): readonly (readonly (number | null)[])[] {
	let below: readonly (number | null)[] = Array.from({ length }, () => null);
	return series.map(({ values }) => {
		below = below.map((sum, i) => {
			const value = values[i] ?? null;
			return value === null ? sum : (sum ?? 0) + value;
		});
		return below;
	});
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A moment in words, with its day where the times span more than one. */
export function momentText(at: EpochMs, times: readonly EpochMs[]): string {
	const spanned = (times.at(-1) ?? at) - (times[0] ?? at);
	if (spanned < DAY) return timeOfDay(at);
	return new Date(at).getHours() === 0 && isDaily(times) ? dateOf(at) : dateTime(at).slice(0, 16);
}

/** Steps of days; one of a change of clocks has 23 or 25 hours. */
const isDaily = ([first = 0, second = 0]: readonly EpochMs[]): boolean =>
	second - first >= DAY - HOUR;

const isMidnight = (at: EpochMs): boolean => timeOfDay(at).startsWith('00:00');

/** The time of a tick, no finer than the ticks are apart; where a day begins, its date. */
export function tickTime(at: EpochMs, apart: number): string {
	if (apart < 1000) return timeOfDayMs(at);
	if (apart >= DAY || (apart >= HOUR && isMidnight(at))) return dateOf(at).slice(5);
	return apart < 60_000 ? timeOfDay(at) : timeOfDay(at).slice(0, 5);
}

/** Two moments as a range that holds at least one instant more than nothing, whichever came first. */
export function rangeOf(a: EpochMs, b: EpochMs): TimeRange | undefined {
	return a === b ? undefined : { from: Math.min(a, b), to: Math.max(a, b) };
}

export interface Peak {
	readonly label: string;
	readonly value: number;
	readonly index: number;
}

/** The highest single value of all series. */
export function peak(series: readonly ChartSeries[]): Peak | undefined {
	let highest: Peak | undefined;
	for (const { label, values } of series) {
		for (const [index, value] of values.entries()) {
			if (value === null || value <= (highest?.value ?? -Infinity)) continue;
			highest = { label, value, index };
		}
	}
	return highest;
}

/** The chart in a sentence, for whoever cannot see it. */
export function summary(
	times: readonly EpochMs[],
	series: readonly ChartSeries[],
	format: (value: number) => string,
): string {
	const [first, last] = [times[0], times.at(-1)];
	if (first === undefined || last === undefined) return 'No values yet';
	const span = `${momentText(first, times)} to ${momentText(last, times)}`;
	const top = peak(series);
	if (top === undefined) return `${span}, no values`;
	const when = momentText(times[top.index] ?? first, times);
	return `${span}, highest ${format(top.value)} (${top.label}) at ${when}`;
}

/** All values at one moment, in words. */
export function valuesAt(
	index: number,
	times: readonly EpochMs[],
	series: readonly ChartSeries[],
	format: (value: number) => string,
): string {
	const at = times[index];
	if (at === undefined) return 'Nothing chosen';
	const values = series.map(({ label, values }) => {
		const value = values[index] ?? null;
		return `${label} ${value === null ? 'not measured' : format(value)}`;
	});
	return `${momentText(at, times)}: ${values.join(', ')}`;
}

/** Points of a small line chart in a box, as an SVG path. Values are drawn from 0; a gap breaks the line. */
export function sparkPath(
	values: readonly (number | null)[],
	width: number,
	height: number,
): string {
	const top = Math.max(1e-9, ...values.map((value) => value ?? 0));
	const step = width / Math.max(1, values.length - 1);
	let pen = 'M';
	let path = '';
	for (const [i, value] of values.entries()) {
		if (value === null) {
			pen = 'M';
			continue;
		}
		const y = height - 1 - (Math.max(0, value) / top) * (height - 2);
		path += `${pen}${(i * step).toFixed(1)} ${y.toFixed(1)}`;
		pen = 'L';
	}
	return path;
}
