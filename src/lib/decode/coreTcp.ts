import * as layout from '#core/layout.ts';
import type { BothWays, FlowTcp, TcpHealth } from '../model/flow.ts';
import type { CoreMemory } from './coreMemory.ts';
import type { RawFlow } from './reader.ts';
import { tcpState } from './tcpState.ts';

/** What a flow whose record of layout FLOW_* stands at `flow` has of TCP. */
export function readTcp(memory: CoreMemory, flow: number): RawFlow['tcp'] {
	const state = tcpState(memory.u8(flow + layout.FLOW_STATE));
	if (state === undefined) return undefined;
	const flags = u16Pair(memory, flow + layout.FLOW_FLAGS);
	const at = memory.u32(flow + layout.FLOW_TCP);
	return at === 0 ? { state, flags } : { state, flags, ...readRecord(memory, at, flow) };
}

function readRecord(
	memory: CoreMemory,
	at: number,
	flow: number,
): Omit<FlowTcp, 'state' | 'flags'> {
	const flags = memory.u16(at + layout.TCP_FLAGS);
	const health = memory.u32(at + layout.TCP_HEALTH);
	const extra = memory.u32(flow + layout.FLOW_EXTRA);
	const marks = extra === 0 ? 0 : memory.u8(extra + layout.EXTRA_MARKS);
	return {
		...readTimes(memory, at, flags),
		mss: u16Pair(memory, at + layout.TCP_MSS),
		windowScale: [scaleAt(memory, at, 0), scaleAt(memory, at, 1)],
		sack: (flags & layout.TCP_FLAG_SACK) !== 0,
		portReused: (marks & layout.MARK_PORT_REUSED) !== 0,
		health: health === 0 ? undefined : readHealth(memory, health),
	};
}

function readTimes(
	memory: CoreMemory,
	at: number,
	flags: number,
): Pick<FlowTcp, 'handshake' | 'rtt' | 'response'> {
	const timeAt = (place: number): number | undefined => {
		const ms = memory.f32(at + place);
		return ms > 0 ? ms : undefined;
	};
	const isOpen = (flags & layout.TCP_FLAG_RTT) !== 0;
	const isAnswered = (flags & layout.TCP_FLAG_ANSWERED) !== 0;
	// Until then something else stands in their places.
	return {
		handshake: isOpen ? timeAt(layout.TCP_HANDSHAKE) : undefined,
		rtt: isOpen
			? [timeAt(layout.TCP_RTT), timeAt(layout.TCP_RTT + 4)]
			: [timeAt(layout.TCP_SYN_RTT), undefined],
		response: isAnswered ? timeAt(layout.TCP_RESPONSE) : undefined,
	};
}

function scaleAt(memory: CoreMemory, at: number, way: 0 | 1): number | undefined {
	const scale = memory.i8(at + layout.TCP_WAYS + way * layout.WAY_SIZE + layout.WAY_SCALE);
	return scale < 0 ? undefined : scale;
}

const u16Pair = (memory: CoreMemory, at: number): BothWays => [memory.u16(at), memory.u16(at + 2)];

const u32Pair = (memory: CoreMemory, at: number): BothWays => [memory.u32(at), memory.u32(at + 4)];

function readHealth(memory: CoreMemory, at: number): TcpHealth {
	return {
		retransmittedBytes: [
			memory.f64(at + layout.HEALTH_RETRANSMITTED),
			memory.f64(at + layout.HEALTH_RETRANSMITTED + 8),
		],
		retransmissions: u32Pair(memory, at + layout.HEALTH_RETRANSMISSIONS),
		fastRetransmissions: u16Pair(memory, at + layout.HEALTH_FAST),
		spuriousRetransmissions: u16Pair(memory, at + layout.HEALTH_SPURIOUS),
		outOfOrder: u32Pair(memory, at + layout.HEALTH_OUT_OF_ORDER),
		duplicateAcks: u32Pair(memory, at + layout.HEALTH_DUPLICATE_ACKS),
		lostSegments: u16Pair(memory, at + layout.HEALTH_LOST),
		ackedLost: u16Pair(memory, at + layout.HEALTH_ACKED_LOST),
		keepAlives: u16Pair(memory, at + layout.HEALTH_KEEP_ALIVE),
		zeroWindows: u16Pair(memory, at + layout.HEALTH_ZERO_WINDOW),
		zeroWindowProbes: u16Pair(memory, at + layout.HEALTH_ZERO_WINDOW_PROBE),
		windowFull: u16Pair(memory, at + layout.HEALTH_WINDOW_FULL),
	};
}
