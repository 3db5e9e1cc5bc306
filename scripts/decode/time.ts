/** Whole numbers up to here are exact (IEEE 754). */
const EXACT = 2 ** 53;
const THOUSAND = 1000n;
const BILLION = 1_000_000_000n;
/** Seconds that a Date can show, either way (ECMA-262 21.4.1.1). */
const MAX_SECONDS = 8_640_000_000_000n;

/**
 * `nanos` after an epoch, to the nanosecond: "2024-01-02T03:04:05.123456789Z". A double of milliseconds would lose
 * the last three digits. Further than 104 days from the epoch a double of nanoseconds is not exact either: there, to the
 * microsecond, as most captures keep time. Null for a time that no calendar reaches.
 */
export function isoTime(
	[seconds, fraction]: readonly [seconds: number, nanos: number],
	nanos: number,
): string | null {
	const told = BigInt(seconds) * BILLION + BigInt(fraction) + BigInt(Math.round(nanos));
	const whole = Math.abs(nanos) > EXACT ? toMicroseconds(told) : told;
	const rest = ((whole % BILLION) + BILLION) % BILLION;
	const since1970 = (whole - rest) / BILLION;
	if (since1970 > MAX_SECONDS || since1970 < -MAX_SECONDS) return null;
	const calendar = new Date(Number(since1970) * 1000).toISOString();
	return calendar.replace(/\.\d+Z$/, `.${rest.toString().padStart(9, '0')}Z`);
}

/** Rounded, half a microsecond up. */
function toMicroseconds(nanos: bigint): bigint {
	const up = nanos + THOUSAND / 2n;
	return up - (((up % THOUSAND) + THOUSAND) % THOUSAND);
}
