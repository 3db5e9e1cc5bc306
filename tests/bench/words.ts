import { median, percentile } from './statistics.ts';

/** A time in milliseconds, with a decimal only where it tells something. */
export const ms = (value: number): string => `${value.toFixed(value < 10 ? 1 : 0)} ms`;

/** `1.3 x`: three digits are more than a shared machine can promise. */
export const times = (value: number): string => `${value.toFixed(value < 10 ? 2 : 0)} x`;

/** Median with the range it stands in. */
export const spread = (values: readonly number[]): string =>
	`${ms(median(values))}; ${ms(Math.min(...values))} to ${ms(Math.max(...values))}`;

export const percentiles = (values: readonly number[]): string =>
	[50, 90, 99].map((share) => `p${share} ${ms(percentile(values, share / 100))}`).join(', ');
