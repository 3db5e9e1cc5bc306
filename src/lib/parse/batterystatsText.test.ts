import { expect, test } from 'vitest';
import { parseBatterystatsText } from './batterystatsText.ts';

const report = (mobile: string, wifi: string) => `Statistics since last charge:
  Time on battery: 3h 6m 35s 465ms (98.9%) realtime
  Mobile total received: ${mobile}, sent: ${wifi} (packets received 12, sent 9)
  u0a123:
    Mobile network: ${mobile} received, ${wifi} sent (packets 12 received, 9 sent)
    Mobile radio active: 1m 2s 3ms (1.0%) 4x @ 5 mspp
`;

test.each([
	['English', '12.50MB', '1.25KB'],
	['German', '12,50MB', '1,25KB'],
	['Arabic', '١٢٫٥٠MB', '١٫٢٥KB'],
	['Persian', '۱۲٫۵۰MB', '۱٫۲۵KB'],
	['Hindi', '१२.५०MB', '१.२५KB'],
])('sizes as the phone writes them in %s', (_, mobile, wifi) => {
	const read = parseBatterystatsText(report(mobile, wifi));
	const amounts = { mobileRx: 13_107_200, mobileTx: 1280 };
	expect(read).toMatchObject({
		ok: true,
		value: {
			...{ onBattery: 11_195_465, total: amounts },
			uids: [{ uid: 10_123, ...amounts, mobileActive: 62_003 }],
		},
	});
});
