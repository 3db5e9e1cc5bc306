import type { PacketNote } from '#lib/model/flow.ts';

/** tshark's flags of the sequence analysis, `tcp.analysis.*`, and our words for them. */
export const ANALYSIS = [
	['retransmission', 'retransmission'],
	['fast_retransmission', 'fast-retransmission'],
	['spurious_retransmission', 'spurious-retransmission'],
	['out_of_order', 'out-of-order'],
	['duplicate_ack', 'duplicate-ack'],
	['lost_segment', 'lost-segment'],
	['ack_lost_segment', 'ack-lost-segment'],
	['keep_alive', 'keep-alive'],
	['keep_alive_ack', 'keep-alive-ack'],
	['zero_window', 'zero-window'],
	['zero_window_probe', 'zero-window-probe'],
	['zero_window_probe_ack', 'zero-window-probe-ack'],
	['window_update', 'window-update'],
	['window_full', 'window-full'],
	['reused_ports', 'port-reused'],
] as const satisfies readonly (readonly [flag: string, note: PacketNote])[];
