import type { AppLookup } from '#lib/analysis/apps.ts';
import { dnsPayerOf, type DnsPayer } from '#lib/analysis/dnsPayer.ts';
import { trafficStatsOf } from '#lib/analysis/trafficStats.ts';
import { uidFacts, type UidFact } from '#lib/analysis/uidFacts.ts';
import { historyViewOf } from '#lib/analysis/usageHistory.ts';
import type { HistoryStep, HistoryView } from '#lib/model/historyView.ts';
import type { UsageHistory } from '#lib/model/netstats.ts';
import { valueOf } from '#lib/model/reading.ts';
import type { Snapshot } from '#lib/model/snapshot.ts';
import type { TrafficStatsRow } from '#lib/model/trafficStats.ts';
import type { Uid } from '#lib/model/uid.ts';

// What the Apps page derives of a snapshot besides its rows: pure, asked for where it is shown.

/** What one uid's number says. */
export function factsOfUid(snapshot: Snapshot, uid: Uid): readonly UidFact[] {
	return uidFacts(uid, valueOf(snapshot.readings.packages) ?? []);
}

/** Who pays for lookups on this phone; undefined where its release is not known. */
export function dnsPayer(snapshot: Snapshot): DnsPayer | undefined {
	const phone = valueOf(snapshot.readings.identity);
	return phone && dnsPayerOf(phone.sdk);
}

export function historyView(
	history: UsageHistory,
	apps: AppLookup,
	step: HistoryStep,
): HistoryView {
	return historyViewOf(history, apps, step);
}

/** What `TrafficStats` would say on this phone; undefined where its release is not known. */
export function trafficStats(
	{ readings }: Snapshot,
	uid: Uid | undefined,
): readonly TrafficStatsRow[] | undefined {
	const phone = valueOf(readings.identity);
	return (
		phone &&
		trafficStatsOf({
			...{ sdk: phone.sdk, uid, usage: valueOf(readings.usage) },
			...{ netstats: valueOf(readings.netstats), devices: valueOf(readings.interfaces) },
		})
	);
}
