import type { Neighbour } from '../model/neighbour.ts';
import type { Result } from '../base/result.ts';
import type { Absent, ParseFailure } from '../model/failure.ts';
import { parseIpNeigh, parseProcNetArp } from '../parse/ipNeigh.ts';
import { sectionsOf } from '../parse/sections.ts';
import { absent } from '../parse/text.ts';
import { joined } from './joined.ts';
import type { Probe } from './probe.ts';

/** Who is on the same link: ARP for IPv4, neighbour discovery for IPv6. */
export const neighbours: Probe<readonly Neighbour[]> = {
	id: 'neighbours',
	title: 'Neighbours',
	asks: [
		{
			argv: ['sh', '-c', 'echo @@4; ip -4 neigh show && echo @@6 && ip -6 neigh show'],
			parse: parseBoth,
		},
		// A shell that may not ask netlink (kernels from 6.13 on) still reads the file, which knows IPv4 alone.
		{ argv: ['cat', '/proc/net/arp'], parse: parseProcNetArp },
	],
	dumps: [
		{ title: 'ARP CACHE', command: 'ip -4 neigh', as: '4' },
		{ title: 'IPv6 ND CACHE', as: '6' },
		{ title: 'ARP CACHE', command: '/proc/net/arp' },
	],
};

function parseBoth(text: string): Result<readonly Neighbour[], ParseFailure | Absent> {
	const families = sectionsOf(text).filter(({ title }) => title === '4' || title === '6');
	// The second mark comes only once `ip` has answered; a bug report may hold the one part without the other.
	const answered = families.some(({ title, text: part }) => title === '6' || part.trim() !== '');
	if (!answered) return absent('neighbours');
	return joined(families, parseIpNeigh);
}
