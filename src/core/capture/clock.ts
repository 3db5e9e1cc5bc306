// Times count from the capture's first packet, in nanoseconds: exact in a double for 104 days.
import * as status from '../status';

const NANOS: i64 = 1000000000;

let started: bool = false;
let epochSeconds: i64 = 0;
let epochNanos: i64 = 0;
let latest: f64 = 0;

/** Nanoseconds between the first packet and this moment (seconds since 1970, and nanoseconds). */
export function since(seconds: i64, nanos: i64): f64 {
	if (!started) {
		started = true;
		epochSeconds = seconds;
		epochNanos = nanos;
		status.setEpoch(seconds, nanos);
	}
	latest = <f64>(seconds - epochSeconds) * <f64>NANOS + <f64>(nanos - epochNanos);
	status.seenAt(latest);
	return latest;
}

/** The time of the packet before: all that can be said of a packet without one. */
export function unknown(): f64 {
	return latest;
}
