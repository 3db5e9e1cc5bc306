import { proxy, transfer } from 'comlink';
import type { DecoderThread } from '#lib/decode/thread.ts';
import {
	MAX_SNAPSHOT_DNS,
	MAX_SNAPSHOT_FLOWS,
	type Capture,
	type CaptureOrigin,
	type CaptureSummary,
} from '#lib/model/capture.ts';
import type { DnsMessage, Flow, HttpExchange } from '#lib/model/flow.ts';
import type { SocketSighting } from '#lib/model/socket.ts';
import type {
	FlowPage,
	FlowQuery,
	FlowTable,
	LeftoverCapture,
	PacketPage,
} from '#lib/ports/decoder.ts';

/** How many flows the pages beside the flow table look at while a capture grows. */
const LIVE_FLOWS = 500;
/** A page's joins are renewed at most this often while a capture grows, in milliseconds. */
const RENEW_EVERY = 1000;
/** Requests that are asked for at once, and how many are looked through for those of one flow. */
const HTTP_PAGE = 1000;
const MAX_HTTP = 100_000;

/** One capture in a decoding thread of its own: what is known of it now, and its flows by pages. */
export class CaptureSession implements FlowTable {
	readonly #start: () => DecoderThread;
	#thread: Promise<DecoderThread> | undefined;
	#summary = $state.raw<CaptureSummary | undefined>();
	#flows = $state.raw<readonly Flow[]>([]);
	#dns = $state.raw<readonly DnsMessage[]>([]);
	#kept = $state.raw<'disk' | 'memory' | undefined>();
	#broken = $state<string>();
	/** Counts captures, so that a late answer about one that was replaced is told apart. */
	#generation = 0;
	/** Counts renewals of the rows, and says which one is shown: an earlier one that comes late is left out. */
	#renewals = 0;
	#shown = 0;
	#renewedAt = 0;
	#renewing = false;

	constructor(start: () => DecoderThread) {
		this.#start = start;
	}

