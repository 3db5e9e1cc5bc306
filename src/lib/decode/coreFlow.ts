import * as layout from '#core/layout.ts';
import type { EpochMs } from '../base/units.ts';
import type { Endpoint } from '../model/endpoint.ts';
import { serviceNames } from '../model/service.ts';
import type { CoreMemory } from './coreMemory.ts';
import { readExtra } from './coreExtra.ts';
import type { CoreRecords } from './coreRecords.ts';
import { readTcp } from './coreTcp.ts';
import type { FlowColumns, RawFlow } from './reader.ts';

/** Flow `id`: the record of layout FLOW_* and what stands beside it. */
export function readFlow(source: CoreRecords, id: number): RawFlow {
	const { memory, clock } = source;
	const at = source.at(layout.TABLE_FLOWS, id);
	const low = readEnd(memory, at, layout.FLOW_LOW_ADDRESS, layout.FLOW_LOW_PORT);
	const high = readEnd(memory, at, layout.FLOW_HIGH_ADDRESS, layout.FLOW_HIGH_PORT);
	const aIsHigh = memory.u8(at + layout.FLOW_A_IS_HIGH) === 1;
	const uid = memory.u32(at + layout.FLOW_UID);
	const nic = memory.u16(at + layout.FLOW_INTERFACE);
	const firstNanos = memory.f64(at + layout.FLOW_FIRST);
	const lastNanos = memory.f64(at + layout.FLOW_LAST);
	return {
		id,
		protocol: memory.u8(at + layout.FLOW_PROTOCOL),
		a: aIsHigh ? high : low,
		b: aIsHigh ? low : high,
		phone: readPhone(memory.u8(at + layout.FLOW_PHONE)),
		packets: [memory.u32(at + layout.FLOW_PACKETS), memory.u32(at + layout.FLOW_PACKETS + 4)],
		bytes: [memory.f64(at + layout.FLOW_BYTES), memory.f64(at + layout.FLOW_BYTES + 8)],
		payload: [memory.f64(at + layout.FLOW_PAYLOAD), memory.f64(at + layout.FLOW_PAYLOAD + 8)],
		first: clock(firstNanos),
		last: clock(lastNanos),
		firstNanos,
		lastNanos,
		tcp: readTcp(memory, at),
		service: serviceNames[memory.u8(at + layout.FLOW_SERVICE) - 1],
		uid: uid === 0 ? undefined : uid - 1,
		nic: nic === 0 ? undefined : nic,
		offset: memory.f64(at + layout.FLOW_OFFSET),
		...readExtra(source, memory.u32(at + layout.FLOW_EXTRA)),
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

/** The numbers of all flows, copied out of their records. */
export function readColumns(source: CoreRecords): FlowColumns {
	const count = source.count(layout.TABLE_FLOWS);
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
		service: new Uint8Array(count),
		rtt: new Float64Array(count),
		retransmissions: new Float64Array(count),
	};
	const row = { columns, view: source.memory.view, clock: source.clock };
	source.each(layout.TABLE_FLOWS, layout.FLOW_SIZE, (at, id) => {
		fillRow(row, id, at);
		return true;
	});
	return columns;
}

interface Row {
	readonly columns: FlowColumns;
	readonly view: DataView;
	readonly clock: (nanos: number) => EpochMs;
}

function fillRow({ columns, view, clock }: Row, id: number, at: number): void {
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
	columns.first[id] = clock(view.getFloat64(at + layout.FLOW_FIRST, true));
	columns.last[id] = clock(view.getFloat64(at + layout.FLOW_LAST, true));
	columns.service[id] = view.getUint8(at + layout.FLOW_SERVICE);
	const tcp = view.getUint32(at + layout.FLOW_TCP, true);
	columns.rtt[id] = rttAt(view, tcp);
	columns.retransmissions[id] = retransmissionsAt(view, tcp);
}

/** As `rttOf` says it, out of the record of layout TCP_* at `tcp`. */
function rttAt(view: DataView, tcp: number): number {
	if (tcp === 0) return NaN;
	const handshake = view.getFloat32(tcp + layout.TCP_HANDSHAKE, true);
	if (handshake > 0) return handshake;
	if ((view.getUint16(tcp + layout.TCP_FLAGS, true) & layout.TCP_FLAG_RTT) === 0) return NaN;
	const ab = view.getFloat32(tcp + layout.TCP_RTT, true);
	const ba = view.getFloat32(tcp + layout.TCP_RTT + 4, true);
	return Math.max(ab, ba) > 0 ? Math.max(ab, ba) : NaN;
}

/** The counts of both directions saturate. */
const retransmissionsAt = (view: DataView, tcp: number): number =>
	tcp === 0
		? NaN
		: view.getUint16(tcp + layout.TCP_RETRANSMISSIONS, true) +
			view.getUint16(tcp + layout.TCP_RETRANSMISSIONS + 2, true);
