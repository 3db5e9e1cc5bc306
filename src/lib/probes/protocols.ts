import { err, ok, type Result } from '../base/result.ts';
import type { Absent, ParseFailure } from '../model/failure.ts';
import {
	protocolFiles,
	type CounterGroup,
	type ProtocolCounters,
	type ProtocolFile,
	type SoftnetCpu,
	type UnreadFile,
} from '../model/protocols.ts';
import { parseProcNetSnmp } from '../parse/procNetSnmp.ts';
import { parseProcNetSnmp6 } from '../parse/procNetSnmp6.ts';
import { parseProcNetSockstat } from '../parse/procNetSockstat.ts';
import { parseProcNetSoftnetStat } from '../parse/procNetSoftnetStat.ts';
import { sectionsOf, type Section } from '../parse/sections.ts';
import { absent, movedDown } from '../parse/text.ts';
import type { Probe } from './probe.ts';

const FILES = protocolFiles.join(' ');

/** What IP, ICMP, TCP and UDP counted since boot, of the whole phone. Readable by the shell on every Android. */
export const protocols: Probe<ProtocolCounters> = {
	id: 'protocols',
	title: 'Protocol counters',
	asks: [
		{
			argv: ['sh', '-c', `for f in ${FILES}; do echo "@@$f"; cat "/proc/net/$f" 2>&1; done`],
			parse: parseFiles,
		},
	],
	dumps: [{ title: 'XFRM STATS', as: 'xfrm_stat' }],
};

type Unreadable = ParseFailure | Absent;
type Groups = (text: string, file: ProtocolFile) => Result<readonly CounterGroup[], Unreadable>;

const groupParsers: Readonly<Record<Exclude<ProtocolFile, 'softnet_stat'>, Groups>> = {
	snmp: parseProcNetSnmp,
	netstat: parseProcNetSnmp,
	snmp6: parseProcNetSnmp6,
	sockstat: parseProcNetSockstat,
	sockstat6: parseProcNetSockstat,
	xfrm_stat: parseProcNetSnmp6,
};

/** Each file may be missing, refused or odd on its own: the others count. */
function parseFiles(text: string): Result<ProtocolCounters, Unreadable> {
	const groups: CounterGroup[] = [];
	const softnet: SoftnetCpu[] = [];
	const unread: UnreadFile[] = [];
	let failure: Unreadable | undefined;
	for (const section of sectionsOf(text)) {
		const file = protocolFiles.find((one) => one === section.title);
		if (file === undefined) continue;
		const parsed = parseFile(file, section.text);
		if (!parsed.ok) {
			unread.push({ file, why: whyUnread(parsed.error, section) });
			if (parsed.error.kind === 'malformed') failure ??= movedDown(parsed.error, section.offset);
		} else if (parsed.value.file === 'softnet_stat') {
			for (const cpu of parsed.value.cpus) softnet.push(cpu);
		} else for (const group of parsed.value.groups) groups.push(group);
	}
	if (groups.length > 0 || softnet.length > 0) return ok({ groups, softnet, unread });
	return failure === undefined ? absent('protocol counters') : err(failure);
}

type ReadFile =
	| { readonly file: 'softnet_stat'; readonly cpus: readonly SoftnetCpu[] }
	| { readonly file: 'groups'; readonly groups: readonly CounterGroup[] };

function parseFile(file: ProtocolFile, text: string): Result<ReadFile, Unreadable> {
	if (file === 'softnet_stat') {
		const cpus = parseProcNetSoftnetStat(text);
		return cpus.ok ? ok({ file, cpus: cpus.value }) : cpus;
	}
	const groups = groupParsers[file](text, file);
	return groups.ok ? ok({ file: 'groups', groups: groups.value }) : groups;
}

const MAX_WHY = 300;

function whyUnread(failure: Unreadable, section: Section): string {
	if (failure.kind === 'malformed') {
		const line = section.offset + failure.line;
		return `Line ${line} is not ${failure.expected}: ${failure.text}`.slice(0, MAX_WHY);
	}
	const start = section.text.slice(0, MAX_WHY).trim().split('\n')[0] ?? '';
	return start === '' ? 'The file is empty.' : start;
}
