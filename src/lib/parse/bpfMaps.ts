import type { InterfaceTraffic, Traffic, UsagePart, UsageParts } from '../model/counters.ts';
import { uid, type Uid } from '../model/uid.ts';
import { sum, trafficColumns, trafficOf, type TrafficColumns } from './counting.ts';
import { decimal, fieldsOf, idNumber } from './text.ts';

/** Titles of the four counters in every map. */
export const BPF_COUNTERS = ['rxBytes', 'rxPackets', 'txBytes', 'txPackets'] as const;

const MAP_TITLE = /^\s{0,16}([a-zA-Z]\w{0,63}):{1,2}\s*$/;
/** Rows that are kept of one map; the kernel's own hold no more (`bpf_progs/netd.h`). */
const MAX_ROWS = 20_000;

/** Whether a line announces a map. One that only tells a map's state goes on behind the colon. */
export const isMapTitle = (line: string): boolean => MAP_TITLE.test(line);

/** The lines of each map of a dump (AOSP `BpfDump.java`, `TrafficController.cpp`), by the map's name. */
export function bpfMapsOf(lines: readonly string[]): ReadonlyMap<string, readonly string[]> {
	const starts: { name: string; from: number }[] = [];
	for (const [index, line] of lines.entries()) {
		const name = MAP_TITLE.exec(line)?.[1];
		if (name !== undefined) starts.push({ name, from: index + 1 });
	}
	const maps = new Map<string, readonly string[]>();
	for (const [nth, { name, from }] of starts.entries()) {
		const next = starts[nth + 1];
		if (!maps.has(name)) maps.set(name, lines.slice(from, next && next.from - 1));
	}
	return maps;
}

/** Places of what a row of a map may say, by the map's own titles; -1 for what it does not. */
interface Places {
	readonly index: number;
	readonly interface: number;
	readonly tag: number;
	readonly uid: number;
	readonly set: number;
	readonly traffic: TrafficColumns;
}

function placesOf(titles: readonly string[]): Places | undefined {
	const traffic = trafficColumns(titles, BPF_COUNTERS);
	return (
		traffic && {
			index: titles.indexOf('ifaceIndex'),
			interface: titles.indexOf('ifaceName'),
			tag: titles.indexOf('tag_hex'),
			uid: titles.indexOf('uid_int'),
			set: titles.indexOf('cnt_set'),
			traffic,
		}
	);
}

/** Rows of a map under its titles; what is no row (remarks, an empty line) is left out. */
function rowsOf<T>(
	lines: readonly string[] | undefined,
	read: (fields: readonly string[], places: Places) => T | undefined,
): readonly T[] {
	const [titles = '', ...rest] = lines ?? [];
	const places = placesOf(fieldsOf(titles));
	if (places === undefined) return [];
	const rows: T[] = [];
	for (const line of rest) {
		const row = /^\s*\d/.test(line) ? read(fieldsOf(line), places) : undefined;
		if (row !== undefined && rows.length < MAX_ROWS) rows.push(row);
	}
	return rows;
}

/**
 * What each interface carried since boot: `mIfaceStatsMap`, which keeps a row for every number that an interface of
 * this name ever had: made anew, it gets another one. Android adds them up too (`BpfNetworkStats.cpp`).
 */
export function interfaceRows(lines: readonly string[] | undefined): readonly InterfaceTraffic[] {
	const rows = rowsOf(lines, (fields, places): Numbered<InterfaceTraffic> | undefined => {
		const name = fields[places.interface];
		const traffic = trafficOf(fields, places.traffic);
		return name === undefined || traffic === undefined
			? undefined
			: { index: fields[places.index] ?? '', row: { interface: name, ...traffic } };
	});
	const sums = new Map<string, InterfaceTraffic>();
	for (const row of larger(rows, ({ interface: name }) => name)) addUp(sums, row.interface, row);
	return [...sums.values()];
}

/** The maps of Android 10 on: one is in use, and emptied when Android collects; those of 9 go on since boot. */
const PARTS: readonly (readonly [UsageParts['since'], readonly string[]])[] = [
	['poll', ['mStatsMapA', 'mStatsMapB']],
	['boot', ['mUidStatsMap', 'mTagStatsMap']],
];

/** The counters in parts: a socket's bytes stand under its tag and once more under tag 0. */
export function partsOf(maps: ReadonlyMap<string, readonly string[]>): UsageParts | undefined {
	const [since, names] = PARTS.find(([, all]) => all.some((name) => maps.has(name))) ?? [];
	return since === undefined || names === undefined
		? undefined
		: { since, rows: partRows(maps, names) };
}

function partRows(
	maps: ReadonlyMap<string, readonly string[]>,
	names: readonly string[],
): readonly UsagePart[] {
	const sums = new Map<string, UsagePart>();
	for (const name of names) {
		for (const row of larger(rowsOf(maps.get(name), partOf), keyOf)) addUp(sums, keyOf(row), row);
	}
	return [...sums.values()];
}

function partOf(fields: readonly string[], places: Places): Numbered<UsagePart> | undefined {
	const name = fields[places.interface];
	const tag = hexTag(fields[places.tag]);
	const owner = idNumber(fields[places.uid]);
	const set = decimal(fields[places.set]);
	const traffic = trafficOf(fields, places.traffic);
	if (name === undefined || tag === undefined || owner === undefined) return undefined;
	if (set === undefined || traffic === undefined) return undefined;
	return {
		index: fields[places.index] ?? '',
		row: {
			...{ uid: uid(owner), interface: name, tag },
			...{ set: set === 0 ? 'background' : 'foreground', ...traffic },
		},
	};
}

/** `0xffffff82` as the number that it is; undefined where it is none of 32 bits. */
export function hexTag(text: string | undefined): number | undefined {
	return text !== undefined && /^0x[\da-f]{1,8}$/i.test(text) ? Number(text) : undefined;
}

const keyOf = (row: UsagePart): string => `${row.uid} ${row.tag} ${row.set} ${row.interface}`;

/** A row with the number of its interface. */
interface Numbered<T> {
	readonly index: string;
	readonly row: T;
}

/** A dump that started over says a row twice: of two with one number and key the larger counts. */
function larger<T extends Traffic>(
	rows: readonly Numbered<T>[],
	key: (row: T) => string,
): Iterable<T> {
	const kept = new Map<string, T>();
	for (const { index, row } of rows) {
		const of = `${index} ${key(row)}`;
		const before = kept.get(of);
		if (before === undefined || bytesOf(before) <= bytesOf(row)) kept.set(of, row);
	}
	return kept.values();
}

function addUp<T extends Traffic>(sums: Map<string, T>, key: string, row: T): void {
	const other = sums.get(key);
	sums.set(key, other === undefined ? row : { ...row, ...sum(other, row) });
}

const bytesOf = ({ rxBytes, txBytes }: Traffic): number => rxBytes + txBytes;

/** Uids in the foreground: `mUidCounterSetMap`, `uid=10234 set=1` or, from native code, `10234 1`. */
export function foregroundUids(lines: readonly string[] | undefined): readonly Uid[] {
	const found = new Set<Uid>();
	for (const line of lines ?? []) {
		const [, owner, set] = /^\s{0,16}(?:uid=)?(\d{1,10}) (?:set=)?(\d)\s*$/.exec(line) ?? [];
		const id = idNumber(owner);
		if (id !== undefined && set !== '0' && found.size < MAX_ROWS) found.add(uid(id));
	}
	return [...found].sort((a, b) => a - b);
}
