import { expect, test } from 'vitest';
import { parseNetstatsHistory } from './netstatsHistory.ts';

const read = (text: string) => {
	const result = parseNetstatsHistory(text);
	return result.ok ? result.value : result.error;
};
const WIFI = '{type=1, ratType=COMBINED, wifiNetworkKey="Attic"open, metered=false}';

test('milliseconds in the rows of Android 4, seconds in those after', () => {
	const old = read(
		'UID stats:\n  ident=[[type=WIFI, subType=COMBINED]] uid=10001 set=DEFAULT tag=0x0\n    NetworkStatsHistory: bucketDuration=7200000\n      bucketStart=1300000000000 activeTime=3 rxBytes=4 rxPackets=3 txBytes=2 txPackets=1 operations=0\n',
	);
	const short = read(
		'UID stats:\n  ident=[{type=WIFI, subType=COMBINED}] uid=10001 set=DEFAULT tag=0x0\n    NetworkStatsHistory: bucketDuration=7200\n      st=1300000000 rb=4 rp=3 tb=2 tp=1 op=0\n',
	);
	expect(old).toEqual(short);
	expect(short).toMatchObject({
		series: [
			{
				...{ book: 'uid', uid: 10_001, set: 'background', bucket: 7_200_000, omitted: 0 },
				buckets: [{ start: 1.3e12, rxBytes: 4, rxPackets: 3, txBytes: 2, txPackets: 1 }],
			},
		],
	});
});

test('books by title, bytes not yet written down, and a stub without a number', () => {
	const text = `Dev stats:
  Pending bytes:${' '}
  History since boot:
Xt stats:
  Pending bytes: 512
  History since boot:
  ident=[${WIFI}] uid=-1 set=ALL tag=0x0
    NetworkStatsHistory: bucketDuration=3600
      (omitting 7 buckets)
      st=3600 rb=4 rp=3 tb=2 tp=1 op=0
UID tag stats:
  Pending bytes: 9
  Complete history:
  ident=[${WIFI}, {type=17, metered=false}] uid=10001 set=FOREGROUND tag=0xffffff82
    NetworkStatsHistory: bucketDuration=7200
      st=7200 rb=4 rp=3 tb=2 tp=1 op=0
`;
	expect(read(text)).toMatchObject({
		pending: { xt: 512, tag: 9 },
		series: [
			{ book: 'xt', uid: -1, omitted: 7 },
			{ book: 'tag', tag: 0xffff_ff82, networks: [{ kind: 'wifi' }, { kind: 'vpn' }] },
		],
	});
	expect(read(text)).not.toHaveProperty('pending.dev');
});

test('bookings that move bytes of a VPN are no traffic', () => {
	const text = `UID stats:\n  ident=[${WIFI}] uid=10001 set=DBG_VPN_OUT tag=0x0\n    NetworkStatsHistory: bucketDuration=7200\n      st=7200 rb=4 rp=3 tb=2 tp=1 op=0\n`;
	expect(read(text)).toMatchObject({ series: [], doubts: [] });
});

test('a row that is cut, by the time or by a limit, is counted and the rest read', () => {
	const text = `UID stats:\n  ident=[${WIFI}] uid=10001 set=DEFAULT tag=0x0\n    NetworkStatsHistory: bucketDuration=7200\n      st=7200 rb=4 rp=3 tb=2 tp=1 op=0\n      st=14400 rb=4 r\n`;
	expect(read(text)).toMatchObject({
		series: [{ buckets: [{ start: 7_200_000 }] }],
		doubts: ['Lines of the history that could not be read: 1.'],
	});
});

test('a dump of something else has no history', () => {
	expect(read('Permission Denial: no\n')).toMatchObject({ kind: 'absent' });
});
