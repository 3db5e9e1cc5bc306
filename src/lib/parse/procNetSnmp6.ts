import { ok, type Result } from '../base/result.ts';
import type { CounterGroup, ProtocolCounter, ProtocolFile } from '../model/protocols.ts';
import type { Absent, ParseFailure } from '../model/failure.ts';
import { kernelLong } from './kernelLong.ts';
import { absent, fieldsOf, isRemark, linesOf, malformed } from './text.ts';

/** A kernel prints about a hundred, and two more for each type of ICMPv6 that was ever seen. */
const MAX_COUNTERS = 2048;

/** Longer beginnings first: UdpLite6 is none of Udp6. */
const PREFIX = /^(?:UdpLite6|Icmp6|Udp6|Ip6|Xfrm)/;

/**
 * Reads `/proc/net/snmp6` (`net/ipv6/proc.c`) and `/proc/net/xfrm_stat` (`net/xfrm/xfrm_proc.c`): a name and a value
 * a line, the name with its group in front.
 */
export function parseProcNetSnmp6(
	text: string,
	file: ProtocolFile,
): Result<readonly CounterGroup[], ParseFailure | Absent> {
	const groups = new Map<string, ProtocolCounter[]>();
	let found = 0;
	for (const [index, line] of linesOf(text).entries()) {
		if (line.trim() === '' || isRemark(line)) continue;
		const counter = counterOf(fieldsOf(line));
		if (counter === undefined || found >= MAX_COUNTERS) {
			return malformed('a name and a number', index, line);
		}
		const group = PREFIX.exec(counter.id)?.[0] ?? file;
		const counters = groups.get(group);
		if (counters === undefined) groups.set(group, [counter]);
		else counters.push(counter);
		found += 1;
	}
	if (groups.size === 0) return absent('protocol counters');
	return ok([...groups].map(([name, counters]) => ({ file, name, counters })));
}

function counterOf([id = '', number, ...more]: readonly string[]): ProtocolCounter | undefined {
	const value = kernelLong(number);
	if (!/^[A-Za-z]\w{0,63}$/.test(id) || more.length > 0) return undefined;
	return value === undefined ? undefined : { id, value };
}
