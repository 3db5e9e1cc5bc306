import type { ResolverNetwork } from '../model/dns.ts';
import { parseDumpsysResolver } from '../parse/dumpsysResolver.ts';
import type { Probe } from './probe.ts';

/** How DNS servers answered lately. The services of the resolver are hidden from a shell without root. */
export const resolver: Probe<readonly ResolverNetwork[]> = {
	id: 'resolver',
	title: 'DNS resolver',
	asks: [
		{ argv: ['dumpsys', 'dnsresolver'], parse: parseDumpsysResolver },
		{ argv: ['dumpsys', 'dnsresolver'], root: true, parse: parseDumpsysResolver },
		{ argv: ['dumpsys', 'netd'], root: true, parse: parseDumpsysResolver },
	],
	dumps: [{ service: 'dnsresolver' }, { service: 'netd' }],
};
