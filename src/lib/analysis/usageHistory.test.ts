import { expect, test } from 'vitest';
import type { HistoryBucket, HistorySeries } from '../model/netstats.ts';
import { uid } from '../model/uid.ts';
import { appsOf } from './apps.ts';
import { historyViewOf } from './usageHistory.ts';

const appOf = appsOf([]);
/** Noon of days of one week, in the time zone that the test runs in. */
const noon = (day: number, hours = 12) => new Date(2026, 2, day, hours).getTime();
const bucket = (start: number, rxBytes: number): HistoryBucket => ({
	...{ start, rxBytes, rxPackets: 1, txBytes: 1, txPackets: 1 },
});
const series = (of: Partial<HistorySeries>): HistorySeries => ({
	...{ book: 'uid', uid: uid(10_001), set: 'background', tag: 0, bucket: 7_200_000, omitted: 0 },
	networks: [{ kind: 'wifi', name: 'Attic', metered: false, roaming: false }],
	...{ buckets: [], ...of },
});
const MOBILE = [{ kind: 'mobile', name: '001010...', metered: true, roaming: true }] as const;
const view = (all: readonly HistorySeries[], step: 'day' | 'hours' = 'day') =>
	historyViewOf({ from: 'text', series: all, doubts: [] }, appOf, step);

test('by day, without gaps, an app in its colours and its last day', () => {
	const {
		at,
		series: shown,
		apps,
	} = view([
		series({ buckets: [bucket(noon(3), 100), bucket(noon(3, 20), 10)] }),
		series({ set: 'foreground', buckets: [bucket(noon(5), 1000)] }),
		series({ uid: uid(10_002), networks: MOBILE, buckets: [bucket(noon(4), 5)] }),
	]);
	expect(at).toEqual([3, 4, 5].map((day) => noon(day, 0)));
	expect(shown.map(({ app, values }) => [app?.uid, values])).toEqual([
		[10_001, [112, 0, 1001]],
		[10_002, [0, 6, 0]],
	]);
	expect(apps).toMatchObject([
		{ rxBytes: 1110, txBytes: 3, foreground: 1001, mobile: 0, last: noon(5, 0) },
		{ rxBytes: 5, foreground: 0, mobile: 6 },
	]);
});

test('tags and the device stand in other books and are not added', () => {
	const { apps, networks } = view([
		series({ buckets: [bucket(noon(3), 100)] }),
		series({ book: 'tag', tag: 0x77, buckets: [bucket(noon(3), 60)] }),
		series({ book: 'dev', uid: uid(-1), set: 'all', buckets: [bucket(noon(3), 1)] }),
		series({ book: 'xt', uid: uid(-1), set: 'all', buckets: [bucket(noon(3), 300)] }),
		series({
			book: 'xt',
			uid: uid(-1),
			set: 'all',
			networks: MOBILE,
			buckets: [bucket(noon(3), 7)],
		}),
	]);
	expect(apps.map(({ rxBytes }) => rxBytes)).toEqual([100]);
	expect(networks).toEqual([
		{ kind: 'wifi', name: 'Attic', roaming: false, rxBytes: 300, txBytes: 1 },
		{ kind: 'mobile', name: '001010...', roaming: true, rxBytes: 7, txBytes: 1 },
	]);
});

test('six apps, and all others together', () => {
	const many = Array.from({ length: 9 }, (_, nth) =>
		series({ uid: uid(10_001 + nth), buckets: [bucket(noon(3), 100 - nth)] }),
	);
	const { series: shown } = view(many);
	expect(shown.map(({ app }) => app?.uid)).toEqual([
		10_001,
		10_002,
		10_003,
		10_004,
		10_005,
		10_006,
		undefined,
	]);
	expect(shown.at(-1)?.values).toEqual([94 + 93 + 92 + 3]);
});

test('where only the device is booked, its curve is all there is', () => {
	const { series: shown, apps } = view([
		series({ book: 'xt', uid: uid(-1), set: 'all', buckets: [bucket(noon(3), 300)] }),
	]);
	expect(apps).toEqual([]);
	expect(shown).toEqual([{ app: undefined, values: [301] }]);
});

test('by two hours the last week, and times that no calendar has are left out', () => {
	const long = series({ buckets: [bucket(noon(1), 1), bucket(noon(30), 1)], omitted: 4 });
	expect(view([long], 'hours').at).toHaveLength(84);
	expect(view([long]).omitted).toBe(4);
	expect(view([series({ buckets: [bucket(9e15, 1)] })]).at).toEqual([]);
});
