import { expect, test } from 'vitest';
import { dnsPayers, privateDnsWords } from './dns.ts';

test.each([
	[10, 'the app that asks', undefined],
	[19, 'root (uid 0)', undefined],
	[27, 'root (uid 0)', undefined],
	[28, '1051', '1051'],
	[29, '1051', '1051'],
	[30, 'the app that asks', '1051'],
	[36, 'the app that asks', '1051'],
])('API %i: plain DNS is paid by %s', (sdk, plain, encrypted) => {
	const payers = dnsPayers(sdk);
	expect(payers.plain).toContain(plain);
	expect(payers.encrypted === undefined).toBe(encrypted === undefined);
	expect(payers.encrypted ?? '').toContain(encrypted ?? '');
});

const settings = { mode: undefined, specifier: undefined, defaultMode: undefined };

test('where nobody chose, the maker’s default counts, and else Android’s', () => {
	expect(privateDnsWords(settings, 34)?.mode).toBe('Automatic');
	expect(privateDnsWords({ ...settings, defaultMode: 'off' }, 34)?.mode).toBe('Off');
});

test('a named server is asked alone and encrypted', () => {
	const words = privateDnsWords({ ...settings, mode: 'hostname', specifier: 'dns.example' }, 34);
	expect(words).toMatchObject({ clear: false });
	expect(words?.meaning).toContain('dns.example');
});

test('Android 8 cannot encrypt', () => {
	expect(privateDnsWords(settings, 27)).toBeUndefined();
});
