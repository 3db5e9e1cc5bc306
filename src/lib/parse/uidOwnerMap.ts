import { ok, type Result } from '../base/result.ts';
import type { Absent, ParseFailure } from '../model/failure.ts';
import type { UidFirewall, UidFirewallRow } from '../model/firewall.ts';
import { uid, type Uid } from '../model/uid.ts';
import { absent, fieldsOf, idNumber, linesOf, malformed } from './text.ts';

const OWNERS = /^\s*[ms]UidOwnerMap:{0,2}\s*$/;
const PERMISSIONS = /^\s*[ms]UidPermissionMap:{0,2}\s*$/;
/** Any other map begins, or what stands behind the last. */
const TITLE = /^\s*[a-zA-Z]\w{0,63}:{1,2}\s*$|^\s*m[A-Z]\w{0,63}\s*$/;
const CHAINS = /^\s*current ownerMatch configuration: \d{1,10}/;
/** Where a uid may open sockets (`BpfNetMaps.java`, `TrafficController.cpp` of older releases). */
const INTERNET = /INTERNET|ALLOW_SOCK_CREATE/;
const MAX_DOUBTS = 8;

/**
 * Reads the firewall per uid out of `dumpsys connectivity trafficcontroller` (Android 13 on; AOSP `BpfNetMaps.java`)
 * or `dumpsys netd trafficcontroller` (9 to 12; netd `TrafficController.cpp`).
 */
export function parseUidOwnerMap(text: string): Result<UidFirewall, ParseFailure | Absent> {
	const lines = linesOf(text);
	const start = lines.findIndex((line) => OWNERS.test(line));
	if (start < 0) return absent(whyAbsent(lines));
	const rows = new Map<Uid, UidFirewallRow>();
	const doubts = new Set<string>();
	for (let index = start + 1; index < lines.length; index += 1) {
		const line = lines[index] ?? '';
		if (TITLE.test(line)) break;
		if (line.trim() === '') continue;
		const row = rowOf(line);
		if (row !== undefined) rows.set(row.uid, row);
		else if (/^\s*\d/.test(line)) return malformed('a uid and its matches', index, line);
		else if (doubts.size < MAX_DOUBTS)
			doubts.add(`The phone said in between: ${line.trim().slice(0, 200)}`);
	}
	return ok({
		enabled: namesIn(fieldsOf(lines.find((line) => CHAINS.test(line)) ?? '')),
		rows: [...rows.values()].sort((a, b) => a.uid - b.uid),
		noInternet: withoutInternet(lines),
		doubts: [...doubts],
	});
}

const whyAbsent = (lines: readonly string[]): string =>
	lines.some((line) => line.includes('NONE_SUPPORT'))
		? 'firewall per uid: the kernel has no eBPF'
		: 'firewall per uid (sUidOwnerMap)';

/** `10123 STANDBY_MATCH IIF_MATCH 21`: behind the names the interface of IIF_MATCH. */
function rowOf(line: string): UidFirewallRow | undefined {
	const [first, ...words] = fieldsOf(line);
	const id = idNumber(first);
	if (id === undefined || words.length === 0 || words.length > 40) return undefined;
	const last = words.at(-1);
	return {
		uid: uid(id),
		matches: namesIn(words),
		interface: words.includes('IIF_MATCH') && !last?.endsWith('_MATCH') ? last : undefined,
	};
}

/** Names without `_MATCH`; an unknown bit keeps its number: `UNKNOWN(4096)`. */
function namesIn(words: readonly string[]): readonly string[] {
	return words
		.filter((word) => /^[A-Z\d_]{1,64}_MATCH(?:\(\d{1,20}\))?$/.test(word) && word !== 'NO_MATCH')
		.map((word) => word.replace('_MATCH', ''));
}

function withoutInternet(lines: readonly string[]): readonly Uid[] {
	const found = new Set<Uid>();
	const start = lines.findIndex((line) => PERMISSIONS.test(line));
	for (let index = start + 1; start >= 0 && index < lines.length; index += 1) {
		const line = lines[index] ?? '';
		if (TITLE.test(line)) break;
		const id = idNumber(fieldsOf(line)[0]);
		if (id === undefined) continue;
		if (INTERNET.test(line)) found.delete(uid(id));
		else found.add(uid(id));
	}
	return [...found].sort((a, b) => a - b);
}
