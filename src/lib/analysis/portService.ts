import type { ServiceName } from '../model/service.ts';
import { knownPort } from './ports.ts';

const TCP = 6;
const UDP = 17;

/** IANA numbers of the protocols that have no ports. */
const WITHOUT_PORTS: ReadonlyMap<number, ServiceName> = new Map([
	[1, 'icmp'],
	[2, 'igmp'],
	[4, 'ip-in-ip'],
	[41, 'ip-in-ip'],
	[47, 'gre'],
	[50, 'esp'],
	[58, 'icmp'],
]);

/**
 * What a port usually means, for flows whose content told nothing: a guess, to be shown as one. `protocol` is the IANA
 * number; protocols without ports are their own service.
 */
export function portService(protocol: number, port: number): ServiceName | undefined {
	if (protocol === TCP) return knownPort('tcp', port)?.service;
	if (protocol === UDP) return knownPort('udp', port)?.service;
	return WITHOUT_PORTS.get(protocol);
}
