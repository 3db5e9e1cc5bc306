import { expect, test } from 'vitest';
import { parseIntrusionLog } from './intrusionLog.ts';

const dns = (time: number, hostname: string, ...ip_addresses: string[]) =>
	JSON.stringify({
		dns_event: { event_time: time, hostname, ip_addresses, package_name: 'org.example.mail' },
	});
const connect = (time: number, ip_address: string, port: number, more = {}) =>
	JSON.stringify({
		connect_event: {
			event_time: time,
			ip_address,
			port,
			package_name: 'org.example.mail',
			...more,
		},
	});

test('look-ups and connections, oldest first, each once', () => {
	const again = dns(2000, 'mail.example.org', '/192.0.2.7', '/2001:db8::7');
	const text = [
		connect(3000, 'mail.example.org/192.0.2.7', 993),
		again,
		'{"security_event":{"event_time":1,"tag":210005,"data":"x"}}',
		again,
		connect(1000, '/2001:db8::9', 443, { uid: 10201 }),
	].join('\n');
	const event = { packageName: 'org.example.mail', uid: undefined, port: undefined };
	expect(parseIntrusionLog(text)).toEqual({
		ok: true,
		value: {
			events: [
				{
					...{ time: 1000, kind: 'connect', packageName: 'org.example.mail', uid: 10201 },
					...{ host: undefined, addresses: ['2001:db8::9'], port: 443 },
				},
				{
					...event,
					...{ time: 2000, kind: 'dns', host: 'mail.example.org' },
					addresses: ['192.0.2.7', '2001:db8::7'],
				},
				{
					...event,
					...{ time: 3000, kind: 'connect', host: 'mail.example.org' },
					...{ addresses: ['192.0.2.7'], port: 993 },
				},
			],
			others: 1,
			unread: 0,
			leftOut: 0,
		},
	});
});

test('a line that was cut is counted, and the others are read', () => {
	const text = `${dns(1, 'a.example')}\n${dns(2, 'b.example').slice(0, 40)}\nwhat is this\n`;
	const parsed = parseIntrusionLog(text);
	expect(parsed).toMatchObject({ ok: true, value: { unread: 2 } });
	expect(parsed.ok && parsed.value.events.map(({ host }) => host)).toEqual(['a.example']);
});

test.each([
	['a text of something else', 'hello', 'absent'],
	['events without a time', '{"dns_event":{"hostname":"a"}}', 'malformed'],
	['an event that is none', '{"dns_event":7}', 'malformed'],
])('%s', (_, text, kind) => {
	expect(parseIntrusionLog(text)).toMatchObject({ ok: false, error: { kind } });
});
