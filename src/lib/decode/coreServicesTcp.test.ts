import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allHttp } from '../../../tests/fixtures/httpCaptures.ts';
import {
	ascii,
	clientHello,
	tlsRecord,
	u16,
	u32,
	zeros,
	type Octets,
} from '../../../tests/fixtures/packets.ts';
import { readCapture } from '../../../tests/fixtures/readCapture.ts';
import {
	adbMessage,
	client,
	connection,
	counting,
	mqttConnect,
	mysqlGreeting,
	onlyFlow,
	openvpnReset,
	POSTGRES_TLS,
	postgresStartup,
	rdpRequest,
	server,
	smb2,
	socksConnect,
	type Turn,
} from '../../../tests/fixtures/servicePackets.ts';
import type { RawFlow } from './reader.ts';

const ANY = 45678;

const flowOf = (turns: readonly Turn[], port = ANY): RawFlow => onlyFlow(connection(port, turns));
const serviceOf = (turns: readonly Turn[], port = ANY): string | undefined =>
	flowOf(turns, port).service;
const credentialsOf = (turns: readonly Turn[], port = ANY): readonly string[] =>
	flowOf(turns, port).credentials;

const STREAM = `<?xml version='1.0'?><stream:stream xmlns='jabber:client' to='example.org'>`;
const NEGOTIATIONS = [255, 253, 24, 255, 253, 32];

describe('told by how one end begins', () => {
	test.each<[service: string, turn: Turn, port?: number]>([
		['ssh', server('SSH-2.0-OpenSSH_9.6\r\n')],
		['ssh', client('SSH-2.0-libssh\r\n')],
		['ftp', server('220 (vsFTPd 3.0.5)\r\n')],
		['ftp', server('220 ready\r\n'), 21],
		['ftp', client('AUTH TLS\r\n')],
		['smtp', server('220 mx.example.org ESMTP\r\n')],
		['smtp', client('EHLO phone\r\n')],
		['pop3', server('+OK POP3 ready\r\n')],
		['pop3', client('CAPA\r\n')],
		['imap', server('* OK IMAP4rev1 ready\r\n')],
		['imap', client('a1 CAPABILITY\r\n')],
		['telnet', server(NEGOTIATIONS)],
		['mqtt', client(mqttConnect(2))],
		['xmpp', client(STREAM)],
		['rtsp', client('OPTIONS rtsp://cam.example/ RTSP/1.0\r\nCSeq: 1\r\n\r\n')],
		['rtsp', server('RTSP/1.0 200 OK\r\n\r\n')],
		['sip', client('REGISTER sip:example.org SIP/2.0\r\n\r\n')],
		['openvpn', client([0, 14, ...openvpnReset(counting(8))])],
		['bittorrent', client([19, ...ascii('BitTorrent protocol'), ...zeros(48)])],
		['smb', client(smb2())],
		['rdp', client(rdpRequest())],
		['vnc', server('RFB 003.008\n')],
		['redis', client('*1\r\n$4\r\nPING\r\n')],
		['postgresql', client(POSTGRES_TLS)],
		['postgresql', client(postgresStartup())],
		['mysql', server(mysqlGreeting('8.4.2'))],
		['adb', client(adbMessage('CNXN'))],
		['syslog', client('<34>1 2003-10-11T22:14:15.003Z host app - - - x\n')],
		['syslog', client('51 <13>Oct 11 22:14:15 host su: x\n')],
	])('%s', (service, turn, port) => {
		expect(serviceOf([turn], port)).toBe(service);
	});

	test('SMB behind a session of NetBIOS', () => {
		const names = [32, ...ascii('FA'.repeat(16)), 0, 32, ...ascii('CA'.repeat(16)), 0];
		const request = client([0x81, 0, ...u16(68), ...names]);
		expect(serviceOf([request, server([0x82, 0, 0, 0]), client(smb2())])).toBe('smb');
	});
});

