import { ok, type Result } from '../base/result.ts';
import type { InterfaceCounters } from '../model/counters.ts';
import type { Absent, ParseFailure } from '../model/failure.ts';
import { absent, decimal, fieldsOf, isRemark, linesOf, malformed } from './text.ts';

const EXPECTED = 'an interface name and 16 counters';

/**
 * Reads `/proc/net/dev`, the kernel's counters per interface (`net/core/net-procfs.c`).
 *
 * Old kernels leave no blank between the name's colon and a large first number (`wlan0:123456789`); an alias has
 * a colon in its name (`eth0:1`).
 */
export function parseProcNetDev(
	text: string,
): Result<readonly InterfaceCounters[], ParseFailure | Absent> {
	const interfaces: InterfaceCounters[] = [];
	let titles = 0;
	for (const [index, line] of linesOf(text).entries()) {
		if (line.includes('|')) titles += 1;
		else if (line.trim() !== '' && !isRemark(line)) {
			const row = parseRow(line);
			if (row === undefined) return malformed(EXPECTED, index, line);
			interfaces.push(row);
		}
	}
	return titles === 0 && interfaces.length === 0 ? absent('interface counters') : ok(interfaces);
}

function parseRow(line: string): InterfaceCounters | undefined {
	const colon = line.lastIndexOf(':');
	const name = line.slice(0, Math.max(colon, 0)).trim();
	const counters: number[] = [];
	for (const field of fieldsOf(line.slice(colon + 1))) {
		const counter = decimal(field);
		if (counter === undefined) return undefined;
		counters.push(counter);
	}
	if (!/^\S{1,64}$/.test(name) || counters.length !== 16) return undefined;
	return countersOf(name, (column) => counters[column] ?? 0);
}

/** Columns in the order of `dev_seq_printf_stats`. */
function countersOf(name: string, column: (index: number) => number): InterfaceCounters {
	const received = {
		bytes: column(0),
		packets: column(1),
		errs: column(2),
		drop: column(3),
		fifo: column(4),
		frame: column(5),
		compressed: column(6),
		multicast: column(7),
	};
	const sent = {
		bytes: column(8),
		packets: column(9),
		errs: column(10),
		drop: column(11),
		fifo: column(12),
		colls: column(13),
		carrier: column(14),
		compressed: column(15),
	};
	return { name, rx: received, tx: sent };
}
