// A redacted snapshot -> what a link carries. Only what is named here can ever get into a link.
import { assert } from '../base/assert.ts';
import type { EpochMs } from '../base/units.ts';
import type { Capture } from '../model/capture.ts';
import type { InterfaceCounters, UidCounters } from '../model/counters.ts';
import type { Flow } from '../model/flow.ts';
import { serviceNames } from '../model/service.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Socket } from '../model/socket.ts';
import type { WatchLog } from '../model/watch.ts';
import type { Columns } from './linkTable.ts';
import { toColumns } from './linkTable.ts';
import * as wire from './linkWire.ts';
import type { LeftOut } from './linkWords.ts';
import { VALUED_IDS } from './schemaReadings.ts';
import { type ProbeValues, type Reading, type Readings, valueOf } from '../model/reading.ts';
import { CARRIED_IDS, type CarriedId } from './schemaCarried.ts';

type FlowLists = 'flows' | 'names' | 'services' | 'carriers';

/** The place of a word in its list. */
function codeOf<T>(words: readonly T[], word: T): number {
	const code = words.indexOf(word);
	assert(code >= 0, `the link knows the word ${String(word)}`);
	return code;
}

const orNull = <T, U>(value: T | undefined, of: (value: T) => U): U | null =>
	value === undefined ? null : of(value);

/** Things that occur often, each kept once and called by its place. */
class Interned<T> {
	readonly #places = new Map<string, number>();
	readonly all: T[] = [];

	placeOf(value: T): number {
		const key = JSON.stringify(value);
		const known = this.#places.get(key);
		if (known !== undefined) return known;
		this.#places.set(key, this.all.length);
		return this.all.push(value) - 1;
	}
}

/** Packs one snapshot: keeps its strings, its sockets and the moment that its times count from. */
class Packer {
	readonly strings = new Interned<string>();
	readonly sockets = new Interned<Socket>();
	readonly #at: EpochMs;

	constructor(at: EpochMs) {
		this.#at = at;
	}

	since = (at: EpochMs): number => at - this.#at;

	string = (text: string): number => this.strings.placeOf(text);

	socketColumns(): Columns {
		const rows = this.sockets.all.map((socket) => ({
			table: codeOf(wire.TABLES, socket.table),
			state: codeOf(wire.SOCKET_STATES, socket.state),
			uid: socket.uid === undefined ? 0 : socket.uid + 1,
			local: this.string(socket.local.address),
			localPort: socket.local.port,
			remote: this.string(socket.remote.address),
			remotePort: socket.remote.port,
			txQueue: socket.txQueue,
			rxQueue: socket.rxQueue,
			drops: socket.drops === undefined ? 0 : socket.drops + 1,
		}));
		return toColumns(wire.SOCKET, rows);
	}

	flow = (flow: Flow) => ({
		id: flow.id,
		protocol: flow.protocol,
		a: this.string(flow.a.address),
		aPort: flow.a.port,
		b: this.string(flow.b.address),
		bPort: flow.b.port,
		phone: codeOf(wire.SIDES, flow.phone),
		packetsAb: flow.packets[0],
		packetsBa: flow.packets[1],
		bytesAb: flow.bytes[0],
		bytesBa: flow.bytes[1],
		first: this.since(flow.first),
		last: flow.last - flow.first,
		state: flow.tcp === undefined ? 0 : codeOf(wire.TCP_STATES, flow.tcp.state) + 1,
		flagsAb: flow.tcp?.flags[0] ?? 0,
		flagsBa: flow.tcp?.flags[1] ?? 0,
		owner: codeOf(wire.OWNERS, flow.owner.kind),
		uid: flow.owner.kind === 'unknown' ? 0 : flow.owner.uid,
	});

	interface = ({ name, rx, tx }: InterfaceCounters) => ({
		name: this.string(name),
		rxBytes: rx.bytes,
		rxPackets: rx.packets,
		rxErrs: rx.errs,
		rxDrop: rx.drop,
		rxFifo: rx.fifo,
		rxCompressed: rx.compressed,
		rxFrame: rx.frame,
		rxMulticast: rx.multicast,
		txBytes: tx.bytes,
		txPackets: tx.packets,
		txErrs: tx.errs,
		txDrop: tx.drop,
		txFifo: tx.fifo,
		txCompressed: tx.compressed,
		txColls: tx.colls,
		txCarrier: tx.carrier,
	});

	watch = (watch: WatchLog): wire.LinkInput['watch'] => ({
		startedAt: this.since(watch.startedAt),
		endedAt: orNull(watch.endedAt, this.since),
		every: watch.every,
		cost: [watch.cost.rounds, watch.cost.skipped, watch.cost.busy, watch.cost.received],
		samples: watch.usage.map(({ at, rows }) => ({ at: this.since(at), rows: usageColumns(rows) })),
		sightings: toColumns(
			wire.SIGHTING,
			watch.sightings.map(({ socket, firstSeen, lastSeen }) => ({
				socket: this.sockets.placeOf(socket),
				firstSeen: this.since(firstSeen),
				lastSeen: lastSeen - firstSeen,
			})),
		),
	});

