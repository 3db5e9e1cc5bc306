import { expect, test } from 'vitest';
import { chosenFrom, isShown } from './chosenColumns.ts';

const size = { id: 'size', title: 'Size', text: String };

test('a choice outlives the visit, nonsense does not', () => {
	expect([...chosenFrom('{"size":false,"port":true}')]).toEqual([
		['size', false],
		['port', true],
	]);
	expect([...chosenFrom('{"size":"no","__proto__":true}')]).toEqual([['__proto__', true]]);
	for (const nonsense of [null, '', '{', 'null', '7', '"size"', '[1]']) {
		expect(chosenFrom(nonsense).size).toBe(0);
	}
});

test('optional columns wait to be chosen, others to be hidden', () => {
	expect(isShown(size, new Map())).toBe(true);
	expect(isShown(size, new Map([['size', false]]))).toBe(false);
	expect(isShown({ ...size, optional: true }, new Map())).toBe(false);
	expect(isShown({ ...size, optional: true }, new Map([['size', true]]))).toBe(true);
});
