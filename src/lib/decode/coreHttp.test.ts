import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LINK_RAW, pcap } from '../../../tests/fixtures/captures.ts';
import {
	allHttp,
	get,
	GET,
	ok,
	OK,
	summary,
	asks,
	connection,
	exchanges,
	head,
	inPieces,
	lost,
	read,
	says,
} from '../../../tests/fixtures/httpCaptures.ts';
import { readCapture } from '../../../tests/fixtures/readCapture.ts';
import { client, connection as service } from '../../../tests/fixtures/servicePackets.ts';

describe('HTTP', () => {
	test('a request and its response', () => {
		const reader = read(asks(GET), says(OK));
		expect(allHttp(reader)).toEqual([
			{
				flow: 0,
				at: 1000002,
				way: 0,
				method: 'GET',
				target: '/a?b=c',
				host: 'www.example.org',
				userAgent: 'test/1.0 (x)',
				status: 200,
				contentType: 'text/html',
				server: 's',
				latency: 1,
				credentials: false,
			},
		]);
		expect(reader.flow(0)).toMatchObject({
			service: 'http',
			names: [{ name: 'www.example.org', from: 'http' }],
			credentials: [],
		});
	});

	test.each([1, 7, 60])('in pieces of %i bytes', (size) => {
		const all = exchanges(...inPieces(size, asks(GET)), ...inPieces(size, says(OK)));
		expect(all).toMatchObject([{ target: '/a?b=c', status: 200, contentType: 'text/html' }]);
	});

	test('fields in any case, without a space, with spaces around, only the first of a name', () => {
		const request = head('GET / HTTP/1.0', 'hOsT:h.example  ', 'user-agent:\t u ', 'Host: other');
		expect(exchanges(asks(request))).toMatchObject([{ host: 'h.example', userAgent: 'u' }]);
	});

	test('lines that end with a line feed alone, empty lines in front', () => {
		expect(exchanges(asks('\r\nGET /x HTTP/1.1\nHost: h\n\n'))).toMatchObject([
			{ target: '/x', host: 'h' },
		]);
	});

	test('what cannot be printed is escaped', () => {
		expect(exchanges(asks(head('GET /é"<\\ HTTP/1.1', 'Host: a b')))).toMatchObject([
			{ target: String.raw`/\233"<\092`, host: 'a b' },
		]);
	});

	test.each([
		'GEET / HTTP/1.1\r\n\r\n',
		'get / HTTP/1.1\r\n\r\n',
		'GET /a HTTX/1.1\r\n\r\n',
		'GET / HTTP/x.1\r\n\r\n',
		'GET HTTP/1.1\r\n\r\n',
		'GET /\u0001 HTTP/1.1\r\n\r\n',
		'HTTP/1.1 2x0 OK\r\n\r\n',
		'HTTP/1.1  200 OK\r\n\r\n',
		'HTTP/1.1 2000 OK\r\n\r\n',
		'HTTP/11 200 OK\r\n\r\n',
		'SSH-2.0-OpenSSH_9.6\r\n',
	])('is not: %j', (text) => {
		const reader = read(asks(text));
		expect(allHttp(reader)).toEqual([]);
		expect(reader.flow(0).service).not.toBe('http');
	});

	test.each(['OPTIONS', 'M-SEARCH', 'PROPFIND', 'VERSION-CONTROL', 'SSTP_DUPLEX_POST'])(
		'the method %s',
		(method) => {
			expect(exchanges(asks(head(`${method} * HTTP/1.1`)))).toMatchObject([
				{ method, target: '*' },
			]);
		},
	);

	test('a request without a version (HTTP/0.9) counts where HTTP is spoken already', () => {
		const told = (line: string): readonly string[] =>
			exchanges(asks(get('/1') + line)).map(summary);
		expect(told('GET /old\r\n')).toEqual(['GET /1 -', 'GET /old -']);
		for (const line of ['GET /a b\r\n', 'GET old\r\n', 'GET \r\n', 'POST /old\r\n', 'get /\r\n'])
			expect(told(line)).toEqual(['GET /1 -']);
		for (const port of [80, 6379]) {
			const first = readCapture(service(port, [client('GET /key\r\n')]));
			expect(allHttp(first)).toEqual([]);
			expect(first.flow(0).service).toBeUndefined();
		}
	});

	test('a head longer than can be held is read as far as it is', () => {
		const long = head('GET /long HTTP/1.1', 'Host: h', `Cookie: ${'c'.repeat(20000)}`);
		const all = exchanges(...inPieces(1400, asks(long)), asks(get('/next')));
		expect(all.map(summary)).toEqual(['GET /long -', 'GET /next -']);
	});

	test.each([
		{ stored: 40 + 12, target: '/a?b=c' },
		{ stored: 40 + 9, target: '/a?b=' },
		{ stored: 40 + 4, target: undefined },
	])('a packet cut at $stored bytes', ({ stored, target }) => {
		const [, , request] = connection([asks(GET)]);
		const bytes = request?.bytes ?? [];
		const packet = { bytes: bytes.slice(0, stored), original: bytes.length };
		const all = allHttp(readCapture(pcap([packet], { link: LINK_RAW })));
		expect(all.map((exchange) => exchange.target)).toEqual(target === undefined ? [] : [target]);
	});
});

