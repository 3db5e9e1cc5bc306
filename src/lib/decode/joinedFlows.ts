import {
	attributionChanges,
	type AttributionChanges,
	type SocketIndex,
} from '../analysis/attribution.ts';
import { HostNames } from '../analysis/hostNames.ts';
import type { DnsMessage, Flow, FlowName } from '../model/flow.ts';
import type { CaptureReader, FlowColumns, RawFlow } from './reader.ts';

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
	#sockets: SocketIndex;
	#dnsLearnt = 0;
	#columns: FlowColumns | undefined;
	#since: Float64Array | undefined;
	#addresses = new Set<string>();

	constructor(reader: CaptureReader, sockets: SocketIndex, apps: ReadonlyMap<number, string>) {
		this.#reader = reader;
		this.#sockets = sockets;
		this.apps = apps;
	}

	/** To be called after every chunk: takes notice of new packets, and learns new names. */
	grew(): void {
		this.revision++;
		this.#columns = undefined;
		for (const { dns } = this.#reader.status(); this.#dnsLearnt < dns; this.#dnsLearnt++) {
			const named = this.#hostNames.add(this.#reader.dns(this.#dnsLearnt));
			for (const address of named) this.#addresses.add(address);
		}
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
			owner,
		};
	}

	dns(from: number, count: number): readonly DnsMessage[] {
		const messages: DnsMessage[] = [];
		const end = Math.min(from + count, this.#reader.status().dns);
		for (let index = from; index < end; index++) messages.push(this.#reader.dns(index));
		return messages;
	}

	/** What was touched since the last call. */
	takeTouched(): Touched {
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

	/**
	 * The name in the flow's own handshake first: it is what the client asked this very server for. Where the
	 * phone's end is unknown the far end is the one that was spoken to, unless only the other has a name.
	 */
	#namesOf({ a, b, first, names: own }: RawFlow, phone: Flow['phone']): FlowName[] {
		const ends = phone === 'a' ? [b] : phone === 'b' ? [a] : [b, a];
		const found = ends.map(({ address }) => this.#hostNames.of(address, first));
		const dns = found.find((names) => names.length > 0) ?? [];
		const said = new Set(own.map(({ name }) => name.toLowerCase()));
		const others = dns.filter((name) => !said.has(name));
		return [...own, ...others.map((name): FlowName => ({ name, from: 'dns' }))];
	}
}
