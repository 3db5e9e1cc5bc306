import type { CaptureOrigin, CaptureSummary } from '../model/capture.ts';
import { feedDisk } from './diskFeed.ts';
import { feedFile } from './fileFeed.ts';
import type { FileFault } from './fileSink.ts';
import { blankSummary, OpenCapture, type Surroundings } from './openCapture.ts';
import type { CaptureReader, ReadingWay } from './reader.ts';
import type { ReadableFile } from './recordings.ts';

/** A file to read and where it comes from; without bytes where it is no longer there. */
export interface FileSource {
	readonly bytes: Blob | undefined;
	readonly origin: CaptureOrigin;
	/** Opens the same bytes for reading in place, where they are on this site's own disk. */
	readonly open?: (() => Promise<ReadableFile | undefined>) | undefined;
}

/** A file on its way through the core, from opening to forgetting. */
export class FileReading {
	capture: OpenCapture | undefined;
	readonly way: ReadingWay;
	readonly #cancelled = new AbortController();
	readonly #source: Promise<FileSource>;
	#bytes: Blob | undefined;
	#done: Promise<CaptureSummary> | undefined;
	#missing: CaptureSummary | undefined;

	constructor(source: Promise<FileSource>, way: ReadingWay = { readOn: false }) {
		this.#source = source;
		this.way = way;
	}

	/** Reads to the end, to the first damage, or until cancelled. */
	run(reader: Promise<CaptureReader>, around: Surroundings): Promise<CaptureSummary> {
		this.#done = this.#run(reader, around);
		return this.#done;
	}

	/** The same file, to be read in another way. */
	again(way: ReadingWay): FileReading {
		return new FileReading(this.#source, way);
	}

	/** Resolves when nothing more is read. */
	async cancel(): Promise<void> {
		this.#cancelled.abort();
		await this.#done;
	}

	summary(): CaptureSummary | undefined {
		return this.capture?.summary() ?? this.#missing;
	}

	bytes(): Promise<Blob | undefined> {
		return Promise.resolve(this.#bytes);
	}

	close(): void {
		this.#cancelled.abort();
		this.capture?.close();
	}

	async #run(opening: Promise<CaptureReader>, around: Surroundings): Promise<CaptureSummary> {
		const [{ bytes, origin, open }, reader] = await Promise.all([this.#source, opening]);
		if (bytes === undefined) {
			reader.close();
			this.#missing = blankSummary(origin, { offset: 0, reason: 'unreadable' });
			return this.#missing;
		}
		const capture = new OpenCapture(reader, origin, around, this.way);
		this.capture = capture;
		this.#bytes = bytes;
		around.onChange();
		capture.end(await this.#feed(bytes, await open?.(), capture));
		return capture.summary();
	}

	#feed(
		bytes: Blob,
		onDisk: ReadableFile | undefined,
		capture: OpenCapture,
	): Promise<FileFault | undefined> {
		const { signal } = this.#cancelled;
		return onDisk === undefined
			? feedFile(bytes, capture, signal)
			: feedDisk(onDisk, capture, signal);
	}
}
