import type { Result } from '../base/result.ts';
import type { Absent, ParseFailure } from '../model/failure.ts';
import type { NetworkLink } from '../model/link.ts';
import { parseIfconfig, parseNetcfg } from '../parse/ifconfig.ts';
import { parseIpLink } from '../parse/ipLink.ts';
import { sectionsOf } from '../parse/sections.ts';
import { absent, linesOf } from '../parse/text.ts';
import type { Probe } from './probe.ts';

/** The phone's network devices, with their numbers, link types and addresses. */
export const links: Probe<readonly NetworkLink[]> = {
	id: 'links',
	title: 'Network devices and their addresses',
	asks: [
		{
			argv: ['sh', '-c', 'echo @@link; ip -o link show && echo @@addr && ip -o addr show'],
			parse: parseSections,
		},
		// A shell that netlink refuses (kernels from 6.13 on) has this still; old phones have the other one.
		{ argv: ['ifconfig', '-a'], parse: parseIfconfig },
		{ argv: ['netcfg'], parse: parseNetcfg },
	],
	dumps: [
		{ title: 'NETWORK INTERFACES', command: 'ip', as: 'link' },
		{ title: 'IPv4 ADDRESSES', as: 'addr' },
		{ title: 'IPv6 ADDRESSES', as: 'addr' },
		{ title: 'NETWORK INTERFACES', command: 'netcfg' },
	],
};

/** The marks are made empty lines, so that a failure names the line of the whole. */
function parseSections(text: string): Result<readonly NetworkLink[], ParseFailure | Absent> {
	if (!sectionsOf(text).some(({ title }) => title === 'addr')) {
		return absent('addresses of network devices');
	}
	const lines = linesOf(text).map((line) => (line.startsWith('@@') ? '' : line));
	return parseIpLink(lines.join('\n'));
}
