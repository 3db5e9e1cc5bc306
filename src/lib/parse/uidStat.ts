import { ok, type Result } from '../base/result.ts';
import type { Traffic, UidUsage } from '../model/counters.ts';
import type { Absent, ParseFailure } from '../model/failure.ts';
import { uid, type Uid } from '../model/uid.ts';
import { byUid } from './counting.ts';
import { absent, decimal, idNumber, linesOf, malformed } from './text.ts';

const ROW = /^\/proc\/uid_stat\/(\d{1,10})\/tcp_(rcv|snd) (\S{1,20})$/;

const DOUBTS = [
	'This kernel counts TCP alone: no UDP (QUIC, DNS, calls) is in these numbers, and no packets are counted.',
	'These counters are 32 bits wide: they start over at 4.3 GB.',
];

/**
 * Reads `/proc/uid_stat/<uid>/tcp_rcv` and `tcp_snd` (Android 5 and before, `drivers/misc/uid_stat.c`), each announced by
 * its path: bytes of TCP payload since boot.
 */
export function parseUidStat(text: string): Result<UidUsage, ParseFailure | Absent> {
	const rows = new Map<Uid, Traffic>();
	for (const [index, line] of linesOf(text).entries()) {
		if (!line.startsWith('/proc/uid_stat/') || line.includes('*')) continue;
		const [, owner, way, value] = ROW.exec(line.trimEnd()) ?? [];
		const id = idNumber(owner);
		const bytes = decimal(value);
		if (id === undefined || bytes === undefined) {
			return malformed('/proc/uid_stat/UID/tcp_rcv or tcp_snd, and a count', index, line);
		}
		const before = rows.get(uid(id)) ?? NOTHING;
		rows.set(
			uid(id),
			way === 'rcv' ? { ...before, rxBytes: bytes } : { ...before, txBytes: bytes },
		);
	}
	return rows.size === 0
		? absent('/proc/uid_stat')
		: ok({ source: 'uid_stat', rows: byUid(rows), doubts: DOUBTS });
}

const NOTHING: Traffic = { rxBytes: 0, rxPackets: 0, txBytes: 0, txPackets: 0 };
