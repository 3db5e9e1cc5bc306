import { ok, type Result } from '../base/result.ts';
import type { Absent, ParseFailure } from '../model/failure.ts';
import type {
	HistoryBook,
	HistoryBucket,
	HistorySet,
	NetworkKind,
	UsageHistory,
} from '../model/netstats.ts';
import { HistoryWriter, signedId, type SeriesHead } from './historyBook.ts';
import { absent, decimal, linesOf } from './text.ts';

const VERSION = /^v1,\d{1,16},\d{1,16}$/;
const BOOKS: Readonly<Record<string, HistoryBook>> = { xt: 'xt', uid: 'uid', tag: 'tag' };
const KINDS: Readonly<Record<string, NetworkKind>> = {
	...{ cell: 'mobile', wifi: 'wifi', eth: 'ethernet', bt: 'bluetooth', proxy: 'proxy' },
};
/** `NetworkStats.setToCheckinString`. What moves bytes of a VPN (`vpnin`, `vpnout`) is no traffic and left out. */
const SETS: Readonly<Record<string, HistorySet>> = {
	...{ def: 'background', fg: 'foreground', all: 'all' },
};

/**
 * Reads `dumpsys netstats --checkin` (Android 5.1 on; AOSP `NetworkStatsCollection.dumpCheckin`): a book, `c,` whose
 * buckets follow, `d,` how many seconds each lasts, `b,` one bucket. Names of networks and roaming are not in it.
 */
export function parseNetstatsCheckin(text: string): Result<UsageHistory, ParseFailure | Absent> {
	const lines = linesOf(text);
	const start = lines.findIndex((line) => VERSION.test(line));
	if (start < 0) return absent('netstats --checkin');
	const writer = new HistoryWriter();
	let book: HistoryBook = 'xt';
	for (const line of lines.slice(start + 1)) {
		const next = BOOKS[line];
		if (next === undefined) readLine(writer, book, line);
		else {
			book = next;
			writer.begin(undefined);
		}
	}
	return ok({ from: 'checkin', series: writer.series, doubts: writer.doubts });
}

function readLine(writer: HistoryWriter, book: HistoryBook, line: string): void {
	if (!/^[cdb],/.test(line)) return;
	const [row, ...fields] = line.split(',', 16);
	if (row === 'b') {
		const bucket = bucketOf(fields);
		if (bucket === undefined) writer.unread();
		else writer.add(bucket);
	} else if (row === 'd') writer.lasting((decimal(fields[0]) ?? 0) * 1000);
	else beginSeries(writer, book, fields);
}

function beginSeries(writer: HistoryWriter, book: HistoryBook, fields: readonly string[]): void {
	const [network = '', owner, set = '', tag] = fields;
	const id = signedId(owner);
	const purpose = signedId(tag);
	const known = SETS[set];
	if (id === undefined || purpose === undefined) writer.unread();
	const head: SeriesHead | undefined =
		id === undefined || purpose === undefined || known === undefined
			? undefined
			: {
					...{ book, uid: id, set: known, tag: purpose >>> 0 },
					networks: [
						{
							...{ kind: KINDS[network] ?? 'other', name: undefined },
							...{ metered: undefined, roaming: undefined },
						},
					],
				};
	writer.begin(head);
}

/** A counter that was not kept is written `*`. */
function bucketOf(fields: readonly string[]): HistoryBucket | undefined {
	const [start, rxBytes, rxPackets, txBytes, txPackets] = fields.map((field) =>
		field === '*' ? 0 : decimal(field),
	);
	if (start === undefined || rxBytes === undefined || rxPackets === undefined) return undefined;
	if (txBytes === undefined || txPackets === undefined) return undefined;
	return { start: start * 1000, rxBytes, rxPackets, txBytes, txPackets };
}
