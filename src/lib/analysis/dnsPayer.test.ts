import { expect, test } from 'vitest';
import { dnsPayerOf } from './dnsPayer.ts';

test.each([
	[27, 'root'],
	[28, 'dns'],
	[29, 'dns'],
	[30, 'app'],
	[36, 'app'],
])('on API level %i plain lookups are charged to %s', (sdk, plain) => {
	expect(dnsPayerOf(sdk).plain).toBe(plain);
});
