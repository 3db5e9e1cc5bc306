import { describe, expect, test } from 'vitest';
import {
	allHttp,
	get,
	ok,
	OK,
	summary,
	asks,
	exchanges,
	head,
	lost,
	read,
	says,
} from '../../../tests/fixtures/httpCaptures.ts';
import { clientHello, tlsRecord } from '../../../tests/fixtures/packets.ts';

describe('another protocol behind HTTP', () => {
	const connect = head('CONNECT far.example:443 HTTP/1.1', 'Host: far.example:443');
	const hello = { from: 'phone' as const, bytes: tlsRecord(clientHello('inside.example')) };

	test('CONNECT names the far end, and TLS behind it names its server', () => {
		const reader = read(asks(connect), says(head('HTTP/1.1 200 Established')), hello);
		expect(allHttp(reader).map(summary)).toEqual(['CONNECT far.example:443 200']);
		expect(reader.flow(0)).toMatchObject({
			service: 'http',
			names: [
				{ name: 'far.example', from: 'connect' },
				{ name: 'inside.example', from: 'sni' },
			],
		});
	});

	test('or HTTP behind it, or what is neither', () => {
		const established = says(head('HTTP/1.1 200 Established'));
		const inside = [asks(get('/a')), says(`${ok()}text`), asks(get('/b')), says(OK)];
		const reader = read(asks(connect), established, ...inside);
		expect(allHttp(reader).map(summary)).toEqual([
			'CONNECT far.example:443 200',
			'GET /a 200',
			'GET /b 200',
		]);
		expect(reader.flow(0).names).toContainEqual({ name: 'h.example', from: 'http' });
		const ssh = [says('SSH-2.0-x\r\n'), asks('SSH-2.0-y\r\n'), asks(get('/c')), says(OK)];
		expect(exchanges(asks(connect), established, ...ssh)).toHaveLength(1);
	});

	test('a proxy that asks who it is gets another request', () => {
		const again = head(
			'CONNECT far.example:443 HTTP/1.1',
			'Proxy-Authorization: Basic dTpw',
			'Host: far.example:443',
		);
		const denied = head('HTTP/1.1 407 Proxy Authentication Required', 'Content-Length: 0');
		const turns = [asks(connect), says(denied), asks(again), says(ok()), hello];
		const reader = read(...turns);
		expect(allHttp(reader).map(({ status, credentials }) => [status, credentials])).toEqual([
			[407, false],
			[200, true],
		]);
		expect(reader.flow(0).names.map(({ name }) => name)).toContain('inside.example');
	});

	test('what is upgraded to is not read as HTTP', () => {
		const upgrade = head('GET /ws HTTP/1.1', 'Upgrade: websocket', 'Connection: Upgrade');
		const switching = head('HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket');
		const turns = [asks(upgrade), says(switching), asks(get('/frame')), says(OK)];
		expect(exchanges(...turns).map(summary)).toEqual(['GET /ws 101']);
		expect(read(lost(asks(upgrade)), says(switching)).flow(0).service).toBe('websocket');
	});
});
