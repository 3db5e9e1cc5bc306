import { ok, type Result } from '../base/result.ts';
import type { Bluetooth } from '../model/bluetooth.ts';
import type { Absent, ParseFailure } from '../model/failure.ts';
import { parseBtsnooz } from './btsnooz.ts';
import { absent, linesOf } from './text.ts';

const BEGIN = '--- BEGIN:BTSNOOP_LOG_SUMMARY';
const END = '--- END:BTSNOOP_LOG_SUMMARY';

/** Reads `dumpsys bluetooth_manager` (Android 5 on): whether it is on, and the summary of packets at its end. */
export function parseDumpsysBluetooth(text: string): Result<Bluetooth, ParseFailure | Absent> {
	const lines = linesOf(text);
	const state = lines.map((line) => /^\s{0,8}enabled: (true|false)$/.exec(line)?.[1]);
	const enabled = state.find((word) => word !== undefined);
	const begin = lines.findIndex((line) => line.startsWith(BEGIN));
	if (enabled === undefined && begin < 0) return absent('Bluetooth status');
	const end = lines.findIndex((line, at) => at > begin && line.startsWith(END));
	const packed = begin < 0 ? undefined : lines.slice(begin + 1, end < 0 ? undefined : end);
	return ok({
		enabled: enabled === 'true',
		bonded: bondedOf(lines),
		snoop: packed === undefined ? undefined : parseBtsnooz(packed.join('')),
	});
}

/** The devices stand indented below their title, one a line, and begin with an address. */
function bondedOf(lines: readonly string[]): number {
	const start = lines.findIndex((line) => line.trim() === 'Bonded devices:');
	if (start < 0) return 0;
	const rest = lines.slice(start + 1);
	const end = rest.findIndex((line) => !/^\s{1,16}[\dA-Fa-fX]{2}:/.test(line));
	return end < 0 ? rest.length : end;
}
