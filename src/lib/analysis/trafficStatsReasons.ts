// Why `TrafficStats` and the kernel's counters differ, release by release. Sources: AOSP `android_net_TrafficStats.cpp`
// (4.0 to 12), `BpfNetworkStats.cpp`, `NetworkStatsService.getUidStats`, `bpf_progs/netd.c`, and the reports that apps
// of the time worked around.
import type { Milliseconds } from '../base/units.ts';

/** Which bookkeeping the methods read: sysfs and uid_stat, xt_qtaguid, eBPF; none: xt_qtaguid, which is not there. */
export type Generation = 'early' | 'qtaguid' | 'bpf' | 'none';

/** What is asked for: all interfaces, the modem's, an app's own counters, another app's. */
export type Asked = 'total' | 'mobile' | 'uid' | 'other uid';

export interface Circumstances {
	readonly asked: Asked;
	/** API level. */
	readonly sdk: number;
	readonly generation: Generation;
	/** Interfaces that are there. */
	readonly names: ReadonlySet<string>;
	/** How long an answer is repeated, where the phone says it. */
	readonly cache: Milliseconds | undefined;
	readonly receiving: boolean;
}

interface Reason {
	readonly asked: readonly Asked[];
	/** API levels, both ends included. */
	readonly from?: number;
	readonly to?: number;
	readonly generations?: readonly Generation[];
	/** Only where such an interface is there. */
	readonly name?: RegExp;
	readonly sending?: true;
	readonly words: string;
}

/** API level from which an app is told of itself alone. */
export const SELF_ONLY = 24;

const UIDS = ['uid', 'other uid'] as const;
const INTERFACES = ['total', 'mobile'] as const;

const REASONS: readonly Reason[] = [
	{
		asked: ['total'],
		generations: ['qtaguid', 'bpf'],
		words:
			'It adds up every interface, the loopback (lo) too: bytes that never left the phone. It is no number of "internet bytes".',
	},
	{
		asked: ['total'],
		name: /^(?:tun|ppp|ipsec|wg)\d/,
		words:
			'A VPN is there: what runs through it is in its own interface and once more in the one below.',
	},
	{
		asked: ['total'],
		name: /^(?:ap\d|swlan|softap|wlan1$|rndis|usb\d|bt-pan|ncm)/,
		words: 'A hotspot is or was on: forwarded bytes stand on both sides of it.',
	},
	{
		asked: INTERFACES,
		generations: ['early'],
		words:
			'It adds up the interfaces that exist now: one that was made anew (mobile data off and on) starts over, and 32-bit counters start over at 4.3 GB. So it may say less than before.',
	},
	{
		asked: ['mobile'],
		generations: ['early'],
		words:
			'It knows the modem by fixed names (rmnet0 to rmnet3, cdma_rmnet4, ppp0); one of another name counts nothing.',
	},
	{
		asked: ['mobile'],
		generations: ['qtaguid', 'bpf'],
		words: 'It adds up every interface that was ever mobile since boot, also one that is gone.',
	},
	{
		asked: INTERFACES,
		name: /^v4-/,
		words:
			'IPv4 travels inside IPv6 here (464xlat): the kernel’s devices count it twice, inside and outside; Android leaves out the outside, and with it 20 bytes of header per packet.',
	},
	{
		asked: INTERFACES,
		generations: ['bpf'],
		words:
			'eBPF counts IP packets alone; /proc/net/dev counts all frames (ARP, Wi-Fi’s own) and what the kernel forwards for tethered devices.',
	},
	{
		asked: ['total', 'mobile', ...UIDS],
		from: 30,
		generations: ['bpf'],
		words:
			'Received packets that the kernel joined into large ones (over 1500 bytes) are counted by estimate: right for TCP, about one per cent off for QUIC.',
	},
	{
		asked: [...INTERFACES, ...UIDS],
		generations: ['bpf'],
		sending: true,
		words: 'What a firewall dropped on its way out is not counted.',
	},
	{
		asked: UIDS,
		generations: ['qtaguid', 'bpf'],
		words: 'The app’s loopback traffic (lo) is in its answer.',
	},
	{
		asked: ['total', ...UIDS],
		generations: ['none'],
		words:
			'Of interfaces since Android 4.1, of apps since 4.3, it reads xt_qtaguid alone. This kernel lacks it: -1, unsupported.',
	},
	{
		asked: ['mobile'],
		generations: ['none'],
		words:
			'It reads xt_qtaguid alone, which this kernel lacks, and adds -1 for every interface that was ever mobile.',
	},
	{
		asked: UIDS,
		generations: ['early'],
		words:
			'It reads /proc/uid_stat (up to Android 4.2), whatever else the kernel counts. TCP alone is counted: the UDP files that the code looks for did not exist on common kernels. It begins at -1, so it is one byte short; an app without counters is told -1.',
	},
	{
		asked: UIDS,
		from: 18,
		to: 18,
		words:
			'Android 4.3 was widely seen to answer 0 here; apps of the time read /proc/uid_stat themselves.',
	},
	{
		asked: ['other uid'],
		from: SELF_ONLY,
		words:
			'Since Android 7 an app is told of itself alone; about all others the answer is -1, on purpose.',
	},
	{
		asked: ['mobile', 'total'],
		from: 29,
		words:
			'Tethering that hardware forwards is added only when Android collects it; until then the modem has carried more than this says.',
	},
];

/** What a person must know to compare the two numbers, on this phone. */
export function reasonsFor(of: Circumstances): readonly string[] {
	const reasons = REASONS.filter((reason) => applies(reason, of)).map(({ words }) => words);
	const cached = cacheWords(of);
	return cached === undefined ? reasons : [...reasons, cached];
}

function applies(reason: Reason, of: Circumstances): boolean {
	const { asked, generations, name, sending } = reason;
	if (!asked.includes(of.asked) || !isOfRelease(reason, of)) return false;
	if (generations !== undefined && !generations.includes(of.generation)) return false;
	if (sending === true && of.receiving) return false;
	return name === undefined || [...of.names].some((one) => name.test(one));
}

function isOfRelease({ from = 0, to = Infinity }: Reason, { asked, sdk }: Circumstances): boolean {
	// Of an answer that is always -1 nothing else needs saying.
	if (asked === 'other uid' && sdk >= SELF_ONLY && from !== SELF_ONLY) return false;
	return sdk >= from && sdk <= to;
}

/** From API level 35 on, and earlier with a module of 2024: the dump says which. */
function cacheWords({ sdk, cache, asked }: Circumstances): string | undefined {
	if (asked === 'other uid' || (cache === undefined && sdk < 35)) return undefined;
	const long = cache === undefined ? 'about a second' : `${cache} ms`;
	return `The same answer is repeated for ${long}: asking faster shows steps.`;
}
