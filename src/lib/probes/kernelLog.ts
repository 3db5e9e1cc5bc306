import type { KernelLog } from '../model/kernelLog.ts';
import { parseNetfilterLog } from '../parse/netfilterLog.ts';
import type { Probe } from './probe.ts';

/**
 * What the firewall wrote into the kernel's log. The shell may run `dmesg` on Android 5.0 to 7.1; logd keeps a copy
 * where the build says so. /proc/kmsg is never read: whoever reads it takes the lines away from logd.
 */
export const kernelLog: Probe<KernelLog> = {
	id: 'kernelLog',
	title: 'Packets in the kernel log',
	asks: [
		{ argv: ['dmesg'], parse: parseNetfilterLog },
		{ argv: ['logcat', '-b', 'kernel', '-d', '-v', 'threadtime'], parse: parseNetfilterLog },
		// In words of its own: a reading tells by its command which ask it came from.
		{ argv: ['sh', '-c', 'dmesg'], root: true, parse: parseNetfilterLog },
	],
	dumps: [{ title: 'KERNEL LOG' }],
};
