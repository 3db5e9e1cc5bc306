import type { Milliseconds } from '../base/units.ts';
import type { Finding, Severity } from '../model/finding.ts';
import { valueOf } from '../model/reading.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { counted, on, percent, type Check } from './findingsCheck.ts';
import * as limit from './findingsThresholds.ts';
import { is32Bit } from './interfaceGrowth.ts';
import { allCounters } from './protocols.ts';
import { grown } from './usage.ts';

/** How well the network and the phone did while they were watched. */
export const healthChecks: readonly Check[] = [
	ofGrowth('Few packets are sent twice', resent),
	ofGrowth('Connections are not cut off', resets),
	ofGrowth('Hosts that are asked can be reached', unreachable),
	ofGrowth('The phone has room for every packet', noRoom),
	ofGrowth('No server on the phone is overrun', overrun),
	ofGrowth('Nobody knocks at closed doors', knocks),
	ofGrowth('Packets arrive undamaged', damaged),
];

/** By how much counters grew over the watch. */
interface Grown {
	readonly time: Milliseconds;
	/** The sum of these counters; 0 where the kernel has none of them. */
	readonly by: (...ids: readonly string[]) => number;
}

function ofGrowth(fine: string, find: (grown: Grown) => readonly Finding[]): Check {
	return {
		fine,
		run(snapshot) {
			const growth = growthIn(snapshot);
			return growth === undefined ? 'not looked' : find(growth);
		},
	};
}

/** From the first sample of the watch to the latest reading; undefined before it says anything. */
function growthIn({ readings, watch }: Snapshot): Grown | undefined {
	const first = watch?.protocols?.[0];
	const reading = readings.protocols;
	const now = valueOf(reading);
	if (first === undefined || reading === undefined || now === undefined) return undefined;
	const time = reading.at - first.at;
	if (time < limit.LONG_ENOUGH) return undefined;
	const before = new Map(first.rows.map(({ id, value }) => [id, value]));
	const after = new Map(allCounters(now).map(({ id, value }) => [id, value]));
	const wraps = is32Bit(valueOf(readings.identity));
	const one = (id: string): number => grown(before.get(id) ?? 0, after.get(id) ?? 0, wraps);
	return { time, by: (...ids) => ids.reduce((sum, id) => sum + one(id), 0) };
}

const perMinutes = (count: number, minutes: number, time: Milliseconds): number =>
	(count * minutes * 60_000) / time;

/** One finding of the Protocols page. */
function told(
	filter: string,
	[id, severity]: readonly [string, Severity],
	[title, detail]: readonly [string, string],
): readonly Finding[] {
	return [{ id, severity, title, detail, evidence: on('protocols', filter) }];
}

function resent({ by }: Grown): readonly Finding[] {
	const again = by('TcpRetransSegs');
	const all = again + by('TcpOutSegs');
	if (all < limit.RESENT.segments || again / all <= limit.RESENT.some) return [];
	const severity = again / all > limit.RESENT.many ? 'warn' : 'info';
	return told(
		'TcpRetransSegs',
		['resent', severity],
		[
			`${percent(again / all)} of what TCP sends is sent again`,
			'Less than 1 % is ordinary, up to 2 % usual on mobile networks. It is slower, and on mobile data may be paid twice. Another Wi-Fi or band, or nearer to the access point, helps. Connections of the phone with itself are among the count.',
		],
	);
}

function resets({ by }: Grown): readonly Finding[] {
	const cut = by('TcpEstabResets');
	const opened = by('TcpActiveOpens');
	if (opened < limit.RESETS.opened || cut / opened <= limit.RESETS.share) return [];
	return told(
		'TcpEstabResets',
		['resets', 'info'],
		[
			`${counted(cut, 'connection')} of ${opened} were cut off by a reset`,
			'Downloads break and apps connect anew. Apps that close early and changes of the network do this too. If it only happens in this network, a filter or a proxy stands in between.',
		],
	);
}

function unreachable({ by, time }: Grown): readonly Finding[] {
	const count = by('IcmpInDestUnreachs', 'Icmp6InDestUnreachs');
	if (count < limit.UNREACHABLE || perMinutes(count, 10, time) < limit.UNREACHABLE) return [];
	return told(
		'InDestUnreachs',
		['unreachable', 'info'],
		[
			`The network said "unreachable" ${counted(count, 'time')}`,
			'A router or a host refused what an app sent: a wrong host or port, or a firewall outside. A capture names the sender and the target.',
		],
	);
}

const ROOM = [
	'TcpExtTCPBacklogDrop',
	'TcpExtTCPRcvQDrop',
	'TcpExtPruneCalled',
	'TcpExtRcvPruned',
	'TcpExtTCPMemoryPressures',
	'UdpRcvbufErrors',
	'Udp6RcvbufErrors',
] as const;

function noRoom({ by, time }: Grown): readonly Finding[] {
	const softnet = by('softnet dropped');
	const grew = ROOM.map((id) => [id, by(id)] as const).filter(
		([, count]) => count > 0 && perMinutes(count, 1, time) >= limit.NO_ROOM,
	);
	const all = [...grew, ...(softnet > 0 ? [['softnet dropped', softnet] as const] : [])];
	const [first] = all;
	if (first === undefined) return [];
	return told(
		first[0],
		['no-room', 'info'],
		[
			'The phone had no memory or time for packets',
			`${all.map(([id, count]) => `${id} +${count}`).join(', ')}: loss made by the phone, not by the network. Close heavy apps, or restart the phone. A call that is on hold lets UDP overflow.`,
		],
	);
}

function overrun({ by }: Grown): readonly Finding[] {
	const count = by('TcpExtListenOverflows', 'TcpExtListenDrops', 'TcpExtSyncookiesSent');
	if (count === 0) return [];
	return told(
		'Listen',
		['overrun', 'info'],
		[
			'A server on the phone could not take all connections',
			`${counted(count, 'connection')} were turned away because an app does not accept them fast enough, or because somebody floods it.`,
		],
	);
}

function knocks({ by, time }: Grown): readonly Finding[] {
	const count = by('UdpNoPorts', 'Udp6NoPorts');
	if (count < limit.KNOCKS || perMinutes(count, 10, time) < limit.KNOCKS) return [];
	return told(
		'NoPorts',
		['knocks', 'info'],
		[
			`${counted(count, 'datagram')} came for ports that nobody holds`,
			'Somebody may look for open ports in this network. Late answers to questions that were given up, and broadcasts of the local network, count as well. Nothing is open unless a finding says so.',
		],
	);
}

function damaged({ by }: Grown): readonly Finding[] {
	const count = by('TcpInCsumErrors', 'UdpInCsumErrors', 'Udp6InCsumErrors');
	if (count < limit.DAMAGED) return [];
	return told(
		'CsumErrors',
		['damaged', 'info'],
		[
			`${counted(count, 'packet')} arrived damaged`,
			'Their checksum is wrong: a bad radio, cable or driver, or a box on the way that changes packets.',
		],
	);
}
