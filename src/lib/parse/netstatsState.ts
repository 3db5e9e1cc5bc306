import { ok, type Result } from '../base/result.ts';
import type { Absent, ParseFailure } from '../model/failure.ts';
import type { ActiveInterface, NetstatsState, PollCount } from '../model/netstats.ts';
import { bpfMapsOf, interfaceRows } from './bpfMaps.ts';
import { parseNetstatsHistory } from './netstatsHistory.ts';
import { networksOf } from './networkIdent.ts';
import { absent, decimal, fieldsOf, linesOf } from './text.ts';

/** Titles of the dump's parts that stand before its histories (AOSP `NetworkStatsService.dump`). */
const TITLES: readonly string[] = [
	'Directory:',
	'Configs:',
	'Active interfaces:',
	'Active UID interfaces:',
	'All wifi interfaces:',
	'All mobile interfaces:',
	'Top openSession callers:',
	'Poll counts per reason:',
	'Recent poll events:',
	'Stats Providers:',
	'Stats Observers:',
];
const MAX_LINES = 64;
const MAX_LENGTH = 300;

/**
 * Reads what `dumpsys netstats` says besides counters per uid (Android 4.0 to 16): which interfaces carry networks,
 * which were ever mobile, what the device carried, when Android collected.
 */
export function parseNetstatsState(text: string): Result<NetstatsState, ParseFailure | Absent> {
	const lines = linesOf(text);
	const parts = partsOf(lines);
	const histories = parseNetstatsHistory(text);
	if (parts.size === 0 && !histories.ok) return absent('dumpsys netstats');
	const maps = bpfMapsOf(lines);
	const { series, pending } = histories.ok ? histories.value : { series: [], pending: {} };
	return ok({
		active: activeOf(parts.get('Active interfaces:')),
		wifi: namesOf(parts.get('All wifi interfaces:')),
		mobile: namesOf(parts.get('All mobile interfaces:')),
		interfaces: maps.has('mIfaceStatsMap') ? interfaceRows(maps.get('mIfaceStatsMap')) : undefined,
		device: series.filter(({ book }) => book === 'dev' || book === 'xt'),
		pending,
		cache: cacheOf(lines),
		polls: pollsOf(parts.get('Poll counts per reason:')),
		recentPolls: wordsOf(parts.get('Recent poll events:')),
		providers: wordsOf(parts.get('Stats Providers:')),
	});
}

/** The lines under each title; indented further than it, or at least no title of another part. */
function partsOf(lines: readonly string[]): ReadonlyMap<string, readonly string[]> {
	const parts = new Map<string, string[]>();
	let open: string[] | undefined;
	for (const line of lines) {
		const title = TITLES.find((one) => line.trimEnd() === one);
		if (title !== undefined) {
			open = parts.get(title) ?? [];
			parts.set(title, open);
		} else if (/^\S/.test(line)) open = undefined;
		else if (open !== undefined && open.length < MAX_LINES && line.trim() !== '') {
			open.push(line.trim());
		}
	}
	return parts;
}

function activeOf(lines: readonly string[] = []): readonly ActiveInterface[] {
	return lines.flatMap((line) => {
		const [, name] = /^iface=(\S{1,64}) ident=\[/.exec(line) ?? [];
		if (name === undefined) return [];
		const from = line.indexOf('ident=[') + 'ident=['.length;
		return [{ interface: name, networks: networksOf(line.slice(from, line.lastIndexOf(']'))) }];
	});
}

const namesOf = (lines: readonly string[] | undefined): readonly string[] | undefined =>
	lines && [...new Set(lines.flatMap((line) => fieldsOf(line.slice(0, MAX_LENGTH))))];

function pollsOf(lines: readonly string[] = []): readonly PollCount[] {
	return lines.flatMap((line) => {
		const at = line.lastIndexOf(': ');
		const count = decimal(line.slice(at + 2));
		return at < 0 || count === undefined
			? []
			: [{ reason: line.slice(0, Math.min(at, MAX_LENGTH)), count }];
	});
}

const wordsOf = (lines: readonly string[] = []): readonly string[] =>
	lines.map((line) => line.slice(0, MAX_LENGTH));

/** How long an answer of `TrafficStats` is repeated (Android 15 on, and modules of 2024). */
function cacheOf(lines: readonly string[]): number | undefined {
	for (const line of lines) {
		if (line.length > MAX_LENGTH || !/cache/i.test(line)) continue;
		const found = decimal(/expiry\w{0,40}[:=] {0,4}(\d{1,9})(?!\d)/i.exec(line)?.[1]);
		if (found !== undefined) return found;
	}
	return undefined;
}
