import {
	attributionChanges,
	type AttributionChanges,
	type SocketIndex,
} from '../analysis/attribution.ts';
import { HostNames } from '../analysis/hostNames.ts';
import type { DnsMessage, Flow, HttpExchange, TlsHandshake } from '../model/flow.ts';
import { uid } from '../model/uid.ts';
import type { PacketPage } from '../ports/decoder.ts';
import { FileNames, mergedNames } from './flowNames.ts';
import { serviceOf } from './flowService.ts';
import type { CaptureReader, FlowColumns, RawFlow } from './reader.ts';

/** Rows of a page. */
const MAX_ROWS = 1000;

/** Which flows may have got another owner or other names since this was last taken. */
export interface Touched {
	readonly since: Float64Array | undefined;
	readonly addresses: ReadonlySet<string>;
}

/**
 * The flows of one capture as the model has them: what the core kept, joined with owners (from the sockets
 * told) and names (from the capture's own DNS). A flow is joined when it is asked for, never kept.
 */
export class JoinedFlows {
	/** What each uid is called, for finding and ordering. */
	apps: ReadonlyMap<number, string>;
	/** Goes up whenever something that a view shows may have changed. */
	revision = 0;
	/** Whether more packets may come. */
	growing = true;
	readonly #reader: CaptureReader;
	readonly #hostNames = new HostNames();
	readonly #fileNames = new FileNames();
	#sockets: SocketIndex;
	#dnsLearnt = 0;
	/** Packets came whose names are not learnt yet. */
	#isBehind = false;
	#columns: FlowColumns | undefined;
	/** Names of the interfaces, as far as the capture has told of them. */
	#interfaces: readonly string[] | undefined;
	#since: Float64Array | undefined;
	#addresses = new Set<string>();

	constructor(reader: CaptureReader, sockets: SocketIndex, apps: ReadonlyMap<number, string>) {
		this.#reader = reader;
		this.#sockets = sockets;
		this.apps = apps;
	}

	/** To be called after every chunk. What the new packets name is learnt when somebody looks. */
	grew(): void {
		this.revision++;
		this.#columns = undefined;
		this.#interfaces = undefined;
		this.#isBehind = true;
	}

	#learn(): void {
		if (!this.#isBehind) return;
		this.#isBehind = false;
		const { dns, hosts } = this.#reader.status();
		this.#named(this.#fileNames.learn(hosts, (index) => this.#reader.host(index)));
		for (; this.#dnsLearnt < dns; this.#dnsLearnt++) {
			this.#named(this.#hostNames.add(this.#reader.dns(this.#dnsLearnt)));
		}
	}

