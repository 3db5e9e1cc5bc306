import fc from 'fast-check';
import { expect, test } from 'vitest';
import { visibleLine, visibleParts } from './visible.ts';

test('ordinary text in any script is left alone', () => {
	const text = 'wlan0: état, 電話, مرحبا, 👩‍🚒\n\ttab';
	// The fire fighter is joined by a zero width joiner, which is shown: better loud than hidden.
	expect(visibleParts(text).map((part) => part.text)).toEqual([
		'wlan0: état, 電話, مرحبا, 👩',
		'⟨U+200D⟩',
		'🚒\n\ttab',
	]);
	expect(visibleParts('état')).toEqual([{ text: 'état', special: false }]);
	expect(visibleParts('')).toEqual([]);
});

test('what hides or reorders is shown', () => {
	expect(visibleLine('\u001b[31mred')).toBe('⟨ESC⟩[31mred');
	expect(visibleLine('gpj.\u202eexe')).toBe('gpj.⟨U+202E⟩exe');
	expect(visibleLine('a\0b\x7f\x9b')).toBe('a⟨NUL⟩b⟨DEL⟩⟨U+009B⟩');
	expect(visibleLine('two\nlines\tand\r')).toBe('two⟨LF⟩lines⟨TAB⟩and⟨CR⟩');
	expect(visibleLine('\ud800')).toBe('⟨U+D800⟩');
	expect(visibleLine('pay\u3164pal\u00ad')).toBe('pay⟨U+3164⟩pal⟨U+00AD⟩');
});

test('parts hold everything, and nothing invisible', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'binary' }), (text) => {
			const shown = visibleParts(text);
			const line = shown.map((part) => part.text).join('');
			expect(line).toBe(visibleLine(text).replaceAll('⟨LF⟩', '\n').replaceAll('⟨TAB⟩', '\t'));
			expect(visibleParts(line).some((part) => part.special)).toBe(false);
		}),
	);
});
