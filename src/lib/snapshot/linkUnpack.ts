// What a link carries -> a snapshot, still to be looked at by the schema: a code that is in no list and a place
// that is in no table become `undefined` here, which the schema refuses where it is not allowed.
import type { EpochMs } from '../base/units.ts';
import { serviceNames } from '../model/service.ts';
import type { Link } from './linkWire.ts';
import * as wire from './linkWire.ts';
import {
	appsLeftOut,
	DOUBTFUL,
	linkLadder,
	NO_RAW_TEXT,
	NO_WORDS,
	NOT_IN_LINK,
} from './linkWords.ts';
import { isCarried } from './schemaCarried.ts';
import { VALUED_IDS } from './schemaReadings.ts';

type Capture = NonNullable<Link['capture']>;
type Watch = NonNullable<Link['watch']>;

/** Two shapes for "nothing": JSON's and ours. */
const orUndefined = <T, U>(value: T | null, of: (value: T) => U): U | undefined =>
	value === null ? undefined : of(value);

const same = <T>(value: T): T => value;

class Unpacker {
	readonly #link: Link;
	readonly #sockets: readonly unknown[];

	constructor(link: Link) {
		this.#link = link;
		this.#sockets = link.sockets.map((row) => {
			const table = wire.TABLES[row.table];
			return {
				protocol: table?.slice(0, 3),
				table,
				local: this.#end(row.local, row.localPort),
				remote: this.#end(row.remote, row.remotePort),
				state: wire.SOCKET_STATES[row.state],
				uid: row.uid === 0 ? undefined : row.uid - 1,
				inode: 0,
				txQueue: row.txQueue,
				rxQueue: row.rxQueue,
				drops: row.drops === 0 ? undefined : row.drops - 1,
			};
		});
	}

	#end = (place: number, port: number): unknown => ({
		address: this.#link.strings[place],
		port,
	});

	#time = (since: number): EpochMs => this.#link.at + since;

	/** What each probe that was answered had to say. */
	values(): Readonly<Record<(typeof VALUED_IDS)[number], unknown>> {
		const link = this.#link;
		return {
			identity: orUndefined(link.phone, ([manufacturer, model, androidRelease, sdk, emulator]) => ({
				manufacturer,
				model,
				androidRelease,
				sdk,
				emulator,
				buildType: NOT_IN_LINK,
				debuggable: false,
				uid: 2000,
				groups: [],
			})),
			interfaces: link.interfaces.map(this.#interface),
			sockets: link.open.map((row) => this.#sockets[row]),
			packages: link.packages.map(({ name, uid }) => ({ name: link.strings[name], uid })),
			usage: orUndefined(link.usage, ({ source, doubtful, rows }) => ({
				source: wire.SOURCES[source],
				doubts: [
					...(doubtful ? [DOUBTFUL] : []),
					...(link.leftOut.apps > 0 ? [appsLeftOut(link.leftOut.apps)] : []),
				],
				rows,
			})),
		};
	}

	#interface = (row: Link['interfaces'][number]): unknown => ({
		name: this.#link.strings[row.name],
		rx: {
			bytes: row.rxBytes,
			packets: row.rxPackets,
			errs: row.rxErrs,
			drop: row.rxDrop,
			fifo: row.rxFifo,
			compressed: row.rxCompressed,
			frame: row.rxFrame,
			multicast: row.rxMulticast,
		},
		tx: {
			bytes: row.txBytes,
			packets: row.txPackets,
			errs: row.txErrs,
			drop: row.txDrop,
			fifo: row.txFifo,
			compressed: row.txCompressed,
			colls: row.txColls,
			carrier: row.txCarrier,
		},
	});

	/** A probe that only a later copy knows has no name here, and the schema drops it. */
	readings(): unknown {
		const values = this.values();
		const readings = this.#link.readings.map(({ probe, outcome, at, duration }) => {
			const id = VALUED_IDS[probe];
			const kind = wire.OUTCOMES[outcome];
			const reading = {
				probe: id,
				at: this.#time(at),
				duration,
				command: '',
				raw: '',
				stderr: NO_RAW_TEXT,
				outcome: kind === 'ok' && id ? { kind, value: values[id] } : { kind, why: NO_WORDS },
			};
			return [id, reading] as const;
		});
		return { ...this.#told(), ...Object.fromEntries(readings) };
	}

	/** Readings of a later copy that this one does not carry are dropped. */
	#told(): object {
		const told = Object.entries(this.#link.told ?? {}).filter(([id]) => isCarried(id));
		return Object.fromEntries(
			told.map(([id, { outcome, at, duration, value }]) => {
				const asked = { probe: id, at: this.#time(at), duration };
				const said = { command: '', raw: '', stderr: NO_RAW_TEXT };
				const kind = wire.OUTCOMES[outcome];
				const result = kind === 'ok' ? { kind, value } : { kind, why: NO_WORDS };
				return [id, { ...asked, ...said, outcome: result }];
			}),
		);
	}

	watch = ({ cost: [rounds, skipped, busy, received], ...watch }: Watch): unknown => ({
		startedAt: this.#time(watch.startedAt),
		endedAt: orUndefined(watch.endedAt, this.#time),
		every: watch.every,
		cost: { rounds, skipped, busy, received },
		usage: watch.samples.map(({ at, rows }) => ({ at: this.#time(at), rows })),
		sightings: watch.sightings.map(({ socket, firstSeen, lastSeen }) => ({
			socket: this.#sockets[socket],
			firstSeen: this.#time(firstSeen),
			lastSeen: this.#time(firstSeen + lastSeen),
		})),
	});

	capture = (capture: Capture): unknown => {
		const names = new Map<number, unknown[]>();
		for (const { flow, name, from } of capture.names) {
			const known = names.get(flow) ?? [];
			known.push({ name: this.#link.strings[name], from: wire.NAME_SOURCES[from] });
			names.set(flow, known);
		}
		const services = servicesOf(capture);
		const carriers = new Set(capture.carriers);
		return {
			summary: this.#summary(capture),
			flows: capture.flows.map((row, at) => ({
				...this.#flow(row, names.get(at) ?? []),
				...services.get(at),
				...(carriers.has(at) && { carrier: true }),
			})),
			dns: [],
		};
	};

	#flow(row: Capture['flows'][number], names: readonly unknown[]): object {
		const first = this.#time(row.first);
		return {
			id: row.id,
			protocol: row.protocol,
			a: this.#end(row.a, row.aPort),
			b: this.#end(row.b, row.bPort),
			phone: wire.SIDES[row.phone],
			packets: [row.packetsAb, row.packetsBa],
			bytes: [row.bytesAb, row.bytesBa],
			first,
			last: first + row.last,
			tcp:
				row.state === 0
					? undefined
					: { state: wire.TCP_STATES[row.state - 1], flags: [row.flagsAb, row.flagsBa] },
			names,
			owner: { kind: wire.OWNERS[row.owner], uid: row.uid },
		};
	}

	#summary(of: Capture): unknown {
		const [read, packets, bytes, cut, undecoded, flows, evicted, dns] = of.counts;
		return {
			origin: this.#origin(of.origin),
			read,
			format: orUndefined(of.format, (code) => wire.FORMATS[code]),
			linkTypes: of.linkTypes,
			packets,
			bytes,
			cut,
			undecoded,
			first: orUndefined(of.first, this.#time),
			last: orUndefined(of.last, this.#time),
			flows,
			evicted,
			dns,
			stop: orUndefined(of.stop, ([offset, reason]) => ({ offset, reason: wire.STOPS[reason] })),
			complete: of.complete,
			tool: orUndefined(of.tool, ({ counts, ended, fault }) => ({
				stderr: NOT_IN_LINK,
				captured: orUndefined(counts[0], same),
				receivedByFilter: orUndefined(counts[1], same),
				droppedByKernel: orUndefined(counts[2], same),
				ended,
				fault: fault ? NOT_IN_LINK : undefined,
			})),
		};
	}

	#origin(origin: Capture['origin']): unknown {
		if (origin.kind === 'file') return { kind: 'file', name: NOT_IN_LINK, size: origin.size };
		return {
			kind: 'tcpdump',
			interface: this.#link.strings[origin.interface],
			filter: origin.filtered ? NOT_IN_LINK : '',
			startedAt: this.#time(origin.startedAt),
		};
	}
}

/** What the flows speak, by their rows. */
function servicesOf({
	services = [],
}: Capture): ReadonlyMap<number, { readonly service: unknown }> {
	return new Map(
		services.map(({ flow, service, by }) => [
			flow,
			{ service: { name: serviceNames[service], by: wire.KNOWN_BY[by] } },
		]),
	);
}

/** The snapshot that a link tells, unproven. */
export function unpack(link: Link): unknown {
	const unpacker = new Unpacker(link);
	return {
		version: 1,
		takenAt: link.at,
		origin: { kind: 'link' },
		ladder: linkLadder(link.leftOut),
		readings: unpacker.readings(),
		watch: orUndefined(link.watch, unpacker.watch),
		capture: orUndefined(link.capture, unpacker.capture),
	};
}
