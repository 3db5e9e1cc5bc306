import { expect, test } from 'vitest';
import { kernelLong } from './kernelLong.ts';

test.each([
	['0', 0],
	['-0', 0],
	['-1', -1],
	['120000', 120_000],
	['4294967295', 4_294_967_295],
	['9007199254740991', 9_007_199_254_740_991],
	['18446744073709551615', -1],
	['18446744073709551600', -16],
	['9007199254740993', undefined],
	['99999999999999999999', undefined],
	['+1', undefined],
	['1e3', undefined],
	['', undefined],
	[undefined, undefined],
])('%s is %s', (text, value) => {
	expect(kernelLong(text)).toBe(value);
});
