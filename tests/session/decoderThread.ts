import { expose, wrap } from 'comlink';
import { onTestFinished } from 'vitest';
import { assert } from '#lib/base/assert.ts';
import { createMemoryStore } from '#lib/decode/recordings.ts';
import type { RecordingDecoder } from '#lib/decode/decoder.ts';
import type { DecoderThread } from '#lib/decode/thread.ts';
import type { CaptureOrigin, CaptureSummary } from '#lib/model/capture.ts';
import type { SocketSighting } from '#lib/model/socket.ts';
import type { FlowQuery } from '#lib/ports/decoder.ts';
import { newDecoder } from '../decode/decoding.ts';
import { Answers } from './answers.ts';

/** The real decoder, whose answers a test may hold back once they are made. */
export class HeldDecoder implements RecordingDecoder {
	readonly answers = new Answers();
	readonly #decoder: RecordingDecoder;
	#listener: ((summary: CaptureSummary) => unknown) | undefined;

	constructor(store = createMemoryStore()) {
		this.#decoder = newDecoder(store);
	}

	/** A summary that is under way from now on; it arrives when the result is called. */
	underWay(summary: CaptureSummary | undefined): () => Promise<void> {
		const listener = this.#listener;
		assert(summary && listener, 'there is something to tell and somebody who listens');
		return async () => {
			await listener(summary);
		};
	}

	onSummary(report: (summary: CaptureSummary) => void) {
		this.#listener = report;
		return this.#decoder.onSummary(report);
	}

	openFile(file: Blob, name: string) {
		return this.answers.give(`open ${name}`, () => this.#decoder.openFile(file, name));
	}

	openLive(port: MessagePort, origin: CaptureOrigin) {
		return this.answers.give('open live', () => this.#decoder.openLive(port, origin));
	}

	finish(fault: string | undefined) {
		return this.answers.give('finish', () => this.#decoder.finish(fault));
	}

	cancel() {
		return this.#decoder.cancel();
	}

	page(query: FlowQuery, from: number, count: number) {
		return this.#decoder.page(query, from, count);
	}

	attribute(sightings: readonly SocketSighting[]) {
		const question = `attribute ${sightings.length}`;
		return this.answers.give(question, () => this.#decoder.attribute(sightings));
	}

	nameApps(names: ReadonlyMap<number, string>) {
		return this.#decoder.nameApps(names);
	}

	dns(from: number, count: number) {
		return this.#decoder.dns(from, count);
	}

	packets(flow: number, from: number, count: number) {
		return this.#decoder.packets(flow, from, count);
	}

	http(from: number, count: number) {
		return this.#decoder.http(from, count);
	}

	tls(from: number, count: number) {
		return this.#decoder.tls(from, count);
	}

	largest(count: number) {
		return this.answers.give('largest', () => this.#decoder.largest(count));
	}

	bytes() {
		return this.#decoder.bytes();
	}

	recording() {
		return this.#decoder.recording();
	}

	leftovers() {
		return this.#decoder.leftovers();
	}

	openLeftover(id: string) {
		return this.#decoder.openLeftover(id);
	}

	readOn() {
		return this.#decoder.readOn();
	}

	deleteLeftover(id: string) {
		return this.#decoder.deleteLeftover(id);
	}

	close() {
		return this.answers.give('close', () => this.#decoder.close());
	}
}

/** The decoder behind the calls of a real thread, in this one. */
export function decoderThread(decoder: RecordingDecoder): DecoderThread {
	const { port1, port2 } = new MessageChannel();
	expose(decoder, port1);
	const stop = (): void => {
		port1.close();
	};
	onTestFinished(stop);
	return {
		decoder: wrap<RecordingDecoder>(port2),
		broken: new Promise<string>(() => undefined),
		stop,
	};
}