describe('SOCKS', () => {
	const greeting = client([5, 1, 0]);
	const chosen = server([5, 0]);

	test('the host that is asked for by name', () => {
		const connect = client(socksConnect('www.example.org', 443));
		const flow = flowOf([greeting, chosen, connect, server([5, 0, 0, 1, ...zeros(6)])]);
		expect(flow).toMatchObject({
			service: 'socks',
			names: [{ name: 'www.example.org', from: 'connect' }],
			credentials: [],
		});
	});

	test('a password', () => {
		const password = client([1, 2, ...ascii('me'), 6, ...ascii('secret')]);
		const turns = [client([5, 2, 0, 2]), server([5, 2]), password];
		expect(credentialsOf(turns)).toEqual(['other']);
	});

	test('version 4a names a host, version 4 needs its answer', () => {
		const named = [4, 1, ...u16(80), 0, 0, 0, 1, 0, ...ascii('www.example.org'), 0];
		expect(flowOf([client(named)])).toMatchObject({
			service: 'socks',
			names: [{ name: 'www.example.org', from: 'connect' }],
		});
		const plain = client([4, 1, ...u16(80), 192, 0, 2, 1, 0]);
		expect(serviceOf([plain])).toBeUndefined();
		expect(serviceOf([plain, server([0, 0x5a, ...zeros(6)])])).toBe('socks');
	});

	test('a greeting alone tells nothing', () => {
		expect(serviceOf([greeting])).toBeUndefined();
	});

	const request = 'GET /a HTTP/1.1\r\nHost: inside.example\r\n\r\n';
	const response = 'HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n';
	const granted4 = [client([4, 1, ...u16(80), 192, 0, 2, 1, 0]), server([0, 0x5a, ...zeros(6)])];
	const granted5 = [
		...[greeting, chosen, client(socksConnect('192.0.2.1', 80))],
		server([5, 0, 0, 1, ...zeros(6)]),
	];

	test.each([
		{ version: 4, granted: granted4 },
		{ version: 5, granted: granted5 },
	])('what version $version passes on is read as HTTP', ({ granted }) => {
		const cut = [client(request.slice(0, 20)), client(request.slice(20))];
		const turns = [...cut, server(response), server('text'), client(request), server(response)];
		const reader = readCapture(connection(1080, [...granted, ...turns]));
		expect(allHttp(reader)).toMatchObject([
			{ target: '/a', host: 'inside.example', status: 200 },
			{ target: '/a', host: 'inside.example', status: 200 },
		]);
		const { service, names } = reader.flow(0);
		expect(service).toBe('socks');
		expect(names).toContainEqual({ name: 'inside.example', from: 'http' });
	});

	test('or as TLS, or as nothing', () => {
		const hello = client(tlsRecord(clientHello('inside.example')));
		expect(flowOf([...granted4, hello]).names).toEqual([{ name: 'inside.example', from: 'sni' }]);
		const unknown = [client('text'), client(request), server('text'), server(response)];
		expect(allHttp(readCapture(connection(1080, [...granted4, ...unknown])))).toEqual([]);
	});

	test('what was not granted is not passed on', () => {
		const [asked = greeting] = granted4;
		const turns = [asked, server([0, 0x5b, ...zeros(6)]), client(request), server(response)];
		expect(allHttp(readCapture(connection(1080, turns)))).toEqual([]);
	});
});

describe('secrets in clear', () => {
	const FTP = server('220 FTP ready\r\n');
	const POP = server('+OK ready\r\n');
	const IMAP = server('* OK ready\r\n');
	const SMTP = server('220 mx ESMTP\r\n');
	const EHLO = client('EHLO phone\r\n');

	test.each<[what: string, kind: string, turns: readonly Turn[]]>([
		['FTP', 'ftp', [FTP, client('USER me\r\n'), server('331 ?\r\n'), client('PASS secret\r\n')]],
		['FTP of another', 'ftp', [FTP, client('USER ftp2\r\n'), client('PASS secret\r\n')]],
		['FTP, as somebody in the end', 'ftp', [FTP, client('USER ftp\r\nUSER me\r\nPASS secret\r\n')]],
		['POP3', 'mail', [POP, client('USER me\r\n'), server('+OK\r\n'), client('PASS secret\r\n')]],
		['IMAP', 'mail', [IMAP, client('a1 LOGIN me secret\r\n')]],
		[
			'IMAP, encoded',
			'mail',
			[IMAP, client('a1 AUTHENTICATE PLAIN\r\n'), server('+ \r\n'), client('AG1lAHNlY3JldA==\r\n')],
		],
		[
			'SMTP, at once',
			'mail',
			[SMTP, EHLO, server('250 ok\r\n'), client('AUTH PLAIN AG1lAHNlY3JldA==\r\n')],
		],
		[
			'SMTP, in steps',
			'mail',
			[
				SMTP,
				EHLO,
				client('AUTH LOGIN\r\n'),
				server('334 VXNlcm5hbWU6\r\n'),
				client('bWU2NQ==\r\n'),
			],
		],
		['commands in one segment', 'mail', [POP, client('USER me\r\nPASS secret\r\n')]],
		[
			'Telnet',
			'other',
			[
				server(NEGOTIATIONS),
				server('login: '),
				client('m'),
				client('e\r\n'),
				server('Password: '),
				client('s'),
			],
		],
		['MQTT', 'other', [client(mqttConnect(0xc2))]],
		['Redis', 'other', [client('*2\r\n$4\r\nAUTH\r\n$6\r\nsecret\r\n')]],
		[
			'RTSP',
			'other',
			[client('DESCRIBE rtsp://cam/ RTSP/1.0\r\nAuthorization: Basic bWU6eA==\r\n\r\n')],
		],
		['XMPP', 'other', [client(STREAM), client(`<auth mechanism='PLAIN'>AG1lAHM=</auth>`)]],
		[
			'PostgreSQL',
			'other',
			[
				client(postgresStartup()),
				server([0x52, ...u32(8), ...u32(3)]),
				client([0x70, ...u32(11), ...ascii('secret\0')]),
			],
		],
	])('%s', (_, kind, turns) => {
		expect(credentialsOf(turns)).toEqual([kind]);
	});

	test.each<[what: string, turns: readonly Turn[]]>([
		[
			'nobody in particular',
			[FTP, client('USER anonymous\r\n'), client('PASS me@example.org\r\n')],
		],
		['nobody, in short', [FTP, client('user ftp\r\n'), client('PASS me@example.org\r\n')]],
		['FTP without a password', [FTP, client('USER me\r\n'), client('QUIT\r\n')]],
		['a digest', [POP, client(`APOP me ${'0'.repeat(32)}\r\n`)]],
		['a challenge', [SMTP, EHLO, client('AUTH CRAM-MD5\r\n'), client('bWUgYWJjZGVm\r\n')]],
		[
			'a refused AUTH',
			[SMTP, EHLO, client('AUTH LOGIN\r\n'), server('504 no\r\n'), client('QUIT\r\n')],
		],
		[
			'a letter that speaks of passwords',
			[SMTP, EHLO, client('DATA\r\n'), client('AUTH PLAIN AG1lAHNlY3JldA==\r\n')],
		],
		['a letter that is fetched', [POP, client('RETR 1\r\n'), server('+OK\r\nPASS secret\r\n')]],
		['Telnet without a prompt', [server(NEGOTIATIONS), client('password\r\n')]],
		['MQTT without one', [client(mqttConnect(2))]],
		[
			'PostgreSQL with a digest',
			[
				client(postgresStartup()),
				server([0x52, ...u32(12), ...u32(5), ...u32(9)]),
				client([0x70, ...u32(40), ...zeros(36)]),
			],
		],
	])('none: %s', (_, turns) => {
		expect(credentialsOf(turns)).toEqual([]);
	});
});

