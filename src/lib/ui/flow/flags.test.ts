import { expect, test } from 'vitest';
import { flagNames } from './flags.ts';

test('flags are named from the lowest bit', () => {
	expect(flagNames(0x12)).toBe('SYN ACK');
	expect(flagNames(0x01)).toBe('FIN');
	expect(flagNames(0)).toBe('–');
});
