import * as layout from '#core/layout.ts';
import type { EpochMs } from '../base/units.ts';
import type { Endpoint } from '../model/endpoint.ts';
import type { CoreMemory } from './coreMemory.ts';
import type { FlowColumns, RawFlow } from './reader.ts';
import { tcpState } from './tcpState.ts';

type Clock = (nanos: number) => EpochMs;

/** The record of layout FLOW_* that stands at `at`. */
export function readFlow(memory: CoreMemory, at: number, id: number, clock: Clock): RawFlow {
	const low = readEnd(memory, at, layout.FLOW_LOW_ADDRESS, layout.FLOW_LOW_PORT);
	const high = readEnd(memory, at, layout.FLOW_HIGH_ADDRESS, layout.FLOW_HIGH_PORT);
	const aIsHigh = memory.u8(at + layout.FLOW_A_IS_HIGH) === 1;
	return {
		id,
		protocol: memory.u8(at + layout.FLOW_PROTOCOL),
		a: aIsHigh ? high : low,
		b: aIsHigh ? low : high,
		phone: readPhone(memory.u8(at + layout.FLOW_PHONE)),
		packets: [memory.u32(at + layout.FLOW_PACKETS), memory.u32(at + layout.FLOW_PACKETS + 4)],
		bytes: [memory.f64(at + layout.FLOW_BYTES), memory.f64(at + layout.FLOW_BYTES + 8)],
		first: clock(memory.f64(at + layout.FLOW_FIRST)),
		last: clock(memory.f64(at + layout.FLOW_LAST)),
		tcp: readTcp(memory, at),
		sni: memory.text(memory.u32(at + layout.FLOW_SNI)),
	};
}

function readEnd(memory: CoreMemory, at: number, address: number, port: number): Endpoint {
	const version = memory.u8(at + layout.FLOW_VERSION);
	return { address: memory.endAddress(at + address, version), port: memory.u16(at + port) };
}

function readPhone(code: number): 'a' | 'b' | undefined {
	if (code === layout.PHONE_A) return 'a';
	return code === layout.PHONE_B ? 'b' : undefined;
}

function readTcp(memory: CoreMemory, at: number): RawFlow['tcp'] {
	const state = tcpState(memory.u8(at + layout.FLOW_TCP_STATE));
	const flags = at + layout.FLOW_FLAGS;
	return state && { state, flags: [memory.u16(flags), memory.u16(flags + 2)] };
}

/** Where flow `id` stands, and how its times read. */
export interface FlowSource {
	readonly memory: CoreMemory;
	readonly count: number;
	readonly clock: Clock;
	flowAt(id: number): number;
}

/** The numbers of all flows, copied out of their records. */
export function readColumns(source: FlowSource): FlowColumns {
	const { count } = source;
	const columns = {
		count,
		protocol: new Uint8Array(count),
		aPort: new Uint16Array(count),
		bPort: new Uint16Array(count),
		bytesAb: new Float64Array(count),
		bytesBa: new Float64Array(count),
		packetsAb: new Float64Array(count),
		packetsBa: new Float64Array(count),
		first: new Float64Array(count),
		last: new Float64Array(count),
	};
	const inBlock = (1 << layout.TABLE_SHIFT) - 1;
	let at = 0;
	for (let id = 0; id < count; id += 1) {
		at = (id & inBlock) === 0 ? source.flowAt(id) : at + layout.FLOW_SIZE;
		fillRow(columns, id, at, source);
	}
	return columns;
}

function fillRow(columns: FlowColumns, id: number, at: number, source: FlowSource): void {
	const { view } = source.memory;
	const aIsHigh = view.getUint8(at + layout.FLOW_A_IS_HIGH) === 1;
	const lowPort = view.getUint16(at + layout.FLOW_LOW_PORT, true);
	const highPort = view.getUint16(at + layout.FLOW_HIGH_PORT, true);
	columns.protocol[id] = view.getUint8(at + layout.FLOW_PROTOCOL);
	columns.aPort[id] = aIsHigh ? highPort : lowPort;
	columns.bPort[id] = aIsHigh ? lowPort : highPort;
	columns.bytesAb[id] = view.getFloat64(at + layout.FLOW_BYTES, true);
	columns.bytesBa[id] = view.getFloat64(at + layout.FLOW_BYTES + 8, true);
	columns.packetsAb[id] = view.getUint32(at + layout.FLOW_PACKETS, true);
	columns.packetsBa[id] = view.getUint32(at + layout.FLOW_PACKETS + 4, true);
	columns.first[id] = source.clock(view.getFloat64(at + layout.FLOW_FIRST, true));
	columns.last[id] = source.clock(view.getFloat64(at + layout.FLOW_LAST, true));
}
