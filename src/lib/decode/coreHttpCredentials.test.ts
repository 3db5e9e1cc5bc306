import { describe, expect, test } from 'vitest';
import { LINK_RAW, pcap } from '../../../tests/fixtures/captures.ts';
import {
	allHttp,
	get,
	asks,
	connection,
	head,
	inPieces,
	read,
} from '../../../tests/fixtures/httpCaptures.ts';
import { readCapture } from '../../../tests/fixtures/readCapture.ts';

describe('credentials that anybody can read', () => {
	const form = 'Content-Type: application/x-www-form-urlencoded';
	const post = (body: string): string =>
		head('POST /login HTTP/1.1', form, `Content-Length: ${body.length}`);

	test.each(['Authorization: Basic dTpw', 'proxy-authorization: bAsIc  dTpw'])('%s', (field) => {
		const reader = read(asks(head('GET / HTTP/1.1', field)));
		expect(allHttp(reader)).toMatchObject([{ credentials: true }]);
		expect(reader.flow(0).credentials).toEqual(['http-basic']);
	});

	test('no other Authorization', () => {
		const reader = read(asks(head('GET / HTTP/1.1', 'Authorization: Bearer Basic')));
		expect(reader.flow(0).credentials).toEqual([]);
	});

	test.each(['user=a&password=b', 'login%5Bpasswd%5D=x', 'u=1&PWD=x', 'j_pass=x'])(
		'a form with %s, with its head or behind it',
		(body) => {
			for (const turns of [[asks(post(body) + body)], [asks(post(body)), asks(body)]]) {
				const reader = read(...turns, asks(get('/next')));
				expect(reader.flow(0).credentials).toEqual(['http-form']);
				expect(allHttp(reader).map(({ credentials }) => credentials)).toEqual([true, false]);
			}
		},
	);

	test.each([1, 5, 13, 16, 17])('a form whose body is cut behind %i bytes', (size) => {
		const body = `user=a&password=b${'&x=y'.repeat(2000)}`;
		const pieces = [asks(body.slice(0, size)), ...inPieces(1000, asks(body.slice(size)))];
		const [first = asks(''), ...others] = pieces;
		const next = head('GET / HTTP/1.1', 'X: &password=1');
		const together = { ...first, bytes: [...asks(post(body)).bytes, ...first.bytes] };
		for (const turns of [
			[asks(post(body)), ...pieces],
			[together, ...others],
		]) {
			const reader = read(...turns, asks(post('')), asks(next));
			expect(reader.flow(0).credentials).toEqual(['http-form']);
			const told = allHttp(reader).map(({ credentials }) => credentials);
			expect(told).toEqual([true, false, false]);
		}
	});

	test('a form of which the rest never comes, and one whose field for it is not filled in yet', () => {
		const begun = [asks(post('x'.repeat(99))), asks('user=a&pass'), asks('word=')];
		expect(read(...begun).flow(0).credentials).toEqual([]);
		expect(read(...begun, asks('b')).flow(0).credentials).toEqual(['http-form']);
	});

	test.each(['passenger=2', 'password=', 'q=password'])('a form with %s has none', (body) => {
		expect(read(asks(post(body) + body)).flow(0).credentials).toEqual([]);
	});

	test.each([
		{
			target: '/l?user=me&password=s3cret&x=1',
			shown: '/l?user=me&password=...&x=1',
			kind: 'http-form',
		},
		{ target: '/l?pwd=s3cret', shown: '/l?pwd=...', kind: 'http-form' },
		{ target: 'http://me:s3cret@h/p@q', shown: 'http://...@h/p@q', kind: 'http-basic' },
	])('a target with a secret: $shown', ({ target, shown, kind }) => {
		const capture = pcap(connection([asks(get(target))]), { link: LINK_RAW });
		const reader = readCapture(capture);
		expect(allHttp(reader)).toMatchObject([{ target: shown, credentials: true }]);
		expect(reader.flow(0).credentials).toEqual([kind]);
	});
});
