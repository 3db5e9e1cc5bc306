import type { Traffic, UidCounters, UidUsage, UsageSample } from '../model/counters.ts';
import type { Uid } from '../model/uid.ts';

export const NO_TRAFFIC: Traffic = { rxBytes: 0, rxPackets: 0, txBytes: 0, txPackets: 0 };

const WRAP = 2 ** 32;

/** A sample's counters turned into what came since the sample before. */
export interface UsageStep {
	readonly from: number;
	readonly to: number;
	/** Only uids that carried something. */
	readonly rows: ReadonlyMap<Uid, Traffic>;
}

/**
 * Whether counters of this kind wrap at 2^32, whatever the phone: uid_stat's do (`atomic_t`); those of xt_qtaguid
 * (`struct byte_packet_counters`) and eBPF have 64 bits on 32-bit kernels too.
 */
export const countersWrap = (source: UidUsage['source'] | undefined): boolean =>
	source === 'uid_stat';

/**
 * What a counter grew by. One that went down was reset (reboot, app installed anew): nothing is counted for that step,
 * rather than a guess. Only where counters may wrap, and this one stood in the upper half, was it a wrap.
 */
export function grown(before: number, now: number, wraps: boolean): number {
	if (now >= before) return now - before;
	return wraps && before < WRAP && before >= WRAP / 2 ? now + WRAP - before : 0;
}

/** What each uid carried between each two samples. A uid seen for the first time starts from zero. */
export function usageSteps(samples: readonly UsageSample[], wraps: boolean): readonly UsageStep[] {
	const last = new Map<Uid, Traffic>();
	const steps: UsageStep[] = [];
	for (const [index, sample] of samples.entries()) {
		const before = samples[index - 1];
		const rows = new Map<Uid, Traffic>();
		for (const row of sample.rows) {
			const earlier = last.get(row.uid) ?? NO_TRAFFIC;
			if (same(earlier, row)) continue;
			const step = difference(earlier, row, wraps);
			if (carried(step)) rows.set(row.uid, step);
			last.set(row.uid, row);
		}
		if (before !== undefined) steps.push({ from: before.at, to: sample.at, rows });
	}
	return steps;
}

function difference(before: Traffic, now: Traffic, wraps: boolean): Traffic {
	return {
		rxBytes: grown(before.rxBytes, now.rxBytes, wraps),
		rxPackets: grown(before.rxPackets, now.rxPackets, wraps),
		txBytes: grown(before.txBytes, now.txBytes, wraps),
		txPackets: grown(before.txPackets, now.txPackets, wraps),
	};
}

/** Most apps are silent most of the time: an hour of samples is gone through at every new one. */
const same = (a: Traffic, b: Traffic): boolean =>
	a.rxBytes === b.rxBytes &&
	a.txBytes === b.txBytes &&
	a.rxPackets === b.rxPackets &&
	a.txPackets === b.txPackets;

const carried = (traffic: Traffic): boolean =>
	traffic.rxBytes + traffic.txBytes + traffic.rxPackets + traffic.txPackets > 0;

/** The sum, and nothing else of either. */
export function addTraffic(a: Traffic, b: Traffic): Traffic {
	return {
		rxBytes: a.rxBytes + b.rxBytes,
		rxPackets: a.rxPackets + b.rxPackets,
		txBytes: a.txBytes + b.txBytes,
		txPackets: a.txPackets + b.txPackets,
	};
}

/** What each uid carried since the first sample, most bytes first. */
export function usageTotals(steps: readonly UsageStep[]): readonly UidCounters[] {
	const totals = new Map<Uid, Traffic>();
	for (const step of steps) {
		for (const [uid, traffic] of step.rows) {
			totals.set(uid, addTraffic(totals.get(uid) ?? NO_TRAFFIC, traffic));
		}
	}
	return [...totals]
		.map(([uid, traffic]) => ({ uid, ...traffic }))
		.sort((a, b) => bytesOf(b) - bytesOf(a) || a.uid - b.uid);
}

/** Both ways together. */
export const bytesOf = (traffic: Traffic): number => traffic.rxBytes + traffic.txBytes;
