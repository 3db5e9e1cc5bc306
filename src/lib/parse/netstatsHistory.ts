import { ok, type Result } from '../base/result.ts';
import type { Absent, ParseFailure } from '../model/failure.ts';
import type { HistoryBook, HistoryBucket, HistorySet, UsageHistory } from '../model/netstats.ts';
import { UID_ALL } from '../model/uid.ts';
import { hexTag } from './bpfMaps.ts';
import { HistoryWriter, signedId, type SeriesHead } from './historyBook.ts';
import { networksOf } from './networkIdent.ts';
import { absent, decimal, fieldsOf, linesOf } from './text.ts';

/** `Known historical` and `Detailed` are words of Android 4.0. */
const BOOK = /^(?:known historical |detailed )?(dev|xt|uid|uid tag) stats:$/i;
const IDENT = 'ident=[';
/** What stands behind the last bracket of an identity line. */
const OWNER = /^\] uid=(-?\d{1,10}) set=(\w{1,24}) tag=(0x[\da-f]{1,8})$/i;
const DURATION = /^NetworkStatsHistory: bucketDuration=(\d{1,16})$/;
const SETS: Readonly<Record<string, HistorySet>> = {
	...{ ALL: 'all', DEFAULT: 'background', FOREGROUND: 'foreground' },
};

/** Histories of a text, and what each book has counted and not yet written down. */
export interface TextHistory extends UsageHistory {
	readonly pending: Readonly<Partial<Record<HistoryBook, number>>>;
}

/**
 * Reads the histories in `dumpsys netstats`, `detail` or `--full --uid` (Android 4.0 to 16; AOSP
 * `NetworkStatsRecorder.dumpLocked`, `NetworkStatsHistory.dump`): an identity, then its buckets. Rows of Android 4 name
 * their counters in full and count milliseconds (`bucketStart=`), later ones are short and count seconds (`st=`).
 */
export function parseNetstatsHistory(text: string): Result<TextHistory, ParseFailure | Absent> {
	const reader = new Reader();
	for (const line of linesOf(text)) reader.read(line.trim());
	const { writer, found, pending } = reader;
	if (!found) return absent('history of netstats');
	return ok({ from: 'text', series: writer.series, doubts: writer.doubts, pending });
}

class Reader {
	readonly writer = new HistoryWriter();
	readonly pending: Partial<Record<HistoryBook, number>> = {};
	found = false;
	#book: HistoryBook | undefined;
	/** As the text says it: its unit is known with the first row. */
	#duration = 0;

	read(line: string): void {
		if (line.startsWith('st=') || line.startsWith('bucketStart=')) this.#bucket(line);
		else if (line.startsWith(IDENT)) this.#series(line);
		else if (line.startsWith('NetworkStatsHistory:')) {
			this.#duration = decimal(DURATION.exec(line)?.[1]) ?? 0;
		} else if (line.startsWith('(omitting ')) {
			this.writer.omit(decimal(/^\(omitting (\d{1,9}) buckets\)$/.exec(line)?.[1]) ?? 0);
		} else if (line.length < 64) this.#title(line);
	}

	#title(line: string): void {
		const name = BOOK.exec(line)?.[1]?.toLowerCase();
		if (name !== undefined) {
			this.found = true;
			this.#book =
				name === 'uid tag' ? 'tag' : name === 'uid' ? 'uid' : name === 'xt' ? 'xt' : 'dev';
			this.writer.begin(undefined);
		}
		const bytes = decimal(/^Pending bytes: (\d{1,16})$/.exec(line)?.[1]);
		if (bytes !== undefined && this.#book !== undefined) this.pending[this.#book] = bytes;
	}

	#series(line: string): void {
		this.found = true;
		this.#duration = 0;
		// A network may call itself anything: what is behind the last bracket is Android's own.
		const end = line.lastIndexOf('] uid=');
		const [, owner, set = '', tag] = OWNER.exec(line.slice(Math.max(0, end))) ?? [];
		const id = signedId(owner);
		const purpose = hexTag(tag);
		const known = SETS[set];
		if (id === undefined || purpose === undefined) this.writer.unread();
		const head: SeriesHead | undefined =
			id === undefined || purpose === undefined || known === undefined
				? undefined
				: {
						...{ book: this.#bookOf(id, purpose), uid: id, set: known, tag: purpose },
						networks: networksOf(line.slice(IDENT.length, end)),
					};
		this.writer.begin(head);
	}

	/** Android 4.0 keeps tags among the uids; a piece of a dump has no title. */
	#bookOf(owner: number, tag: number): HistoryBook {
		if (this.#book === 'dev' || this.#book === 'xt') return this.#book;
		if (owner === UID_ALL) return 'xt';
		return tag === 0 ? 'uid' : 'tag';
	}

	#bucket(line: string): void {
		const old = line.startsWith('bucketStart=');
		const bucket = old ? bucketOf(line, OLD, 1) : bucketOf(line, SHORT, 1000);
		if (bucket === undefined) this.writer.unread();
		else this.writer.add(bucket);
		this.writer.lasting(this.#duration * (old ? 1 : 1000));
	}
}

const SHORT = ['st', 'rb', 'rp', 'tb', 'tp'] as const;
const OLD = ['bucketStart', 'rxBytes', 'rxPackets', 'txBytes', 'txPackets'] as const;
type Names = typeof SHORT | typeof OLD;

function bucketOf(line: string, names: Names, unit: number): HistoryBucket | undefined {
	const values = new Map<string, string>();
	for (const field of fieldsOf(line.slice(0, 400))) {
		const at = field.indexOf('=');
		values.set(field.slice(0, at), field.slice(at + 1));
	}
	const [start, rxBytes, rxPackets, txBytes, txPackets] = names.map((name) =>
		decimal(values.get(name)),
	);
	if (start === undefined || rxBytes === undefined || rxPackets === undefined) return undefined;
	if (txBytes === undefined || txPackets === undefined) return undefined;
	return { start: start * unit, rxBytes, rxPackets, txBytes, txPackets };
}
