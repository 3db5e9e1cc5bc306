import type { Snippet } from 'svelte';
import type { AppFirewall, Hold, HoldEffect, LoggedRow } from '#lib/model/firewallView.ts';
import type { Column } from '../shared/column.ts';
import { count, NONE } from '../shared/format.ts';

interface AppCells {
	readonly name: Snippet<[AppFirewall]>;
	readonly blocked: Snippet<[AppFirewall]>;
	readonly limited: Snippet<[AppFirewall]>;
	readonly allowed: Snippet<[AppFirewall]>;
}

/** Where one effect holds for an app, each place once. */
export const placesOf = (holds: readonly Hold[], effect: HoldEffect): readonly string[] => [
	...new Set(holds.filter((hold) => hold.effect === effect).map(({ what }) => what)),
];

/** What rules that name the app counted while they blocked it. */
function stoppedBy({ holds }: AppFirewall): number | undefined {
	const own = holds.filter(({ effect, shared }) => effect === 'blocked' && !shared);
	const counted = own.flatMap(({ packets }) => (packets === undefined ? [] : [packets]));
	return counted.length === 0 ? undefined : counted.reduce((sum, packets) => sum + packets, 0);
}

const written = (value: number | undefined): string => (value === undefined ? NONE : count(value));

/** The columns of apps that something is said of. */
export function appColumns(cells: AppCells): readonly Column<AppFirewall>[] {
	const places = (
		id: HoldEffect,
		title: string,
		hint: string,
		width: number,
	): Column<AppFirewall> => ({
		...{ id, title, hint, sortable: true, width, grow: width / 5 },
		value: ({ holds }) => -placesOf(holds, id).length,
		text: ({ holds }) => placesOf(holds, id).join(', '),
		cell: cells[id],
	});
	return [
		{
			...{ id: 'app', title: 'App', sortable: true, width: 13, grow: 2 },
			value: ({ app }) => app.name,
			text: ({ app }) => `${app.name} (${app.uid})`,
			cell: cells.name,
		},
		places('blocked', 'Blocked', 'Nothing gets out there or then', 13),
		places('limited', 'Limited', 'Only on some networks, or only in front', 8.5),
		places('allowed', 'Let through', 'An exception from a rule for everybody', 7),
		{
			...{ id: 'packets', title: 'Stopped', numeric: true, sortable: true, width: 6.2, grow: 0 },
			hint: 'Packets that rules for this app alone refused',
			value: stoppedBy,
			text: (row) => String(stoppedBy(row) ?? ''),
			show: (row) => written(stoppedBy(row)),
		},
		{
			...{ id: 'logged', title: 'Logged', numeric: true, sortable: true, width: 5.5, grow: 0 },
			hint: 'Lines of the kernel log with its uid',
			value: ({ logged }) => logged,
			text: ({ logged }) => String(logged),
			show: ({ logged }) => (logged === 0 ? NONE : count(logged)),
		},
	];
}

const end = (address: string, port: number | undefined): string => {
	if (port === undefined) return address;
	return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
};

/** `TCP SYN`, `ICMP 3/1 about UDP to 192.0.2.8:53`. */
function kindOf({ packet }: LoggedRow): string {
	const { protocol, icmpType, icmpCode, flags, about } = packet;
	const icmp = icmpType === undefined ? undefined : `${icmpType}/${icmpCode ?? 0}`;
	const inner =
		about === undefined
			? undefined
			: `about ${about.protocol ?? 'a packet'} to ${end(about.destination, about.destinationPort)}`;
	const bits = flags.filter((flag) => flag !== 'DF');
	return [protocol ?? '?', icmp, ...bits, inner].filter(Boolean).join(' ');
}

/** The columns of logged packets. */
export function logColumns(app: Snippet<[LoggedRow]>): readonly Column<LoggedRow>[] {
	const text = (
		id: string,
		title: string,
		of: (row: LoggedRow) => string,
		width: number,
	): Column<LoggedRow> => ({ id, title, sortable: true, mono: true, width, text: of, value: of });
	return [
		{
			...text('at', 'When', ({ packet }) => packet.at, 8),
			hint: 'Seconds since the phone started, or a date of its clock',
		},
		{
			...{ id: 'app', title: 'App', sortable: true, width: 10, cell: app },
			value: (row) => row.app?.name,
			text: (row) => (row.app === undefined ? '' : `${row.app.name} (${row.app.uid})`),
		},
		{ ...text('prefix', 'Prefix', ({ packet }) => packet.prefix, 6), hint: 'Which rule wrote it' },
		text(
			'way',
			'Interface',
			({ packet }) => (packet.out === undefined ? `in ${packet.in ?? '?'}` : `out ${packet.out}`),
			8,
		),
		text('to', 'To', ({ packet }) => end(packet.destination, packet.destinationPort), 14),
		text('kind', 'What', kindOf, 9),
		{
			...text('from', 'From', ({ packet }) => end(packet.source, packet.sourcePort), 14),
			hideNarrow: true,
		},
		{
			...{ id: 'length', title: 'Bytes', numeric: true, sortable: true, width: 4.5 },
			value: ({ packet }) => packet.length,
			text: ({ packet }) => String(packet.length ?? ''),
		},
	];
}
