import { shellLine } from '#lib/device/quote.ts';
import type { ProbeId } from '#lib/model/reading.ts';
import { probes } from '#lib/probes/index.ts';
import type { AdbHost } from '../phone/host/adb.ts';

/** In the order in which the site asks them of a phone that is ready. */
const FIRST: readonly ProbeId[] = ['packages', 'usage', 'sockets', 'interfaces', 'identity'];
/** What the Apps page waits for. */
const FOR_APPS = 2;

/** Milliseconds since `adb connect`. */
export interface AdbTimes {
	/** Until packages and counters are there: what the Apps page shows. */
	readonly two: number;
	/** Until all five probes are. */
	readonly five: number;
}

/** One probe by hand: `adb shell` and the command, and the next way where that one does not answer. */
async function ask(host: AdbHost, id: ProbeId): Promise<void> {
	for (const { argv, parse } of probes[id].asks) {
		const { stdout } = await host.adb('shell', shellLine(argv));
		if (parse(stdout.toString().replaceAll('\r\n', '\n')).ok) return;
	}
	throw new Error(`adb got no answer to “${probes[id].title}”`);
}

/** Waits until the phone let in adb, whose key it then knows, and leaves it again. */
export async function introduce(host: AdbHost): Promise<void> {
	await host.adb('wait-for-device');
	await host.server('disconnect', host.serial);
}

/** Connects by a server that runs already, asks the five probes one after the other, and disconnects. */
export async function timeAdb(host: AdbHost): Promise<AdbTimes> {
	const started = performance.now();
	await host.server('connect', host.serial);
	await host.adb('wait-for-device');
	for (const id of FIRST.slice(0, FOR_APPS)) await ask(host, id);
	const two = performance.now() - started;
	for (const id of FIRST.slice(FOR_APPS)) await ask(host, id);
	const five = performance.now() - started;
	await host.server('disconnect', host.serial);
	return { two, five };
}