describe('what a service calls its server', () => {
	test.each<[what: string, turn: Turn, name: string]>([
		['XMPP', client(STREAM), 'example.org'],
		['RTSP', client('DESCRIBE rtsp://cam.example:8554/live RTSP/1.0\r\n\r\n'), 'cam.example'],
		['SIP', client('REGISTER sips:ims.example SIP/2.0\r\n\r\n'), 'ims.example'],
	])('%s', (_, turn, name) => {
		expect(flowOf([turn]).names).toEqual([{ name, from: 'other' }]);
	});

	test('names are hostile', () => {
		const turn = client(STREAM.replace('example.org', '<b>"x'));
		expect(flowOf([turn]).names).not.toMatchObject([{ name: '<b>"x' }]);
	});
});

describe('not told', () => {
	test.each<[what: string, turn: Turn, port?: number]>([
		['a number that is no reply', server('2200 ftp\r\n')],
		['220 of nobody', server('220 hello\r\n')],
		['IRC', client('USER me 0 * :Me\r\n'), 6667],
		['XML of something else', client(`<?xml version='1.0'?><soap:Envelope>${' '.repeat(2000)}`)],
		['one negotiation on another port', server([255, 253, 24])],
		['ADB without its magic', client(adbMessage('CNXN').with(20, 0))],
		[
			'S7',
			client([3, 0, 0, 22, 17, 0xe0, 0, 0, 0, 1, 0, 0xc1, 2, 1, 0, 0xc2, 2, 1, 2, 0xc0, 1, 9]),
		],
		['a greeting of MySQL with a wrong length', server([...mysqlGreeting('8.4.2'), 0])],
		[
			'a method that neither RTSP nor HTTP has',
			client('FETCH / HTTP/1.1\r\nHost: RTSP/1.0\r\n\r\n'),
		],
	])('%s', (_, turn, port) => {
		expect(serviceOf([turn], port)).toBeUndefined();
	});

	test('random bytes', () => {
		fc.assert(
			fc.property(
				fc.array(fc.tuple(fc.boolean(), fc.uint8Array({ minLength: 1, maxLength: 200 })), {
					minLength: 1,
					maxLength: 8,
				}),
				fc.constantFrom(ANY, 21, 25, 110, 514, 1080, 3389, 5432),
				(sent, port) => {
					const turns = sent.map(([isClient, bytes]) => (isClient ? client : server)([...bytes]));
					expect(serviceOf(turns, port)).toBeUndefined();
				},
			),
			{ numRuns: 300 },
		);
	});
});

/** What is cut must never be read behind its end. */
test.each<[what: string, turn: Turn]>([
	['MQTT', client(mqttConnect(0xc2))],
	['SOCKS', client([4, 1, ...u16(80), 0, 0, 0, 1, 0, ...ascii('a.example'), 0])],
	['RDP', client(rdpRequest())],
	['MySQL', server(mysqlGreeting('8.4.2'))],
	['PostgreSQL', client(postgresStartup())],
	['XMPP', client(STREAM)],
	['IMAP', client('a1 AUTHENTICATE PLAIN AG1lAHNlY3JldA==\r\n')],
	['Redis', client('*2\r\n$4\r\nAUTH\r\n')],
	['syslog', client('51 <13>Oct 11 22:14:15 host')],
])('%s cut at every length is one flow all the same', (_, { from, bytes }) => {
	const sent = from === 'client' ? client : server;
	for (let size = 1; size < bytes.length; size += 1)
		expect(flowOf([sent(bytes.slice(0, size) satisfies Octets)]).packets).toEqual(
			from === 'client' ? [2, 1] : [1, 2],
		);
});