describe('bodies', () => {
	const hidden = get('/hidden');

	test('are passed over by Content-Length, however long', () => {
		const body = hidden + 'x'.repeat(40000 - hidden.length);
		const post = head('POST /1 HTTP/1.1', 'Content-Length: 40000') + body;
		const all = exchanges(...inPieces(1400, asks(post + get('/2'))), says(OK + OK));
		expect(all.map(summary)).toEqual(['POST /1 200', 'GET /2 200']);
	});

	test.each([3, 1400])('are passed over in chunks, in pieces of %i bytes', (size) => {
		const chunks = `5;x=y\r\nab\r\nc\r\n${hidden.length.toString(16)}\r\n${hidden}\r\n0\r\nT: 1\r\n\r\n`;
		const first = `${ok('Transfer-Encoding: gzip, chunked')}${chunks}`;
		const turns = [asks(get('/1') + get('/2')), ...inPieces(size, says(first + OK))];
		expect(exchanges(...turns).map(summary)).toEqual(['GET /1 200', 'GET /2 200']);
	});

	test('there are none behind HEAD, 204, 304 and interim responses', () => {
		const requests = [head('HEAD /1 HTTP/1.1'), get('/2'), get('/3'), get('/4')].join('');
		const responses = [
			ok('Content-Length: 999'),
			head('HTTP/1.1 204 No Content', 'Content-Length: 999'),
			head('HTTP/1.1 100 Continue'),
			head('HTTP/1.1 304 Not Modified', 'Content-Length: 999'),
			head('HTTP/1.1 404 Not Found', 'Content-Length: 0'),
		].join('');
		expect(exchanges(asks(requests), says(responses)).map(summary)).toEqual([
			'HEAD /1 200',
			'GET /2 204',
			'GET /3 304',
			'GET /4 404',
		]);
	});

	test('of unknown length: the next response begins with a segment', () => {
		const turns = [
			asks(get('/1')),
			says(`${ok()}text`),
			says('more text'),
			asks(get('/2')),
			says(OK),
		];
		expect(exchanges(...turns).map(summary)).toEqual(['GET /1 200', 'GET /2 200']);
	});

	test.each([
		ok('Transfer-Encoding: chunked') + 'zz\r\n',
		ok('Transfer-Encoding: chunked') + 'fffffffff\r\n',
		ok('Content-Length: 18446744073709551615'),
		ok('Content-Length: -1'),
	])('of no length that can be: %j', (response) => {
		const turns = [asks(get('/1')), says(response), asks(get('/2')), says(OK)];
		expect(exchanges(...turns).map(summary)).toEqual(['GET /1 200', 'GET /2 200']);
	});

	test.each(['18446744073709551615', '9999999999999999999999', '0x10', '-1'])(
		'of no length that can be (%s) a request has none: what is behind it is another',
		(length) => {
			const post = head('POST /1 HTTP/1.1', `Content-Length: ${length}`);
			expect(exchanges(asks(post + get('/2'))).map(summary)).toEqual(['POST /1 -', 'GET /2 -']);
		},
	);
});

