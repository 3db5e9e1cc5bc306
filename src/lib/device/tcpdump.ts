// What tcpdump is told and what it says: tcpdump(1), versions 3.9 to 4.99. Pure text; `capture.ts` runs it.
import type { CaptureInterface, CaptureOptions } from '../ports/device.ts';

/** Where phones have it: on the path, in AOSP's debug builds, pushed by a person. */
export const PLACES = ['tcpdump', '/system/xbin/tcpdump', '/data/local/tmp/tcpdump'];

/** A tcpdump that was found on a phone. */
export interface Tcpdump {
	readonly path: string;
	/** Whether it knows --immediate-mode (4.6 and later): without it packets come up to a second late. */
	readonly immediate: boolean;
}

/** Prints where tcpdump is, then its help; ends with 1 where there is none. */
export const FIND: readonly string[] = [
	'sh',
	'-c',
	'for t in "$@"; do p=$(command -v "$t") && { echo "$p"; "$p" --help 2>&1; exit 0; }; done; exit 1',
	'sh',
	...PLACES,
];

/** Reads the answer to `FIND`. */
export function parseFound(stdout: string): Tcpdump | undefined {
	const [path = '', ...help] = stdout.split('\n');
	if (!path.trim().startsWith('/')) return undefined;
	return { path: path.trim(), immediate: help.join('\n').includes('--immediate-mode') };
}

/**
 * Reads `tcpdump -D`: `1.wlan0 [Up, Running]`, `2.any (Pseudo-device ...) [Up]`, and without brackets before 4.6.
 * Lines of another shape are warnings.
 */
export function parseInterfaces(stdout: string): readonly CaptureInterface[] {
	return stdout.split('\n').flatMap((line) => {
		const match = /^\d+\.(\S+)(?: \(.*\))?(?: \[([^\]]*)\])?\s*$/.exec(line);
		if (match?.[1] === undefined) return [];
		const flags = (match[2] ?? '').split(', ').filter((flag) => flag !== '' && flag !== 'none');
		return [{ name: match[1], flags }];
	});
}

/**
 * How much of a packet, and into how much memory (KiB).
 *
 * In immediate mode the kernel's ring has one slot for each packet, as large as the largest that may come. `-s 0`
 * means 262144 bytes: the usual 2 MiB are then 4 slots, and a download loses most of its packets. No IP packet has
 * more than 65535 bytes, and no link header more than 20: slots for that, in 32 MiB, are 256. Where memory is short
 * libpcap takes less. An old tcpdump has another ring, and a lower limit for `-s`.
 */
function sizes({ immediate }: Tcpdump): readonly string[] {
	return immediate ? ['-s', '65600', '-B', '32768'] : ['-s', '0'];
}

/**
 * The arguments that name interface and filter. The filter is one argument behind `--`, so that one that begins with
 * a dash is a filter still (`-w /sdcard/x`, `-z reboot` would be obeyed otherwise); tcpdump itself reads it.
 */
function selection({ interface: name, filter }: CaptureOptions): readonly string[] {
	return ['-i', name, ...(filter.trim() === '' ? [] : ['--', filter])];
}

/** Compiles the filter for the interface's link type, and ends. */
export function checkArgv(tool: Tcpdump, options: CaptureOptions): readonly string[] {
	return [tool.path, ...sizes(tool), '-d', ...selection(options)];
}

/** Whole packets, no names looked up (that would be traffic), each written at once. */
export function captureArgv(tool: Tcpdump, options: CaptureOptions): readonly string[] {
	const immediate = tool.immediate ? ['--immediate-mode'] : [];
	return [tool.path, ...sizes(tool), '-U', ...immediate, '-n', '-w', '-', ...selection(options)];
}

/** What tcpdump counted, from everything it said; undefined before it ended. */
export interface Counts {
	readonly captured: number | undefined;
	readonly receivedByFilter: number | undefined;
	readonly droppedByKernel: number | undefined;
}

export function parseCounts(stderr: string): Counts {
	const last = (what: string): number | undefined => {
		const found = [...stderr.matchAll(new RegExp(`(\\d+) packets? ${what}`, 'g'))].at(-1)?.[1];
		return found === undefined ? undefined : Number(found);
	};
	return {
		captured: last('captured'),
		receivedByFilter: last('received by filter'),
		droppedByKernel: last('dropped by kernel'),
	};
}

/** Whether it has opened the interface and goes on. */
export const isListening = (stderr: string): boolean => stderr.includes('listening on ');

/**
 * The filter with our own connection taken out, for a phone whose ADB runs over the network that is captured: every
 * packet sent to us would else be a packet to capture. Over USB our packets meet no network, and nothing is added.
 */
export function withoutPorts(filter: string, ports: readonly number[]): string {
	if (ports.length === 0) return filter;
	const own = `not (${ports.map((port) => `tcp port ${port}`).join(' or ')})`;
	return filter.trim() === '' ? own : `(${filter}) and ${own}`;
}

/** Ports on which adbd listens: `getprop service.adb.tcp.port; getprop service.adb.tls.port`, one a line. */
export function parseAdbPorts(stdout: string): readonly number[] {
	const ports = stdout.split('\n').map((line) => Number(line.trim()));
	return ports.filter((port) => Number.isInteger(port) && port > 0 && port < 65_536);
}
