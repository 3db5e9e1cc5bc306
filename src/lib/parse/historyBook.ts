import type { HistoryBook, HistoryBucket, HistorySeries, HistorySet } from '../model/netstats.ts';
import type { NetworkIdent } from '../model/netstats.ts';
import { uid } from '../model/uid.ts';

/** More than 90 days of an ordinary phone; what a hostile text can cost stays bounded. */
const MAX_SERIES = 20_000;
const MAX_BUCKETS = 400_000;

/** Whose buckets follow. */
export interface SeriesHead {
	readonly book: HistoryBook;
	readonly networks: readonly NetworkIdent[];
	readonly uid: number;
	readonly set: HistorySet;
	readonly tag: number;
}

interface OpenSeries extends SeriesHead {
	bucket: number;
	omitted: number;
	readonly buckets: HistoryBucket[];
}

/** Takes a history down as it is read, line by line: one series open at a time. */
export class HistoryWriter {
	readonly #series: OpenSeries[] = [];
	#open: OpenSeries | undefined;
	#buckets = 0;
	#cut = false;
	#unread = 0;

	/** Begins a series; undefined: one that is left out, with all its buckets. */
	begin(head: SeriesHead | undefined): void {
		this.#open = undefined;
		if (head === undefined) return;
		if (this.#series.length >= MAX_SERIES) this.#cut = true;
		else {
			this.#open = { ...head, bucket: 0, omitted: 0, buckets: [] };
			this.#series.push(this.#open);
		}
	}

	/** Milliseconds of each bucket of the open series. */
	lasting(bucket: number): void {
		if (this.#open !== undefined) this.#open.bucket = bucket;
	}

	omit(count: number): void {
		if (this.#open !== undefined) this.#open.omitted += count;
	}

	add(bucket: HistoryBucket): void {
		if (this.#open === undefined) return;
		if (this.#buckets >= MAX_BUCKETS) this.#cut = true;
		else {
			this.#buckets += 1;
			this.#open.buckets.push(bucket);
		}
	}

	/** A line that should have been a row. */
	unread(): void {
		this.#unread += 1;
	}

	/** Series that hold something. */
	get series(): readonly HistorySeries[] {
		return this.#series
			.filter(({ buckets, omitted }) => buckets.length + omitted > 0)
			.map((series) => ({ ...series, uid: uid(series.uid) }));
	}

	get doubts(): readonly string[] {
		return [
			...(this.#unread > 0
				? [`Lines of the history that could not be read: ${this.#unread}.`]
				: []),
			...(this.#cut ? ['The history is longer than what is kept of it here.'] : []),
		];
	}
}

/** A uid, or one of Android's negative ones; undefined where it is no number of 32 bits. */
export function signedId(text: string | undefined): number | undefined {
	return text !== undefined && /^-?\d{1,10}$/.test(text) && Number(text) < 2 ** 32
		? Number(text)
		: undefined;
}