	#named(addresses: readonly string[]): void {
		for (const address of addresses) this.#addresses.add(address);
	}

	ended(): void {
		this.growing = false;
		this.grew();
	}

	/** Says whether any flow may have got another owner by it. */
	attribute(sockets: SocketIndex): boolean {
		const changes = attributionChanges(this.#sockets, sockets);
		this.#sockets = sockets;
		if (!this.#concern(changes)) return false;
		this.#touch(changes);
		this.revision++;
		return true;
	}

	nameApps(apps: ReadonlyMap<number, string>): void {
		this.apps = apps;
		this.revision++;
	}

	get count(): number {
		return this.#reader.status().flows;
	}

	/** Valid until the next chunk. */
	get columns(): FlowColumns {
		this.#columns ??= this.#reader.columns();
		return this.#columns;
	}

	flow(id: number): Flow {
		this.#learn();
		const raw = this.#reader.flow(id);
		const { phone, owner } = this.#sockets.attribute(raw);
		// Written out, not spread: this runs for every flow of a capture that is searched.
		return {
			id,
			protocol: raw.protocol,
			a: raw.a,
			b: raw.b,
			phone,
			packets: raw.packets,
			bytes: raw.bytes,
			first: raw.first,
			last: raw.last,
			tcp: raw.tcp,
			names: this.#namesOf(raw, phone),
			owner: raw.uid === undefined ? owner : { kind: 'captured', uid: uid(raw.uid) },
			payload: raw.payload,
			service: serviceOf(raw),
			interface: raw.nic === undefined ? undefined : this.#interfaceName(raw.nic),
			offset: raw.offset,
			outer: raw.outer,
			carrier: raw.carrier ? true : undefined,
			icmp: raw.icmp,
			credentials: raw.credentials.length > 0 ? raw.credentials : undefined,
			tls: raw.tls === undefined ? undefined : this.#reader.tls(raw.tls),
		};
	}

	/** Packets of a flow, at most `MAX_ROWS` from the `from`-th on. */
	packets(flow: number, from: number, count: number): PacketPage {
		if (flow < 0 || flow >= this.count) return { total: 0, from, rows: [] };
		const start = Math.max(0, from);
		const indices = this.#reader.packetsOf(flow, start, Math.min(count, MAX_ROWS));
		const rows = indices.map((index) => {
			const { at, offset, length, way, notes, stop } = this.#reader.packet(index);
			return { number: index + 1, at, offset, length, way, notes, stop };
		});
		return { total: this.#reader.countPackets(flow), from: start, rows };
	}

	http(from: number, count: number): readonly HttpExchange[] {
		const rows = rowsOf(this.#reader.status().http, from, count);
		return rows.map((index) => this.#reader.http(index));
	}

	tls(from: number, count: number): readonly TlsHandshake[] {
		const rows = rowsOf(this.#reader.status().tls, from, count);
		return rows.map((index) => this.#reader.tls(index));
	}

	dns(from: number, count: number): readonly DnsMessage[] {
		const messages: DnsMessage[] = [];
		const end = Math.min(from + count, this.#reader.status().dns);
		for (let index = from; index < end; index++) messages.push(this.#reader.dns(index));
		return messages;
	}

	/** What was touched since the last call. */
	takeTouched(): Touched {
		this.#learn();
		const touched = { since: this.#since, addresses: this.#addresses };
		this.#since = undefined;
		this.#addresses = new Set();
		return touched;
	}

	/** A flow that ends before a change and grows later is joined anew then, whatever was said here. */
	#concern({ since, addresses }: AttributionChanges): boolean {
		if (addresses.size > 0) return true;
		const { aPort, bPort, last } = this.columns;
		return last.some((time, id) => {
			const changed = Math.min(since[aPort[id] ?? 0] ?? 0, since[bPort[id] ?? 0] ?? 0);
			return time > changed;
		});
	}

	#touch({ since, addresses }: AttributionChanges): void {
		const before = this.#since;
		this.#since =
			before === undefined
				? since
				: since.map((time, port) => Math.min(time, before[port] ?? Infinity));
		for (const address of addresses) this.#addresses.add(address);
	}

	/** Where the phone's end is unknown the far end is the one that was spoken to, unless only the other has a name. */
	#namesOf({ a, b, first, names }: RawFlow, phone: Flow['phone']): Flow['names'] {
		const ends = phone === 'a' ? [b] : phone === 'b' ? [a] : [b, a];
		const found = (of: (address: string) => readonly string[]): readonly string[] =>
			ends.map(({ address }) => of(address)).find((list) => list.length > 0) ?? [];
		return mergedNames(
			names,
			found((address) => this.#hostNames.of(address, first)),
			found((address) => this.#fileNames.of(address)),
		);
	}

	/** `nic` counts from 1. */
	#interfaceName(nic: number): string | undefined {
		this.#interfaces ??= this.#reader.notes().interfaces.map(({ name, id }) => name ?? String(id));
		return this.#interfaces[nic - 1];
	}
}

/** Indices `from` to `from + count` of a list, at most `MAX_ROWS`. */
function rowsOf(total: number, from: number, count: number): readonly number[] {
	const start = Math.max(0, from);
	const length = Math.min(count, MAX_ROWS, total - start);
	return Array.from({ length: Math.max(0, length) }, (_, row) => start + row);
}
