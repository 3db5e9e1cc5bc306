import type { InterfaceCounters } from '#lib/model/counters.ts';

/** One of the sixteen columns of /proc/net/dev. */
export interface CounterColumn {
	readonly id: string;
	readonly way: 'rx' | 'tx';
	readonly title: string;
	/** What it adds up and whom it blames (`dev_seq_printf_stats`, `net/core/net-procfs.c`). */
	readonly words: string;
	/** Whether its growing is bad news. */
	readonly bad: boolean;
	readonly value: (counters: InterfaceCounters) => number;
}

const BYTES = 'With the link header on Wi-Fi and Ethernet; on mobile data whole IP packets alone.';
const COMPRESSED = 'Only modems of old used it (CSLIP, PPP): always 0 on phones.';

export const counterColumns: readonly CounterColumn[] = [
	{
		...{ id: 'rxBytes', way: 'rx', title: 'Bytes', bad: false, words: BYTES },
		value: ({ rx }) => rx.bytes,
	},
	{
		...{ id: 'rxPackets', way: 'rx', title: 'Packets', bad: false },
		words: 'Several that arrived together may count as one (GRO, by some drivers).',
		value: ({ rx }) => rx.packets,
	},
	{
		...{ id: 'rxErrs', way: 'rx', title: 'Errors', bad: true },
		words: 'Arrived damaged: bad radio, a bad cable, or the driver. The packets are lost.',
		value: ({ rx }) => rx.errs,
	},
	{
		...{ id: 'rxDrop', way: 'rx', title: 'Dropped', bad: true },
		words:
			'Arrived well and was thrown away: the driver had no room, or the kernel no use for it (no such protocol, another VLAN). Some of it is normal on Wi-Fi: multicast that nobody wants.',
		value: ({ rx }) => rx.drop,
	},
	{
		...{ id: 'rxFifo', way: 'rx', title: 'Overruns', bad: true },
		words: 'The hardware’s queue was full before the driver emptied it. Few drivers fill this in.',
		value: ({ rx }) => rx.fifo,
	},
	{
		...{ id: 'rxFrame', way: 'rx', title: 'Frame errors', bad: true },
		words:
			'Wrong length, wrong checksum, wrong alignment, together. Always 0 where there are no frames: mobile data, VPN.',
		value: ({ rx }) => rx.frame,
	},
	{
		...{ id: 'rxCompressed', way: 'rx', title: 'Compressed', bad: false, words: COMPRESSED },
		value: ({ rx }) => rx.compressed,
	},
	{
		...{ id: 'rxMulticast', way: 'rx', title: 'Multicast', bad: false },
		words: 'Meant for many: discovery of the neighbourhood. Only counted when received.',
		value: ({ rx }) => rx.multicast,
	},
	{
		...{ id: 'txBytes', way: 'tx', title: 'Bytes', bad: false, words: BYTES },
		value: ({ tx }) => tx.bytes,
	},
	{
		...{ id: 'txPackets', way: 'tx', title: 'Packets', bad: false },
		words: 'What the driver took over; whether it arrived is not known.',
		value: ({ tx }) => tx.packets,
	},
	{
		...{ id: 'txErrs', way: 'tx', title: 'Errors', bad: true },
		words:
			'Could not be sent: no signal, no connection to the access point, a fault of the driver.',
		value: ({ tx }) => tx.errs,
	},
	{
		...{ id: 'txDrop', way: 'tx', title: 'Dropped', bad: true },
		words: 'Thrown away before sending: the queue was full, or the interface was going down.',
		value: ({ tx }) => tx.drop,
	},
	{
		...{ id: 'txFifo', way: 'tx', title: 'Overruns', bad: true },
		words: 'The hardware ran out of data in the middle of sending. Few drivers fill this in.',
		value: ({ tx }) => tx.fifo,
	},
	{
		...{ id: 'txColls', way: 'tx', title: 'Collisions', bad: false },
		words: 'Two spoke at once, on a shared Ethernet cable of old. Means nothing on phones.',
		value: ({ tx }) => tx.colls,
	},
	{
		...{ id: 'txCarrier', way: 'tx', title: 'Carrier', bad: true },
		words: 'No link, sending broken off, sent too late, no sign of life: all four together.',
		value: ({ tx }) => tx.carrier,
	},
	{
		...{ id: 'txCompressed', way: 'tx', title: 'Compressed', bad: false, words: COMPRESSED },
		value: ({ tx }) => tx.compressed,
	},
];

/** Received, sent. */
export const WAYS = { rx: 'Received', tx: 'Sent' } as const;

/** Everything that got lost or came broken. */
export const lossesOf = (counters: InterfaceCounters): number =>
	counterColumns
		.filter(({ id }) => ['rxErrs', 'rxDrop', 'txErrs', 'txDrop'].includes(id))
		.reduce((sum, { value }) => sum + value(counters), 0);
