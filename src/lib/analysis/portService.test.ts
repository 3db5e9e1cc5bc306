import { expect, test } from 'vitest';
import { serviceNames } from '../model/service.ts';
import { serviceSentence, serviceTitle } from '../model/serviceWords.ts';
import { portService } from './portService.ts';

const TCP = 6;
const UDP = 17;

test.each([
	{ protocol: TCP, port: 443, service: 'tls' },
	{ protocol: UDP, port: 443, service: 'quic' },
	{ protocol: TCP, port: 853, service: 'tls' },
	{ protocol: TCP, port: 5228, service: 'fcm' },
	{ protocol: UDP, port: 4500, service: 'ike' },
	{ protocol: UDP, port: 51820, service: 'wireguard' },
	{ protocol: TCP, port: 51820, service: undefined },
	{ protocol: UDP, port: 5353, service: 'mdns' },
	{ protocol: TCP, port: 0, service: undefined },
	{ protocol: 50, port: 0, service: 'esp' },
	{ protocol: 58, port: 7, service: 'icmp' },
	{ protocol: 132, port: 443, service: undefined },
])('protocol $protocol, port $port: $service', ({ protocol, port, service }) => {
	expect(portService(protocol, port)).toBe(service);
});

test('every service has a title of its own and a sentence', () => {
	expect(new Set(serviceNames.map(serviceTitle)).size).toBe(serviceNames.length);
	for (const name of serviceNames) expect(serviceSentence(name)).toMatch(/^[A-Z].{10,110}$/);
});