describe('requests and responses', () => {
	test('meet in their order, and each has its own time', () => {
		const all = exchanges(
			asks(get('/1')),
			asks(get('/2')),
			says(OK),
			asks(get('/3')),
			says(OK + OK),
		);
		expect(all.map(summary)).toEqual(['GET /1 200', 'GET /2 200', 'GET /3 200']);
		expect(all.map(({ latency }) => latency)).toEqual([2, 3, 1]);
	});

	test('a response whose request was not captured stands by itself', () => {
		const all = exchanges(lost(asks(get('/1'))), says(OK), asks(get('/2')), says(OK));
		expect(all[0]).toMatchObject({ method: undefined, status: 200, way: 0, latency: undefined });
		expect(all.map(summary)).toContain('- - 200');
	});

	test('a request without a response', () => {
		expect(exchanges(asks(GET))).toMatchObject([{ status: undefined, latency: undefined }]);
	});

	test('many in one connection', () => {
		const turns = Array.from({ length: 500 }, (_, index) => [asks(get(`/${index}`)), says(OK)]);
		const all = exchanges(...turns.flat());
		expect(all.map(summary)).toEqual(turns.map((_, index) => `GET /${index} 200`));
	});

	test('to a proxy: the target says the host', () => {
		const reader = read(asks(head('GET http://far.example:8080/x?y HTTP/1.1', 'User-Agent: u')));
		expect(allHttp(reader)).toMatchObject([{ target: 'http://far.example:8080/x?y' }]);
		expect(reader.flow(0).names).toEqual([{ name: 'far.example', from: 'http' }]);
	});

	test.each([
		{ host: 'www.example.org:8080', names: ['www.example.org'] },
		{ host: '192.0.2.1:80', names: [] },
		{ host: '[2001:db8::1]', names: [] },
		{ host: '', names: [] },
		{ host: 'a<b', names: [String.raw`a\060b`] },
	])('Host "$host" names $names', ({ host, names }) => {
		const { names: found } = read(asks(head('GET / HTTP/1.1', `Host: ${host}`))).flow(0);
		expect(found.map(({ name }) => name)).toEqual(names);
	});
});

describe('any bytes', () => {
	const piece = fc.oneof(
		fc.constantFrom(
			GET,
			OK,
			ok('Transfer-Encoding: chunked'),
			'5\r\nhello\r\n',
			'0\r\n\r\n',
			'HTTP/1.1 ',
			'GET ',
			'\r\n\r\n',
			head('CONNECT a:1 HTTP/1.1'),
			head('POST / HTTP/1.1', 'Content-Type: application/x-www-form-urlencoded'),
			'pass=1&',
		),
		fc.string({ maxLength: 20 }),
	);
	const turn = fc.record({
		isPhone: fc.boolean(),
		text: fc.array(piece, { minLength: 1, maxLength: 5 }),
	});

	test('give exchanges that hold together', () => {
		fc.assert(
			fc.property(fc.array(turn, { maxLength: 12 }), (turns) => {
				const all = exchanges(
					...turns.map(({ isPhone, text }) => (isPhone ? asks : says)(text.join(''))),
				);
				for (const { method, status, target } of all) {
					expect(method !== undefined || status !== undefined).toBe(true);
					expect(target ?? '').toMatch(/^[ -~]*$/);
				}
			}),
			{ numRuns: 300 },
		);
	});

	test('are the same exchanges however they are cut into segments', () => {
		const count = fc.integer({ min: 1, max: 6 });
		fc.assert(
			fc.property(count, fc.integer({ min: 1, max: 50 }), (requests, size) => {
				const asked = Array.from({ length: requests }, (_, index) => get(`/${index}`)).join('');
				const chunked = `${ok('Transfer-Encoding: chunked')}3\r\nabc\r\n0\r\n\r\n`;
				const said = Array.from({ length: requests }, (_, i) => (i % 2 === 0 ? chunked : OK)).join(
					'',
				);
				const all = exchanges(...inPieces(size, asks(asked)), ...inPieces(size, says(said)));
				expect(all.map(summary)).toEqual(
					Array.from({ length: requests }, (_, index) => `GET /${index} 200`),
				);
			}),
			{ numRuns: 100 },
		);
	});
});
