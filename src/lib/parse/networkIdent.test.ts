import { expect, test } from 'vitest';
import { networksOf } from './networkIdent.ts';

test.each([
	['[type=WIFI, subType=COMBINED, networkId="Attic"]', 'wifi', 'Attic', undefined, false],
	[
		'{type=MOBILE, subType=COMBINED, subscriberId=001010..., metered=true}',
		'mobile',
		'001010...',
		true,
		false,
	],
	[
		'{type=MOBILE_HIPRI, subType=COMBINED, subscriberId=null, ROAMING, metered=true, defaultNetwork=true}',
		'mobile',
		undefined,
		true,
		true,
	],
	[
		'{type=1, ratType=COMBINED, wifiNetworkKey="A, B}"wpa2-psk, metered=false, defaultNetwork=true, oemManaged=OEM_NONE, subId=-1}',
		'wifi',
		'A, B}',
		false,
		false,
	],
	[
		'{type=1, ratType=COMBINED, wifiNetworkKey="say "hi", you"open, metered=false, transports={1, 4}}',
		'wifi',
		'say "hi", you',
		false,
		false,
	],
	[
		'{type=9, ratType=COMBINED, metered=false, subId=-1, transports={3}}',
		'ethernet',
		undefined,
		false,
		false,
	],
	['{type=17, ratType=COMBINED, metered=false}', 'vpn', undefined, false, false],
	['{type=99, metered=false}', 'other', undefined, false, false],
])('%s', (text, ...[kind, name, metered, roaming]) => {
	expect(networksOf(text)).toEqual([{ kind, name, metered, roaming }]);
});

test('several networks of one identity', () => {
	const text =
		'{type=1, ratType=COMBINED, wifiNetworkKey="Attic"open, metered=false}, {type=17, ratType=COMBINED, metered=false}';
	expect(networksOf(text).map(({ kind, name }) => [kind, name])).toEqual([
		['wifi', 'Attic'],
		['vpn', undefined],
	]);
	expect(networksOf('[type=WIFI, subType=COMBINED], [type=MOBILE, subType=COMBINED]')).toHaveLength(
		2,
	);
});

test('what is no identity is none', () => {
	expect(networksOf('')).toEqual([]);
	expect(networksOf('{what}')).toEqual([]);
});