	capture = ({ summary, flows }: Capture): wire.LinkInput['capture'] => ({
		...this.#facts(summary),
		flows: toColumns(wire.FLOW, flows.map(this.flow)),
		names: toColumns(
			wire.FLOW_NAME,
			flows.flatMap(({ names }, flow) =>
				names.map(({ name, from }) => ({
					flow,
					name: this.string(name),
					from: codeOf(wire.NAME_SOURCES, from),
				})),
			),
		),
		services: toColumns(
			wire.FLOW_SERVICE,
			flows.flatMap(({ service }, flow) =>
				service === undefined
					? []
					: [
							{
								flow,
								service: codeOf(serviceNames, service.name),
								by: codeOf(wire.KNOWN_BY, service.by),
							},
						],
			),
		),
		carriers: flows.flatMap(({ carrier }, flow) => (carrier === true ? [flow] : [])),
	});

	#facts(of: Capture['summary']): Omit<NonNullable<wire.LinkInput['capture']>, FlowLists> {
		const { origin, tool, stop } = of;
		return {
			origin:
				origin.kind === 'file'
					? { kind: 'file', size: origin.size }
					: {
							kind: 'tcpdump',
							interface: this.string(origin.interface),
							filtered: origin.filter !== '',
							startedAt: this.since(origin.startedAt),
						},
			tool: orNull(tool, ({ captured, receivedByFilter, droppedByKernel, ended, fault }) => ({
				counts: [captured ?? null, receivedByFilter ?? null, droppedByKernel ?? null] as const,
				ended,
				fault: fault !== undefined,
			})),
			format: orNull(of.format, (format) => codeOf(wire.FORMATS, format)),
			linkTypes: of.linkTypes,
			counts: [of.read, of.packets, of.bytes, of.cut, of.undecoded, of.flows, of.evicted, of.dns],
			first: orNull(of.first, this.since),
			last: orNull(of.last, this.since),
			stop: orNull(stop, ({ offset, reason }) => [offset, codeOf(wire.STOPS, reason)] as const),
			complete: of.complete,
		};
	}
}

const usageColumns = (rows: readonly UidCounters[]): Columns => toColumns(wire.USAGE, rows);

/** `unparsed` and `interrupted` do not occur: redaction has made them `missing`. */
function outcomeCode(kind: string): number {
	return codeOf<string>(wire.OUTCOMES, kind);
}

function toldIn(readings: Readings, packer: Packer): wire.LinkInput['told'] {
	const all = CARRIED_IDS.flatMap((id) => {
		const reading: Reading<ProbeValues[CarriedId]> | undefined = readings[id];
		if (reading === undefined) return [];
		const { outcome, at, duration } = reading;
		const told = { outcome: outcomeCode(outcome.kind), at: packer.since(at), duration };
		return [[id, outcome.kind === 'ok' ? { ...told, value: outcome.value } : told] as const];
	});
	return Object.fromEntries(all);
}

/** Packs what `summaryOf` gave, or a part of it; `leftOut` says how much is missing. */
export function pack({ takenAt, readings, ...rest }: Snapshot, leftOut: LeftOut): wire.LinkInput {
	const packer = new Packer(takenAt);
	const phone = valueOf(readings.identity);
	const usage = valueOf(readings.usage);
	const open = (valueOf(readings.sockets) ?? []).map((socket) => packer.sockets.placeOf(socket));
	const watch = rest.watch === undefined ? null : packer.watch(rest.watch);
	const capture = rest.capture === undefined ? null : packer.capture(rest.capture);
	const asked = VALUED_IDS.flatMap((id, probe) => {
		const reading = readings[id];
		if (reading === undefined) return [];
		const outcome = outcomeCode(reading.outcome.kind);
		return [{ probe, outcome, at: packer.since(reading.at), duration: reading.duration }];
	});
	const named = (valueOf(readings.packages) ?? []).map(({ name, uid }) => ({
		name: packer.string(name),
		uid,
	}));
	return {
		at: takenAt,
		phone: orNull(
			phone,
			(of) => [of.manufacturer, of.model, of.androidRelease, of.sdk, of.emulator] as const,
		),
		readings: toColumns(wire.READING, asked),
		interfaces: toColumns(
			wire.INTERFACE,
			(valueOf(readings.interfaces) ?? []).map(packer.interface),
		),
		packages: toColumns(wire.PACKAGE, named),
		usage: orNull(usage, ({ source, doubts, rows }) => ({
			source: codeOf(wire.SOURCES, source),
			doubtful: doubts.length > 0,
			rows: usageColumns(rows),
		})),
		open,
		watch,
		capture,
		leftOut,
		told: toldIn(readings, packer),
		// Last: by now every socket and every string has its place.
		sockets: packer.socketColumns(),
		strings: packer.strings.all,
	};
}
