/** The value that `share` (0 to 1) of the values do not exceed: the nearest rank, so always one that was measured. */
export function percentile(values: readonly number[], share: number): number {
	const sorted = values.toSorted((one, other) => one - other);
	const rank = Math.max(1, Math.ceil(share * sorted.length));
	return sorted[rank - 1] ?? NaN;
}

/** The middle value; between the two middle ones of an even number. */
export function median(values: readonly number[]): number {
	const sorted = values.toSorted((one, other) => one - other);
	const above = sorted[sorted.length >> 1] ?? NaN;
	const below = sorted[(sorted.length - 1) >> 1] ?? NaN;
	return (above + below) / 2;
}
