// The live part of `dumpsys netstats` since the Tethering module of late 2022: the kernel's maps.
// Format: NetworkStatsService.java `dump`, BpfDump.java.
import { add, readUsage, total } from './counters.ts';
import type { Amount, UsageRow } from './counters.ts';
import { CELLULAR, USB_TETHER, WIFI } from '../routing.ts';

const MAPS = [
	'mCookieTagMap',
	'mUidCounterSetMap',
	'mAppUidStatsMap',
	'mStatsMapA',
	'mStatsMapB',
	'mIfaceIndexNameMap',
	'mIfaceStatsMap',
] as const;

const INDEXES: ReadonlyMap<string, number> = new Map([
	['lo', 1],
	...[WIFI, CELLULAR, USB_TETHER].map(({ name, index }) => [name, index] as const),
]);

const indexOf = (iface: string): number => INDEXES.get(iface) ?? 0;

interface Traffic {
	readonly rx: Amount;
	readonly tx: Amount;
}

function amounts({ rx, tx }: Traffic): string {
	return `${rx.bytes} ${rx.packets} ${tx.bytes} ${tx.packets}`;
}

function sumBy<K>(rows: readonly UsageRow[], key: (row: UsageRow) => K): ReadonlyMap<K, Traffic> {
	const sums = new Map<K, Traffic>();
	for (const row of rows) {
		const old = sums.get(key(row));
		const rx = total(row.rx);
		const tx = total(row.tx);
		sums.set(
			key(row),
			old === undefined ? { rx, tx } : { rx: add(old.rx, rx), tx: add(old.tx, tx) },
		);
	}
	return sums;
}

function section(name: string, header: string, rows: readonly string[]): string[] {
	return [`  ${name}:`, `    ${header}`, ...rows.map((row) => `    ${row}`)];
}

function statsRow(row: UsageRow): string {
	const tag = `0x${row.tag.toString(16)}`;
	const traffic = { rx: total(row.rx), tx: total(row.tx) };
	return `${indexOf(row.iface)} ${row.iface} ${tag} ${row.uid} 0 ${amounts(traffic)}`;
}

/** `foreground` are the uids on screen now. */
export async function bpfMaps(foreground: readonly number[]): Promise<string> {
	const rows = await readUsage();
	const untagged = rows.filter(({ tag }) => tag === 0);
	const perUid = [...sumBy(untagged, ({ uid }) => uid)];
	const perIface = sumBy(untagged, ({ iface }) => iface);
	const columns = 'rxBytes rxPackets txBytes txPackets';
	const lines = [
		'BPF map status:',
		...MAPS.map((name) => `  ${name}: OK`),
		'BPF map content:',
		// Lookups are the only tagged traffic, and their sockets are gone at once.
		'  mCookieTagMap:',
		'  mUidCounterSetMap:',
		...foreground.map((uid) => `    uid=${uid} set=1`),
		...section(
			'mAppUidStatsMap',
			`uid ${columns}`,
			perUid.map(([uid, traffic]) => `${uid} ${amounts(traffic)}`),
		),
		...section(
			'mStatsMapA',
			`ifaceIndex ifaceName tag_hex uid_int cnt_set ${columns}`,
			rows.map(statsRow),
		),
		...section('mStatsMapB', `ifaceIndex ifaceName tag_hex uid_int cnt_set ${columns}`, []),
		...section(
			'mIfaceStatsMap',
			`ifaceIndex ifaceName ${columns}`,
			[...perIface].map(([iface, traffic]) => {
				return `${indexOf(iface)} ${iface} ${amounts(traffic)}`;
			}),
		),
	];
	return `${lines.join('\n')}\n`;
}
