import { ok, type Result } from '../base/result.ts';
import type { InterfaceCounters } from '../model/counters.ts';
import type { Absent, ParseFailure } from '../model/failure.ts';
import { absent, decimal, linesOf, malformed } from './text.ts';

const LINE = /^\/sys\/class\/net\/([^/\s]{1,64})\/statistics\/(\w{1,64}) (\d{1,20})$/;

/** More interfaces than any phone has. */
const MAX_INTERFACES = 4096;

/**
 * Reads lines `/sys/class/net/wlan0/statistics/rx_bytes 1234`, a file each (Documentation/ABI/testing/
 * sysfs-class-net-statistics), into the columns of `/proc/net/dev` (`net/core/net-procfs.c`, dev_seq_printf_stats).
 */
export function parseSysNetStatistics(
	text: string,
): Result<readonly InterfaceCounters[], ParseFailure | Absent> {
	const interfaces = new Map<string, Map<string, number>>();
	for (const [index, line] of linesOf(text).entries()) {
		if (!line.startsWith('/sys/')) continue;
		const [, name = '', file = '', digits] = LINE.exec(line) ?? [];
		const value = decimal(digits);
		if (value === undefined) return malformed('a file of statistics and its number', index, line);
		const files = interfaces.get(name) ?? new Map<string, number>();
		if (interfaces.size < MAX_INTERFACES) interfaces.set(name, files.set(file, value));
	}
	if (interfaces.size === 0) return absent('/sys/class/net/*/statistics');
	return ok([...interfaces].map(([name, files]) => countersOf(name, files)));
}

/** Files that one column of `/proc/net/dev` adds up are named together. */
function countersOf(name: string, files: ReadonlyMap<string, number>): InterfaceCounters {
	const sum = (...names: readonly string[]): number =>
		names.reduce((total, file) => total + (files.get(file) ?? 0), 0);
	return {
		name,
		rx: {
			bytes: sum('rx_bytes'),
			packets: sum('rx_packets'),
			errs: sum('rx_errors'),
			drop: sum('rx_dropped', 'rx_missed_errors'),
			fifo: sum('rx_fifo_errors'),
			frame: sum('rx_length_errors', 'rx_over_errors', 'rx_crc_errors', 'rx_frame_errors'),
			compressed: sum('rx_compressed'),
			multicast: sum('multicast'),
		},
		tx: {
			bytes: sum('tx_bytes'),
			packets: sum('tx_packets'),
			errs: sum('tx_errors'),
			drop: sum('tx_dropped'),
			fifo: sum('tx_fifo_errors'),
			colls: sum('collisions'),
			carrier: sum(
				...['tx_carrier_errors', 'tx_aborted_errors', 'tx_window_errors', 'tx_heartbeat_errors'],
			),
			compressed: sum('tx_compressed'),
		},
	};
}
