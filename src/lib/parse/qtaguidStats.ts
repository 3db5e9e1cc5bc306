import { ok, type Result } from '../base/result.ts';
import type { Traffic, UidUsage, UsagePart } from '../model/counters.ts';
import type { Absent, ParseFailure } from '../model/failure.ts';
import { uid, type Uid } from '../model/uid.ts';
import {
	byUid,
	doubtsAboutInterfaces,
	sum,
	trafficColumns,
	trafficOf,
	type TrafficColumns,
} from './counting.ts';
import { absent, fieldsOf, idNumber, isRemark, linesOf, malformed } from './text.ts';

const TITLES = ['rx_bytes', 'rx_packets', 'tx_bytes', 'tx_packets'] as const;

interface Columns {
	readonly interface: number;
	readonly tag: number;
	readonly uid: number;
	readonly set: number;
	readonly traffic: TrafficColumns;
}

/**
 * Reads `/proc/net/xt_qtaguid/stats` (Android 3-9, kernel `net/netfilter/xt_qtaguid.c`): bytes and packets per
 * interface, uid, tag and counter set since boot.
 *
 * Columns are found by their titles, which early kernels order otherwise. Tag 0 is the uid's total, tagged traffic
 * included; counter set 0 is background, 1 foreground; `lo` never leaves the phone. So: tag 0, both sets, without lo.
 */
export function parseQtaguidStats(text: string): Result<UidUsage, ParseFailure | Absent> {
	const lines = linesOf(text);
	const start = lines.findIndex((line) => line.startsWith('idx '));
	if (start < 0) return absent('/proc/net/xt_qtaguid/stats');
	const columns = columnsOf(fieldsOf(lines[start] ?? ''));
	if (columns === undefined) {
		return malformed('titles of xt_qtaguid columns', start, lines[start] ?? '');
	}
	const totals: Totals = { rows: new Map(), loopback: new Map(), parts: [], busy: new Set() };
	for (let index = start + 1; index < lines.length; index += 1) {
		const line = lines[index] ?? '';
		if (line.trim() === '' || isRemark(line)) continue;
		if (!addRow(totals, fieldsOf(line), columns)) {
			return malformed('a row of xt_qtaguid/stats', index, line);
		}
	}
	const doubts = doubtsAboutInterfaces(totals.busy, 'qtaguid');
	const parts = { since: 'boot', rows: totals.parts } as const;
	const loopback = totals.loopback.size === 0 ? {} : { loopback: byUid(totals.loopback) };
	return ok({ source: 'qtaguid', rows: byUid(totals.rows), ...loopback, doubts, parts });
}

/** Rows that are kept apart; the sums take in every one. */
const MAX_PARTS = 20_000;

interface Totals {
	readonly rows: Map<Uid, Traffic>;
	readonly loopback: Map<Uid, Traffic>;
	/** Those that carried something, with their tags. */
	readonly parts: UsagePart[];
	/** Interfaces that carried anything. */
	readonly busy: Set<string>;
}

function columnsOf(titles: readonly string[]): Columns | undefined {
	const traffic = trafficColumns(titles, TITLES);
	const [at, tag, owner] = ['iface', 'acct_tag_hex', 'uid_tag_int'].map((t) => titles.indexOf(t));
	if (traffic === undefined || at === undefined || tag === undefined) return undefined;
	if (owner === undefined || Math.min(at, tag, owner) < 0) return undefined;
	return { interface: at, tag, uid: owner, set: titles.indexOf('cnt_set'), traffic };
}

function addRow(totals: Totals, fields: readonly string[], columns: Columns): boolean {
	const name = fields[columns.interface];
	const tag = fields[columns.tag] ?? '';
	const owner = idNumber(fields[columns.uid]);
	const traffic = trafficOf(fields, columns.traffic);
	if (name === undefined || owner === undefined || traffic === undefined) return false;
	if (!/^0x[0-9a-f]{1,16}$/i.test(tag)) return false;
	if (name === 'lo') {
		if (BigInt(tag) === 0n) addTo(totals.loopback, uid(owner), traffic);
		return true;
	}
	if (traffic.rxBytes + traffic.txBytes > 0) {
		const set = fields[columns.set] === '1' ? 'foreground' : 'background';
		// The upper half is the tag, the lower one the uid once more.
		const purpose = Number(BigInt(tag) >> 32n);
		note(totals, { uid: uid(owner), interface: name, tag: purpose, set, ...traffic });
	}
	if (BigInt(tag) === 0n) addTo(totals.rows, uid(owner), traffic);
	return true;
}

function addTo(sums: Map<Uid, Traffic>, of: Uid, traffic: Traffic): void {
	sums.set(of, sum(sums.get(of) ?? NOTHING, traffic));
}

function note(totals: Totals, part: UsagePart): void {
	if (totals.parts.length < MAX_PARTS) totals.parts.push(part);
	if (part.tag === 0) totals.busy.add(part.interface);
}

const NOTHING: Traffic = { rxBytes: 0, rxPackets: 0, txBytes: 0, txPackets: 0 };
