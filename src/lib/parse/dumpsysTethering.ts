import { ok, type Result } from '../base/result.ts';
import type { Absent, ParseFailure } from '../model/failure.ts';
import type {
	ForwardedBytes,
	TetherClient,
	Tethering,
	TetherInterface,
} from '../model/tethering.ts';
import { flowOf } from './tetherFlow.ts';
import { absent, decimal, linesOf } from './text.ts';

/** `wlan1 - TetheredState - lastError = 0`; to Android 6 with a word more, `- Tethered -`, and `lastError =0`. */
const STATE = /^(\S{1,64}) - (\w{1,64}) (?:- \w{1,64} )?- lastError = ?(\d{1,4})$/;
/** `ForwardedStats.toString`, by upstream: `14(rmnet_data0) - rx:123 tx:45`. */
const FORWARDED = /^\d{1,10}\(([^)]{1,64})\) - rx:(\d{1,16}) tx:(\d{1,16})$/;
/** IPv6 to a client: `iif(up) oif(down) address mac mac`; the last is the client's own. */
const CLIENT_V6 =
	/^\d{1,10}\([^)]{1,64}\) \d{1,10}\(([^)]{1,64})\) ([\da-f:]{2,45})(?:%\S{1,64})? \S{17} ([\da-f:]{17})$/i;
/** `ClientInfo.toString`, many on one line. */
const CLIENT_V4 =
	/downstream: (\d{1,10}) \([\da-f:]{17}\), client: \/?([\d.]{7,15}) \(([\da-f:]{17})\)/gi;

const MAX_ROWS = 4096;

/** Reads `dumpsys tethering` (Android 11 on; AOSP `Tethering.dump`, `BpfCoordinator.dump`) or the part of `dumpsys connectivity` that it was before. */
export function parseDumpsysTethering(text: string): Result<Tethering, ParseFailure | Absent> {
	const all = linesOf(text).map((line) => line.trimEnd());
	const start = all.findIndex((line) => /^\s{0,16}Tether state:$/.test(line));
	if (start < 0) return absent('state of tethering');
	const lines = all.map((line) => line.trim());
	return ok({
		downstreams: downstreamsOf(lines, start + 1),
		upstreamWanted: flagOf(lines, 'Upstream wanted: '),
		upstreams: upstreamsOf(lines),
		hardware: hardwareOf(all),
		bpf: flagOf(lines, 'mIsBpfEnabled: '),
		forwarded: lines.flatMap(forwardedOf).slice(0, MAX_ROWS),
		flows: rulesOf(lines).flatMap(flowOf).slice(0, MAX_ROWS),
		clients: clientsOf(lines),
	});
}

function downstreamsOf(lines: readonly string[], from: number): readonly TetherInterface[] {
	const found: TetherInterface[] = [];
	for (const line of lines.slice(from, from + MAX_ROWS)) {
		const [, name, state = '', error] = STATE.exec(line) ?? [];
		if (name !== undefined) found.push({ name, state: stateOf(state), error: Number(error) });
		else if (line.endsWith(':')) break;
	}
	return found;
}

function stateOf(word: string): TetherInterface['state'] {
	if (word === 'TetheredState') return 'tethered';
	if (word === 'LocalHotspotState') return 'local';
	if (word === 'AvailableState' || word === 'InitialState') return 'available';
	return word === 'UnavailableState' ? 'unavailable' : 'other';
}

function flagOf(lines: readonly string[], start: string): boolean | undefined {
	const line = lines.find((one) => one.startsWith(start));
	return line === undefined ? undefined : line.slice(start.length) === 'true';
}

/** `[rmnet_data0, v4-rmnet_data0]`, one name without brackets on older releases, `null` for none. */
function upstreamsOf(lines: readonly string[]): readonly string[] {
	const start = 'Current upstream interface';
	const line = lines.find((one) => one.startsWith(start)) ?? '';
	return line
		.slice(line.indexOf(': ') + 2)
		.replace(/^\[|\]$/g, '')
		.split(',')
		.map((name) => name.trim())
		.filter((name) => name !== '' && name !== 'null');
}

/** The lines below the title that are further in. */
function hardwareOf(lines: readonly string[]): readonly string[] {
	const start = lines.findIndex((line) => line.trim() === 'Hardware offload:');
	if (start < 0) return [];
	const indent = indentOf(lines[start] ?? '');
	const rest = lines.slice(start + 1, start + 65);
	const end = rest.findIndex((line) => line.trim() !== '' && indentOf(line) <= indent);
	return rest
		.slice(0, end < 0 ? undefined : end)
		.map((line) => line.trim())
		.filter((line) => line !== '' && !FORWARDED.test(line));
}

const indentOf = (line: string): number => line.length - line.trimStart().length;

function forwardedOf(line: string): readonly ForwardedBytes[] {
	const [, upstream, rx, tx] = FORWARDED.exec(line) ?? [];
	const rxBytes = decimal(rx);
	const txBytes = decimal(tx);
	if (upstream === undefined || rxBytes === undefined || txBytes === undefined) return [];
	return [{ upstream, rxBytes, txBytes }];
}

/** The way out; the way back repeats every connection. */
function rulesOf(lines: readonly string[]): readonly string[] {
	const start = lines.findIndex((line) => line.startsWith('IPv4 Upstream: proto'));
	if (start < 0) return [];
	const rest = lines.slice(start + 1);
	const end = rest.findIndex((line) => line.startsWith('IPv4 Downstream:'));
	return end < 0 ? rest : rest.slice(0, end);
}

function clientsOf(lines: readonly string[]): readonly TetherClient[] {
	const found = new Map<string, TetherClient>();
	const names = namesOf(lines);
	for (const line of lines) {
		const [, downstream, address, mac] = CLIENT_V6.exec(line) ?? [];
		if (address !== undefined && mac !== undefined)
			found.set(address, { address, mac, downstream });
		for (const [, index = '', v4 = '', hardware = ''] of line.matchAll(CLIENT_V4)) {
			found.set(v4, { address: v4, mac: hardware, downstream: names.get(index) });
		}
		if (found.size >= MAX_ROWS) break;
	}
	return [...found.values()];
}

/** Interfaces by their number, as rules write both: `31(wlan1)`. */
function namesOf(lines: readonly string[]): ReadonlyMap<string, string> {
	const names = new Map<string, string>();
	for (const line of lines) {
		for (const [, index = '', name = ''] of line.matchAll(/\b(\d{1,10})\(([\w.-]{1,15})\)/g)) {
			if (names.size < MAX_ROWS) names.set(index, name);
		}
	}
	return names;
}
