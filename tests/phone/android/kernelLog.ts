// The phone's kernel log. A kernel writes packets of the first network namespace alone (nf_log_all_netns), so each LOG
// rule has an NFLOG rule beside it, and what that one hands over is written here in the words of the first.
import * as fs from 'node:fs';
import { DMESG, LOGCAT_KERNEL } from '../paths.ts';
import { LOG_GID } from './ids.ts';
import { listenNflog } from './nflog.ts';
import { packetText } from './packetText.ts';

const BOOT_LINES: readonly (readonly [seconds: number, text: string])[] = [
	[0, 'Booting Linux on physical CPU 0x0'],
	[2.118_402, "init: starting service 'netd'..."],
	[4.500_117, 'IPv6: ADDRCONF(NETDEV_CHANGE): wlan0: link becomes ready'],
];

const dmesgLine = (seconds: number, text: string): string =>
	`[${seconds.toFixed(6).padStart(12)}] ${text}\n`;

/** `11-22 09:30:00.123     0     0 I message`: logd's copy, tags and all. */
function logcatLine(at: Date, text: string): string {
	const stamp = at.toISOString().slice('2000-'.length).replace('T', ' ').replace('Z', '');
	return `${stamp}     0     0 W ${text}\n`;
}

/** Starts the log. `copied`: logd keeps a copy, as it does on builds that may be debugged. */
export async function startKernelLog({
	copied,
	listens,
}: {
	readonly copied: boolean;
	readonly listens: boolean;
}): Promise<void> {
	const write = (seconds: number, text: string): void => {
		fs.appendFileSync(DMESG, dmesgLine(seconds, text), { mode: 0o600 });
		if (copied) fs.appendFileSync(LOGCAT_KERNEL, logcatLine(new Date(), text));
	};
	if (copied) {
		fs.writeFileSync(LOGCAT_KERNEL, '--------- beginning of kernel\n', { mode: 0o640 });
		fs.chownSync(LOGCAT_KERNEL, 0, LOG_GID);
	}
	for (const [seconds, text] of BOOT_LINES) write(seconds, text);
	if (!listens) return;
	await listenNflog((packet) => {
		write(Number(process.hrtime.bigint()) / 1e9, packetText(packet));
	});
}
