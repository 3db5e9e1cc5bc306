import * as layout from '#core/layout.ts';
import type { PacketNote, PacketStop } from '../model/flow.ts';
import type { CoreRecords } from './coreRecords.ts';
import type { RawPacket } from './reader.ts';

const NOTES: readonly (readonly [bit: number, note: PacketNote])[] = [
	[layout.ANALYSIS_RETRANSMISSION, 'retransmission'],
	[layout.ANALYSIS_FAST_RETRANSMISSION, 'fast-retransmission'],
	[layout.ANALYSIS_SPURIOUS_RETRANSMISSION, 'spurious-retransmission'],
	[layout.ANALYSIS_OUT_OF_ORDER, 'out-of-order'],
	[layout.ANALYSIS_DUPLICATE_ACK, 'duplicate-ack'],
	[layout.ANALYSIS_LOST_SEGMENT, 'lost-segment'],
	[layout.ANALYSIS_ACK_LOST_SEGMENT, 'ack-lost-segment'],
	[layout.ANALYSIS_KEEP_ALIVE, 'keep-alive'],
	[layout.ANALYSIS_KEEP_ALIVE_ACK, 'keep-alive-ack'],
	[layout.ANALYSIS_ZERO_WINDOW, 'zero-window'],
	[layout.ANALYSIS_ZERO_WINDOW_PROBE, 'zero-window-probe'],
	[layout.ANALYSIS_ZERO_WINDOW_PROBE_ACK, 'zero-window-probe-ack'],
	[layout.ANALYSIS_WINDOW_UPDATE, 'window-update'],
	[layout.ANALYSIS_WINDOW_FULL, 'window-full'],
	[layout.ANALYSIS_PORT_REUSED, 'port-reused'],
];

const REASONS: ReadonlyMap<number, PacketStop['reason']> = new Map([
	[layout.STOP_TRUNCATED, 'truncated'],
	[layout.STOP_MALFORMED, 'malformed'],
	[layout.STOP_UNSUPPORTED, 'unsupported'],
]);

const LAYERS: ReadonlyMap<number, PacketStop['layer']> = new Map([
	[layout.LAYER_LINK, 'link'],
	[layout.LAYER_NETWORK, 'network'],
	[layout.LAYER_TRANSPORT, 'transport'],
	[layout.LAYER_TUNNEL, 'tunnel'],
	[layout.LAYER_CONTENT, 'content'],
]);

/** Packet `index`: the record of layout PACKET_*. */
export function readPacket(source: CoreRecords, index: number): RawPacket {
	const { memory } = source;
	const at = source.at(layout.TABLE_PACKETS, index);
	const nanos = memory.f64(at + layout.PACKET_TIME);
	const high = memory.u8(at + layout.PACKET_OFFSET_HIGH);
	const flow = memory.u32(at + layout.PACKET_FLOW);
	const bits = memory.u8(at + layout.PACKET_BITS);
	const analysis = memory.u16(at + layout.PACKET_ANALYSIS);
	return {
		nanos,
		at: source.clock(nanos),
		offset: high * 2 ** 32 + memory.u32(at + layout.PACKET_OFFSET),
		length: memory.u32(at + layout.PACKET_LENGTH),
		flow: flow === 0 ? undefined : flow - 1,
		way: (bits & 1) === 0 ? 0 : 1,
		notes: NOTES.filter(([bit]) => (analysis & bit) !== 0).map(([, note]) => note),
		stop: readStop(bits),
	};
}

function readStop(bits: number): PacketStop | undefined {
	const reason = REASONS.get((bits >> 1) & 3);
	const layer = LAYERS.get(bits >> 3);
	return reason === undefined || layer === undefined ? undefined : { reason, layer };
}

/** How many packets of a flow are in the table. */
export function countPackets(source: CoreRecords, flow: number): number {
	let met = 0;
	const { view } = source.memory;
	source.each(layout.TABLE_PACKETS, layout.PACKET_SIZE, (at) => {
		if (view.getUint32(at + layout.PACKET_FLOW, true) === flow + 1) met += 1;
		return true;
	});
	return met;
}

/** Indices of the packets of a flow: at most `count`, from its `from`-th on. */
export function findPackets(
	source: CoreRecords,
	flow: number,
	from: number,
	count: number,
): readonly number[] {
	const found: number[] = [];
	if (count <= 0) return found;
	let met = 0;
	const { view } = source.memory;
	source.each(layout.TABLE_PACKETS, layout.PACKET_SIZE, (at, index) => {
		if (view.getUint32(at + layout.PACKET_FLOW, true) !== flow + 1) return true;
		met += 1;
		if (met > from) found.push(index);
		return found.length < count;
	});
	return found;
}
