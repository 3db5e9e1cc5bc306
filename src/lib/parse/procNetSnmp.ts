import { ok, type Result } from '../base/result.ts';
import type { CounterGroup, ProtocolCounter, ProtocolFile } from '../model/protocols.ts';
import type { Absent, ParseFailure } from '../model/failure.ts';
import { kernelLong } from './kernelLong.ts';
import { absent, fieldsOf, isRemark, linesOf, malformed } from './text.ts';

/** A kernel prints about 300. */
const MAX_COUNTERS = 2048;

/**
 * Reads `/proc/net/snmp` and `/proc/net/netstat` (`net/ipv4/proc.c`): a line of names, then one of values, each
 * behind the group's name. Which counters there are, and in which order, differs from kernel to kernel. `IcmpMsg`
 * comes in several pairs of lines where it has many.
 */
export function parseProcNetSnmp(
	text: string,
	file: ProtocolFile,
): Result<readonly CounterGroup[], ParseFailure | Absent> {
	const groups = new Map<string, ProtocolCounter[]>();
	let names: readonly string[] | undefined;
	let room = MAX_COUNTERS;
	for (const [index, line] of linesOf(text).entries()) {
		if (line.trim() === '' || isRemark(line)) continue;
		const fields = fieldsOf(line);
		if (names === undefined) {
			if (!isHead(fields, room)) return malformed('a group and names', index, line);
			names = fields;
			room -= fields.length;
		} else {
			const counters = zipped(names, fields);
			if (counters === undefined) return malformed('a number for each name', index, line);
			const group = names[0]?.slice(0, -1) ?? '';
			const known = groups.get(group);
			if (known === undefined) groups.set(group, [...counters]);
			else known.push(...counters);
			names = undefined;
		}
	}
	if (groups.size === 0) return absent('protocol counters');
	return ok([...groups].map(([name, counters]) => ({ file, name, counters })));
}

const isHead = (fields: readonly string[], room: number): boolean =>
	fields.length <= room &&
	/^[A-Za-z]\w{0,63}:$/.test(fields[0] ?? '') &&
	fields.slice(1).every((name) => /^[A-Za-z]\w{0,63}$/.test(name));

function zipped(
	names: readonly string[],
	values: readonly string[],
): readonly ProtocolCounter[] | undefined {
	const [head = ''] = names;
	if (values[0] !== head || values.length !== names.length) return undefined;
	const group = head.slice(0, -1);
	const counters: ProtocolCounter[] = [];
	for (let at = 1; at < names.length; at += 1) {
		const value = kernelLong(values[at]);
		if (value === undefined) return undefined;
		counters.push({ id: `${group}${names[at] ?? ''}`, value });
	}
	return counters;
}
