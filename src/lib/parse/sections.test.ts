import { expect, test } from 'vitest';
import { sectionsOf } from './sections.ts';

test('cuts at the marks and knows where each part began', () => {
	expect(sectionsOf('before\n@@one\na\nb\n@@two x\n@@three\r\nc')).toEqual([
		{ title: '', offset: 0, text: 'before' },
		{ title: 'one', offset: 2, text: 'a\nb' },
		{ title: 'two x', offset: 5, text: '' },
		{ title: 'three', offset: 6, text: 'c' },
	]);
});
