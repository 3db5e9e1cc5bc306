import type { Bytes, EpochMs } from '../base/units.ts';
import type { Finding } from '../model/finding.ts';
import type { HistorySeries, UsageHistory } from '../model/netstats.ts';
import { valueOf } from '../model/reading.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { appIdOf, UID_TETHERING, userIdOf, type Uid } from '../model/uid.ts';
import type { AppLookup } from './apps.ts';
import { on, type Check } from './findingsCheck.ts';
import * as limit from './findingsThresholds.ts';
import { bytesOf } from './usage.ts';
import { vpnSharesOf } from './vpnShare.ts';

/** Who used how much, by the counters of the kernel and the books of Android. */
export const usageChecks: readonly Check[] = [
	{ fine: 'No app works mostly unseen', run: mostlyUnseen },
	{ fine: 'No app sends much more than it gets', run: uploads },
	{ fine: 'Every uid that used data has a name', run: nameless },
	{ fine: 'No data was used while roaming', run: roamed },
	{ fine: 'Nothing was forwarded for other devices', run: forwarded },
];

const amount = (bytes: Bytes): string =>
	bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${(bytes / 1e6).toFixed(1)} MB`;

interface UidBook {
	background: Bytes;
	foreground: Bytes;
	first: EpochMs;
	last: EpochMs;
}

/** Background and foreground of each app; series that do not tell the two apart are left out. */
function booksOf({ series }: UsageHistory): ReadonlyMap<Uid, UidBook> {
	const books = new Map<Uid, UidBook>();
	for (const { book, uid, set, buckets } of series) {
		if (book !== 'uid' || set === 'all' || appIdOf(uid) < 10_000) continue;
		const sums = books.get(uid) ?? { background: 0, foreground: 0, first: Infinity, last: 0 };
		books.set(uid, sums);
		for (const bucket of buckets) {
			sums[set] += bytesOf(bucket);
			sums.first = Math.min(sums.first, bucket.start);
			sums.last = Math.max(sums.last, bucket.start);
		}
	}
	return books;
}

/** A history does not change once it was read: sums are made once, though findings are looked for at every sample. */
const known = new WeakMap<UsageHistory, ReadonlyMap<Uid, UidBook>>();

function knownBooks(history: UsageHistory): ReadonlyMap<Uid, UidBook> {
	const books = known.get(history) ?? booksOf(history);
	known.set(history, books);
	return books;
}

function mostlyUnseen({ readings }: Snapshot, appOf: AppLookup): readonly Finding[] | 'not looked' {
	const history = valueOf(readings.history);
	if (history === undefined) return 'not looked';
	const owners = vpnOwners(readings);
	return [...knownBooks(history)].flatMap(([uid, { background, foreground, first, last }]) => {
		const all = background + foreground;
		const enough = all >= limit.BACKGROUND.bytes && last - first >= limit.BACKGROUND.time;
		if (!enough || background / all <= limit.BACKGROUND.share || owners.has(uid)) return [];
		const share = Math.round((100 * background) / all);
		return [
			{
				id: `unseen:${uid}`,
				severity: 'info' as const,
				title: `${appOf(uid).name} used ${share} % of its data while nobody looked`,
				detail: `${amount(background)} of ${amount(all)} in the background. Music, backups and messengers do so by right; of others it costs plan and battery. Settings, Apps, Mobile data can forbid it background data.`,
				evidence: on('apps', String(uid)),
			},
		];
	});
}

const vpnOwners = ({ usage, connectivity }: Snapshot['readings']): ReadonlySet<Uid> => {
	const networks = valueOf(connectivity)?.networks ?? [];
	const shares = vpnSharesOf(valueOf(usage), valueOf(connectivity));
	return new Set([...shares.keys(), ...networks.flatMap(({ vpn }) => vpn?.owner ?? [])]);
};

function uploads({ readings }: Snapshot, appOf: AppLookup): readonly Finding[] | 'not looked' {
	const usage = valueOf(readings.usage);
	if (usage === undefined) return 'not looked';
	const owners = vpnOwners(readings);
	return usage.rows.flatMap(({ uid, rxBytes, txBytes }) => {
		const much = txBytes > limit.UPLOAD.bytes && txBytes > limit.UPLOAD.times * rxBytes;
		if (!much || appIdOf(uid) < 10_000 || owners.has(uid)) return [];
		return [
			{
				id: `upload:${uid}`,
				severity: 'info' as const,
				title: `${appOf(uid).name} sends more than it gets`,
				detail: `${amount(txBytes)} sent and ${amount(rxBytes)} received since boot: data leaves the phone. Backups, photo uploads and calls do so by right.`,
				evidence: on('apps', String(uid)),
			},
		];
	});
}

function nameless({ readings }: Snapshot, appOf: AppLookup): readonly Finding[] | 'not looked' {
	const usage = valueOf(readings.usage);
	if (usage === undefined || readings.packages?.outcome.kind !== 'ok') return 'not looked';
	return usage.rows.flatMap((row) => {
		const bytes = bytesOf(row);
		if (bytes <= limit.NAMELESS || appOf(row.uid).kind !== 'unknown') return [];
		return [
			{
				id: `nameless:${row.uid}`,
				severity: 'info' as const,
				title: `uid ${row.uid} used ${amount(bytes)} and has no name`,
				detail: `App ${appIdOf(row.uid)} of user ${userIdOf(row.uid)} is in no list of packages: removed since, hidden, or of a user or work profile that the shell may not list.`,
				evidence: on('apps', String(row.uid)),
			},
		];
	});
}

function roamed({ readings }: Snapshot): readonly Finding[] | 'not looked' {
	const history = valueOf(readings.history);
	// Only the text of the books names networks.
	if (history?.from !== 'text') return 'not looked';
	const device = deviceSeries(history).filter(({ networks }) =>
		networks.some(({ roaming }) => roaming === true),
	);
	const bytes = device
		.flatMap(({ buckets }) => buckets)
		.reduce((sum, one) => sum + bytesOf(one), 0);
	if (bytes <= limit.ROAMED) return [];
	return [
		{
			id: 'roamed',
			severity: 'warn',
			title: `${amount(bytes)} were used while roaming`,
			detail:
				'In the days that Android keeps. Roaming within a country costs nothing extra as a rule, abroad it may; Settings, Mobile network switches it off.',
			evidence: on('apps'),
		},
	];
}

function deviceSeries({ series }: UsageHistory): readonly HistorySeries[] {
	const xt = series.filter(({ book }) => book === 'xt');
	return xt.length > 0 ? xt : series.filter(({ book }) => book === 'dev');
}

function forwarded({ readings }: Snapshot): readonly Finding[] | 'not looked' {
	const tethering = valueOf(readings.tethering);
	const rows = valueOf(readings.usage)?.rows;
	if (tethering === undefined && rows === undefined) return 'not looked';
	const told = tethering?.forwarded ?? [];
	const counted = rows?.find(({ uid }) => uid === UID_TETHERING);
	const byProvider = told.reduce((sum, { rxBytes, txBytes }) => sum + rxBytes + txBytes, 0);
	const bytes = Math.max(byProvider, counted === undefined ? 0 : bytesOf(counted));
	if (bytes === 0) return [];
	return [
		{
			id: 'forwarded',
			severity: 'info',
			title: `${amount(bytes)} were forwarded for other devices`,
			detail:
				'That is why an interface carried more than all apps together. What hardware forwards appears late, or nowhere.',
			evidence: on('system'),
		},
	];
}
