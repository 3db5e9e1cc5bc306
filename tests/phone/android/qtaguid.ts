// The files of xt_qtaguid, Android's per-uid counters before eBPF: kernel/common 4.9
// net/netfilter/xt_qtaguid.c. The kernel under the phone has no such module, so /proc/net becomes a
// folder of links to the real files, with these beside them.
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { QTAGUID, TOOLS } from '../paths.ts';
import { interfaces, readUsage, total } from './counters.ts';
import type { Amount, Protocol, UsageRow } from './counters.ts';

const O_PATH = 0o10000000;
const FOLDER = `${QTAGUID}/xt_qtaguid`;

const PROTOCOLS = ['tcp', 'udp', 'other'] as const;
const BY_PROTOCOL = ['rx', 'tx'].flatMap((direction) =>
	PROTOCOLS.flatMap((name) => [`${direction}_${name}_bytes`, `${direction}_${name}_packets`]),
);

const STATS_HEADER = [
	'idx iface acct_tag_hex uid_tag_int cnt_set',
	'rx_bytes rx_packets tx_bytes tx_packets',
	...BY_PROTOCOL,
].join(' ');

const IFACE_HEADER = [
	'ifname total_skb_rx_bytes total_skb_rx_packets total_skb_tx_bytes total_skb_tx_packets',
	...BY_PROTOCOL,
].join(' ');

/** First line of `stats`. */
const FIRST_INDEX = 2;

function numbers(amount: Amount): string {
	return `${amount.bytes} ${amount.packets}`;
}

function columns(row: Pick<UsageRow, 'rx' | 'tx'>): string {
	const parts = (amounts: Readonly<Record<Protocol, Amount>>): string =>
		PROTOCOLS.map((name) => numbers(amounts[name])).join(' ');
	return `${numbers(total(row.rx))} ${numbers(total(row.tx))} ${parts(row.rx)} ${parts(row.tx)}`;
}

const IDLE: Amount = { bytes: 0, packets: 0 };
const IDLE_ROW = {
	rx: { tcp: IDLE, udp: IDLE, other: IDLE },
	tx: { tcp: IDLE, udp: IDLE, other: IDLE },
};

/** Each uid and tag has a row for the background (set 0), where all counts are, and one for the foreground. */
function stats(rows: readonly UsageRow[]): string {
	const lines = rows.flatMap((row, place) => {
		const tag = row.tag === 0 ? '0x0' : `0x${row.tag.toString(16)}00000000`;
		const index = FIRST_INDEX + 2 * place;
		const head = `${row.iface} ${tag} ${row.uid}`;
		return [`${index} ${head} 0 ${columns(row)}`, `${index + 1} ${head} 1 ${columns(IDLE_ROW)}`];
	});
	return `${[STATS_HEADER, ...lines].join('\n')}\n`;
}

function ifaceStats(rows: readonly UsageRow[]): string {
	const lines = interfaces().map((iface) => {
		const own = rows.filter((row) => row.iface === iface && row.tag === 0);
		const sum = (direction: 'rx' | 'tx', name: Protocol): Amount =>
			own.reduce(
				(all, row) => ({
					bytes: all.bytes + row[direction][name].bytes,
					packets: all.packets + row[direction][name].packets,
				}),
				IDLE,
			);
		const all = (direction: 'rx' | 'tx'): Record<Protocol, Amount> => ({
			tcp: sum(direction, 'tcp'),
			udp: sum(direction, 'udp'),
			other: sum(direction, 'other'),
		});
		return `${iface} ${columns({ rx: all('rx'), tx: all('tx') })}`;
	});
	return `${[IFACE_HEADER, ...lines].join('\n')}\n`;
}

function replaceFile(path: string, text: string): void {
	fs.writeFileSync(`${path}.new`, text);
	fs.renameSync(`${path}.new`, path);
}

/** Writes the counters as they are now. */
export async function refreshQtaguid(): Promise<void> {
	const rows = await readUsage();
	replaceFile(`${FOLDER}/stats`, stats(rows));
	replaceFile(`${FOLDER}/iface_stat_fmt`, ifaceStats(rows));
}

/** Makes /proc/net a folder that has xt_qtaguid, by mounting a link over the link that it is. */
export function mountQtaguid(): void {
	fs.mkdirSync(FOLDER, { recursive: true });
	for (const name of fs.readdirSync('/proc/1/net')) {
		fs.symlinkSync(`/proc/1/net/${name}`, `${QTAGUID}/${name}`);
	}
	const link = '/dev/qtaguid.link';
	fs.symlinkSync(QTAGUID, link);
	const source = fs.openSync(link, O_PATH | fs.constants.O_NOFOLLOW);
	const target = fs.openSync('/proc/net', O_PATH | fs.constants.O_NOFOLLOW);
	execFileSync(`${TOOLS}/mount`, ['-nc', '--bind', '/proc/self/fd/3', '/proc/self/fd/4'], {
		stdio: ['ignore', 'inherit', 'inherit', source, target],
	});
	fs.closeSync(source);
	fs.closeSync(target);
}