	/** What a snapshot keeps of it; undefined while there is no capture. */
	get value(): Capture | undefined {
		return (
			this.#summary && {
				summary: this.#summary,
				flows: this.#flows,
				dns: this.#dns,
			}
		);
	}

	/** Where a live capture is kept; undefined for one that came from a file. */
	get kept(): 'disk' | 'memory' | undefined {
		return this.#kept;
	}

	/** Why the decoding thread cannot run at all, in the browser's words. */
	get broken(): string | undefined {
		return this.#broken;
	}

	get summary(): CaptureSummary | undefined {
		return this.#summary;
	}

	async page(query: FlowQuery, from: number, count: number): Promise<FlowPage> {
		const { decoder } = await this.#decoding();
		return decoder.page(query, from, count);
	}

	/** Packets of a flow, in the order of the file. */
	async packets(flow: number, from: number, count: number): Promise<PacketPage> {
		const { decoder } = await this.#decoding();
		return decoder.packets(flow, from, count);
	}

	/** The first `count` requests of a flow. */
	async httpOf(flow: number, count: number): Promise<readonly HttpExchange[]> {
		const { decoder } = await this.#decoding();
		const found: HttpExchange[] = [];
		for (let from = 0; from < MAX_HTTP && found.length < count; from += HTTP_PAGE) {
			const page = await decoder.http(from, HTTP_PAGE);
			found.push(...page.filter((exchange) => exchange.flow === flow));
			if (page.length < HTTP_PAGE) break;
		}
		return found.slice(0, count);
	}

	async openFile(file: Blob, name: string): Promise<void> {
		await this.#open(({ decoder }) => decoder.openFile(file, name));
	}

	/** Reads the open file anew, going on behind damage. What is shown stays until there is more. */
	async readOn(): Promise<void> {
		const generation = this.#generation;
		const { decoder } = await this.#decoding();
		await this.#complete(await decoder.readOn(), generation);
	}

	/** Begins a live capture; what comes through the returned port is decoded and kept on disk. */
	async openLive(origin: CaptureOrigin): Promise<MessagePort> {
		this.#forget();
		const generation = this.#generation;
		const thread = await this.#decoding();
		const { port1, port2 } = new MessageChannel();
		this.#listen(thread, generation);
		await thread.decoder.openLive(transfer(port1, [port1]), origin);
		const recording = await thread.decoder.recording();
		if (generation === this.#generation) this.#kept = recording?.kept;
		return port2;
	}

	/** Ends a live capture whose source is gone. Everything received stays. */
	async finish(fault: string | undefined): Promise<void> {
		if (this.#summary === undefined || this.#summary.complete) return;
		const generation = this.#generation;
		const { decoder } = await this.#decoding();
		await this.#complete(await decoder.finish(fault), generation);
	}

	async cancel(): Promise<void> {
		await (await this.#decoding()).decoder.cancel();
	}

	async attribute(sightings: readonly SocketSighting[]): Promise<void> {
		await (await this.#decoding()).decoder.attribute(sightings);
	}

	async nameApps(names: ReadonlyMap<number, string>): Promise<void> {
		await (await this.#decoding()).decoder.nameApps(names);
	}

	/** Everything a saved snapshot keeps of the capture, and the capture's own bytes. */
	async keep(): Promise<{
		readonly capture: Capture | undefined;
		readonly bytes: Blob | undefined;
	}> {
		if (this.#summary === undefined) return { capture: undefined, bytes: undefined };
		const { decoder } = await this.#decoding();
		const flows = await decoder.largest(MAX_SNAPSHOT_FLOWS);
		const dns = await decoder.dns(0, MAX_SNAPSHOT_DNS);
		return {
			capture: { summary: this.#summary, flows, dns },
			bytes: await decoder.bytes(),
		};
	}

	async leftovers(): Promise<readonly LeftoverCapture[]> {
		return (await this.#decoding()).decoder.leftovers();
	}

	async openLeftover(id: string): Promise<void> {
		await this.#open(({ decoder }) => decoder.openLeftover(id));
	}

	async deleteLeftover(id: string): Promise<void> {
		await (await this.#decoding()).decoder.deleteLeftover(id);
	}

	async close(): Promise<void> {
		this.#forget();
		if (this.#thread === undefined) return;
		const { decoder } = await this.#thread;
		await decoder.close();
		// Whose sockets they were says nothing of the next capture.
		await decoder.attribute([]);
	}

	#decoding(): Promise<DecoderThread> {
		this.#thread ??= this.#begin();
		return this.#thread;
	}

	#begin(): Promise<DecoderThread> {
		const thread = this.#start();
		void thread.broken.then((why) => {
			this.#broken = why;
		});
		return Promise.resolve(thread);
	}

	/**
	 * From now on summaries are of the next capture. The one before is closed first and both are sent at once, in
	 * front of the opening: nothing can come between. A last word about an earlier one is not heard.
	 */
	#listen(thread: DecoderThread, generation: number): void {
		void thread.decoder.close();
		void thread.decoder.onSummary(
			proxy((summary: CaptureSummary) => {
				if (generation !== this.#generation) return;
				this.#summary = summary;
				void this.#renew(thread, false);
			}),
		);
	}

	async #open(start: (thread: DecoderThread) => Promise<CaptureSummary>): Promise<void> {
		this.#forget();
		const generation = this.#generation;
		const thread = await this.#decoding();
		this.#listen(thread, generation);
		await this.#complete(await start(thread), generation);
	}

	async #complete(summary: CaptureSummary, generation: number): Promise<void> {
		if (generation !== this.#generation) return;
		this.#summary = summary;
		await this.#renew(await this.#decoding(), true);
	}

	async #renew(thread: DecoderThread, now: boolean): Promise<void> {
		const complete = this.#summary?.complete === true;
		const early = this.#renewing || Date.now() - this.#renewedAt < RENEW_EVERY;
		// The last rows are always fetched, also when earlier ones are still on their way.
		if (early && !now && !complete) return;
		const renewal = (this.#renewals += 1);
		this.#renewing = true;
		this.#renewedAt = Date.now();
		try {
			const flows = await thread.decoder.largest(complete ? MAX_SNAPSHOT_FLOWS : LIVE_FLOWS);
			const dns = await thread.decoder.dns(0, MAX_SNAPSHOT_DNS);
			if (renewal < this.#shown) return;
			this.#shown = renewal;
			this.#flows = flows;
			this.#dns = dns;
		} finally {
			if (renewal === this.#renewals) this.#renewing = false;
		}
	}

	#forget(): void {
		this.#generation += 1;
		this.#shown = this.#renewals + 1;
		this.#renewing = false;
		this.#kept = undefined;
		this.#summary = undefined;
		this.#flows = [];
		this.#dns = [];
	}
}
