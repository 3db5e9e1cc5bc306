import { ok, type Result } from '../base/result.ts';
import type { TableName } from '../model/routing.ts';
import {
	absent,
	fieldsOf,
	idNumber,
	isRemark,
	linesOf,
	malformed,
	type Unreadable,
} from './text.ts';

const MAX_TABLES = 5_000;

/** Reads `rt_tables`, `1047 wlan0` a line: netd's file (`/data/misc/net/rt_tables`), readable by root and in bug reports. */
export function parseRtTables(text: string): Result<readonly TableName[], Unreadable> {
	const names: TableName[] = [];
	for (const [index, line] of linesOf(text).entries()) {
		if (line.trim() === '' || line.startsWith('#') || isRemark(line)) continue;
		const [number, name] = fieldsOf(line);
		const table = idNumber(number);
		if (table === undefined || name === undefined || names.length === MAX_TABLES) {
			return malformed('the number of a table and its name', index, line);
		}
		names.push({ table: String(table), name });
	}
	return names.length === 0 ? absent('names of tables') : ok(names);
}
