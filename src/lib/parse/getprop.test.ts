import { expect, test } from 'vitest';
import { parseGetprop } from './getprop.ts';

const read = (text: string) => {
	const result = parseGetprop(text);
	return result.ok ? Object.fromEntries(result.value) : result.error;
};

test('reads brackets, blanks and empty values as they are', () => {
	expect(read('[a.b]: [x [y] z]\n[empty]: []\n[c]: [: []]\n')).toEqual({
		'a.b': 'x [y] z',
		empty: '',
		c: ': []',
	});
});

test('reads a value of several lines, one of which ends with a bracket', () => {
	expect(read('[boot]: [reboot,1\nkernel [panic]\nshutdown,3]\n[z]: [1]')).toEqual({
		boot: 'reboot,1\nkernel [panic]\nshutdown,3',
		z: '1',
	});
});

test('survives a terminal and the linker', () => {
	expect(read('WARNING: linker: libx.so has text relocations\r\n[a]: [1]\r\n')).toEqual({ a: '1' });
});

test('names the line of a value that never ends', () => {
	expect(read('[a]: [1]\n[b]: [2\n[c]: [3]')).toEqual({
		kind: 'malformed',
		expected: 'a value that ends with ]',
		line: 2,
		text: '[b]: [2',
	});
});

test('names a line that is no property', () => {
	expect(read('[a]: [1]\n\nwhat is this')).toMatchObject({ line: 3, text: 'what is this' });
});
