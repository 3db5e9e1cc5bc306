import { ok, type Result } from '../base/result.ts';
import type { Absent, ParseFailure } from '../model/failure.ts';
import type { Sysctl } from '../model/sysctl.ts';
import { absent, linesOf } from './text.ts';

/** Interfaces are named by their drivers: anything but a slash (`net/core/dev.c`, dev_valid_name). */
const PER_INTERFACE = /^(net\/ipv[46]\/(?:conf|neigh)\/)([^/]{1,15})(\/\w{1,64})$/;
const LINE = /^(net\/[^=]{1,128})=(.{0,999})$/;
const MAX_ROWS = 20_000;

/** Reads lines `net/ipv4/ip_forward=0`, one a file; complaints about files that the phone keeps to itself between them. */
export function parseSysctl(text: string): Result<readonly Sysctl[], ParseFailure | Absent> {
	const rows: Sysctl[] = [];
	for (const line of linesOf(text)) {
		const [, path, value] = LINE.exec(line) ?? [];
		if (path === undefined || value === undefined || rows.length >= MAX_ROWS) continue;
		const [, before, name, after] = PER_INTERFACE.exec(path) ?? [];
		const key = before === undefined || after === undefined ? path : `${before}*${after}`;
		rows.push({ key, interface: name, value: value.trim().replaceAll('\t', ' ') });
	}
	return rows.length === 0 ? absent('values of /proc/sys/net') : ok(rows);
}
