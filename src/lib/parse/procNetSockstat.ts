import { ok, type Result } from '../base/result.ts';
import type { CounterGroup, ProtocolCounter, ProtocolFile } from '../model/protocols.ts';
import type { Absent, ParseFailure } from '../model/failure.ts';
import { kernelLong } from './kernelLong.ts';
import { absent, fieldsOf, isRemark, linesOf, malformed } from './text.ts';

/** A kernel prints six lines, with five pairs at most. */
const MAX_GROUPS = 64;
const MAX_FIELDS = 64;

/**
 * Reads `/proc/net/sockstat` (`net/ipv4/proc.c`) and `/proc/net/sockstat6`: `TCP: inuse 5 orphan 0`, a group, then
 * names each with its value. They say how much there is now, and are no counters that only grow.
 */
export function parseProcNetSockstat(
	text: string,
	file: ProtocolFile,
): Result<readonly CounterGroup[], ParseFailure | Absent> {
	const groups: CounterGroup[] = [];
	for (const [index, line] of linesOf(text).entries()) {
		if (line.trim() === '' || isRemark(line)) continue;
		const group = groupOf(fieldsOf(line), file);
		if (group === undefined || groups.length >= MAX_GROUPS) {
			return malformed('a group, and names with numbers', index, line);
		}
		groups.push(group);
	}
	return groups.length === 0 ? absent('socket counts') : ok(groups);
}

function groupOf(fields: readonly string[], file: ProtocolFile): CounterGroup | undefined {
	const [head = '', ...pairs] = fields;
	if (!/^[A-Za-z]\w{0,31}:$/.test(head)) return undefined;
	if (pairs.length % 2 !== 0 || pairs.length > MAX_FIELDS) return undefined;
	const group = head.slice(0, -1);
	const counters: ProtocolCounter[] = [];
	for (let at = 0; at < pairs.length; at += 2) {
		const name = pairs[at] ?? '';
		const value = kernelLong(pairs[at + 1]);
		if (!/^[A-Za-z]\w{0,31}$/.test(name) || value === undefined) return undefined;
		counters.push({ id: `${group} ${name}`, value });
	}
	return { file, name: group, counters };
}
