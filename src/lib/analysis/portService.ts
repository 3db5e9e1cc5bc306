import type { ServiceName } from '../model/service.ts';

const TCP = 6;
const UDP = 17;

/** Ports that IANA gave to what phones speak. */
const SERVICES: ReadonlyMap<number, ReadonlyMap<number, ServiceName>> = new Map([
	[
		TCP,
		new Map<number, ServiceName>([
			[53, 'dns'],
			[80, 'http'],
			[443, 'tls'],
			[853, 'tls'],
		]),
	],
	[
		UDP,
		new Map<number, ServiceName>([
			[53, 'dns'],
			[123, 'ntp'],
			[443, 'quic'],
			[5353, 'mdns'],
		]),
	],
]);

/** What is usually spoken on a port of an IANA protocol number: a guess, where the content says nothing. */
export const portService = (protocol: number, port: number): ServiceName | undefined =>
	SERVICES.get(protocol)?.get(port);
