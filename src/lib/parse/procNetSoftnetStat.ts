import { ok, type Result } from '../base/result.ts';
import type { SoftnetCpu } from '../model/protocols.ts';
import type { Absent, ParseFailure } from '../model/failure.ts';
import { absent, fieldsOf, isRemark, linesOf, malformed } from './text.ts';

/** `CONFIG_NR_CPUS` of any architecture. */
const MAX_CPUS = 8192;
const CPU_COLUMN = 12;

/**
 * Reads `/proc/net/softnet_stat` (`net/core/net-procfs.c`): a line of hexadecimal columns per CPU that is online.
 * Kernels from 5.10 on say in the thirteenth which CPU; before, it is the line's place, which may be wrong when a CPU
 * sleeps.
 */
export function parseProcNetSoftnetStat(
	text: string,
): Result<readonly SoftnetCpu[], ParseFailure | Absent> {
	const cpus: SoftnetCpu[] = [];
	for (const [index, line] of linesOf(text).entries()) {
		if (line.trim() === '' || isRemark(line)) continue;
		const fields = fieldsOf(line);
		const right = fields.length >= 3 && fields.length <= 64 && cpus.length < MAX_CPUS;
		if (!right || !fields.every((field) => /^[\da-f]{8}$/i.test(field))) {
			return malformed('columns of eight hexadecimal digits', index, line);
		}
		const column = (at: number): number => Number.parseInt(fields[at] ?? '0', 16);
		cpus.push({
			cpu: fields.length > CPU_COLUMN ? column(CPU_COLUMN) : cpus.length,
			processed: column(0),
			dropped: column(1),
			timeSqueeze: column(2),
		});
	}
	return cpus.length === 0 ? absent('softnet counters') : ok(cpus);
}
