import { ok, type Err, type Result } from '../base/result.ts';
import type { Traffic, UidUsage } from '../model/counters.ts';
import type { Absent, ParseFailure } from '../model/failure.ts';
import { uid, type Uid } from '../model/uid.ts';
import {
	BPF_COUNTERS,
	bpfMapsOf,
	foregroundUids,
	interfaceRows,
	isMapTitle,
	partsOf,
} from './bpfMaps.ts';
import {
	byUid,
	doubtsAboutInterfaces,
	trafficColumns,
	trafficOf,
	type TrafficColumns,
} from './counting.ts';
import { absent, fieldsOf, idNumber, linesOf, malformed } from './text.ts';

const EXPIRED = /^\*\*\* SERVICE '.{1,64}' DUMP TIMEOUT/;
const MAX_DOUBTS = 8;

/**
 * Reads the kernel's eBPF counters in `dumpsys netstats` (Android 13 on; AOSP `NetworkStatsService.java`,
 * `BpfDump.java`) or in `dumpsys netd trafficcontroller` (9-12): the map `mAppUidStatsMap`, bytes and packets per uid
 * since boot, every interface and tag, `lo` included.
 *
 * When an entry is deleted while the map is read, the dump starts over: a uid may then come twice, and its later row,
 * the larger one, counts. `mStatsMapA` and `B` hold only what came since the last poll: parts, no totals. Android 9 has
 * `mUidStatsMap` and `mTagStatsMap` in their place, since boot.
 */
export function parseNetstatsBpf(text: string): Result<UidUsage, ParseFailure | Absent> {
	const lines = linesOf(text);
	const start = lines.findIndex((line) => /^\s*mAppUidStatsMap::?\s*$/.test(line));
	const expired = lines.findIndex((line) => EXPIRED.test(line));
	if (start < 0) {
		return expired < 0
			? absent('eBPF counters (mAppUidStatsMap)')
			: malformed('mAppUidStatsMap before the time was up', expired, lines[expired] ?? '');
	}
	const map = readUidMap(lines, start + 1);
	if ('ok' in map) return map;
	const maps = bpfMapsOf(lines);
	const parts = partsOf(maps);
	const interfaces = interfaceRows(maps.get('mIfaceStatsMap'));
	const busy = interfaces.filter(({ rxBytes, txBytes }) => rxBytes + txBytes > 0);
	const names = new Set(busy.map((row) => row.interface));
	const doubts = [...map.remarks, ...doubtsAboutInterfaces(names, 'bpf')];
	return ok({
		...{ source: 'bpf', rows: byUid(map.rows), doubts: doubts.slice(0, MAX_DOUBTS) },
		...(parts && { parts }),
		...(maps.has('mUidCounterSetMap') && {
			foreground: foregroundUids(maps.get('mUidCounterSetMap')),
		}),
		...(maps.has('mIfaceStatsMap') && { interfaces }),
	});
}

interface UidMap {
	readonly rows: Map<Uid, Traffic>;
	readonly remarks: Set<string>;
}

function readUidMap(lines: readonly string[], from: number): UidMap | Err<ParseFailure> {
	const titles = fieldsOf(lines[from] ?? '');
	const columns = trafficColumns(titles, BPF_COUNTERS);
	if (columns === undefined || titles[0] !== 'uid') {
		const index = Math.min(from, lines.length - 1);
		return malformed(`the titles uid ${BPF_COUNTERS.join(' ')}`, index, lines[index] ?? '');
	}
	const map: UidMap = { rows: new Map(), remarks: new Set() };
	for (let index = from + 1; index < lines.length; index += 1) {
		const line = lines[index] ?? '';
		if (isMapTitle(line)) break;
		const fields = fieldsOf(line);
		if (!/^\d/.test(line.trimStart())) noteRemark(map, line);
		else if (fields.length !== titles.length || !addRow(map, fields, columns)) {
			return malformed('a uid and four counters', index, line);
		}
	}
	return map;
}

/** Counters only grow: of two rows of one uid the larger was read later. */
function addRow(map: UidMap, fields: readonly string[], columns: TrafficColumns): boolean {
	const id = idNumber(fields[0]);
	const traffic = trafficOf(fields, columns);
	if (id === undefined || traffic === undefined) return false;
	const before = map.rows.get(uid(id));
	if (before === undefined || bytesOf(before) <= bytesOf(traffic)) map.rows.set(uid(id), traffic);
	return true;
}

const bytesOf = (traffic: Traffic): number => traffic.rxBytes + traffic.txBytes;

function noteRemark(map: UidMap, line: string): void {
	if (line.trim() !== '' && map.remarks.size < MAX_DOUBTS) map.remarks.add(remarkOf(line));
}

function remarkOf(line: string): string {
	const shown = line.trim().slice(0, 200);
	if (shown.startsWith('Entry is deleted while dumping')) {
		return 'An entry was deleted while the phone read its counters: it started over, some rows came twice.';
	}
	return `The phone said among its counters: ${shown}`;
}
