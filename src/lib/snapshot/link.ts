// The share link, `#s=1.<data>`: docs/formats.md.
import { deflateSync } from 'fflate';
import * as v from 'valibot';
import type { Result } from '../base/result.ts';
import { err, ok } from '../base/result.ts';
import type { Reread } from '../model/reading.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { fromBase64Url, toBase64Url } from './base64url.ts';
import { crc32 } from '../base/crc32.ts';
import type { SnapshotFailure } from './failure.ts';
import { MAX_LINK, MAX_LINK_JSON } from './limits.ts';
import type { Fitted, Room } from './linkFit.ts';
import { fit, roomNeeded } from './linkFit.ts';
import { pack } from './linkPack.ts';
import { unpack } from './linkUnpack.ts';
import { linkSchema } from './linkWire.ts';
import { NO_WORDS, type LeftOut } from './linkWords.ts';
import { summaryOf } from './redact.ts';
import { parseSnapshot } from './schema.ts';
import { inflateBytes } from './unpack.ts';

const LINK_VERSION = 1;

/**
 * Characters of a fragment unless said otherwise. No browser minds more, but what people paste links into does:
 * a forum post or comment commonly ends at 10 000 characters, and a few words should fit beside the link.
 */
export const LINK_SIZE = 8000;

export interface EncodedLink {
	/** From `#` on; put it behind the address of any copy of the site. */
	readonly fragment: string;
	/** Its characters. */
	readonly size: number;
	readonly leftOut: LeftOut;
}

const CRC_SIZE = 4;

/** Of one uid, when the link is short of room. */
const FEW_NAMES = 4;

function encode({ snapshot, leftOut }: Fitted): EncodedLink {
	const json = new TextEncoder().encode(JSON.stringify(pack(snapshot, leftOut)));
	const packed = deflateSync(json, { level: 9 });
	const data = new Uint8Array(CRC_SIZE + packed.length);
	new DataView(data.buffer).setUint32(0, crc32(packed));
	data.set(packed, CRC_SIZE);
	const fragment = `#s=${LINK_VERSION}.${toBase64Url(data)}`;
	return { fragment, size: fragment.length, leftOut };
}

/** The largest number up to `most` for which `fits`, by halving; 0 is taken without asking. */
function largest(most: number, fits: (number: number) => boolean): number {
	let low = 0;
	let high = most;
	while (low < high) {
		const middle = Math.ceil((low + high) / 2);
		if (fits(middle)) low = middle;
		else high = middle - 1;
	}
	return low;
}

/**
 * A link that tells the snapshot's summary in at most `maxBytes` characters. What does not fit stays out, least
 * traffic first: counters may take half of the room, other readings a third of what is left, flows and sockets the
 * rest, and readings again what those leave. Below some 600 characters it may come out longer than asked: the phone and
 * the outline of the capture always stay.
 */
export function encodeLink(
	snapshot: Snapshot,
	{ maxBytes = LINK_SIZE }: { readonly maxBytes?: number } = {},
): EncodedLink {
	const summary = summaryOf(snapshot);
	const inRoom = (room: Room): EncodedLink => encode(fit(summary, room));
	const needed = roomNeeded(summary);
	// No row is worth less than a character: more of them than that need no try.
	const most = (rows: number): number => Math.min(rows, maxBytes);
	const all = inRoom({ ...needed, counters: most(needed.counters), talks: most(needed.talks) });
	if (all.size <= maxBytes) return all;
	const smallest: Room = { counters: 0, talks: 0, namesPerUid: FEW_NAMES, told: [] };
	const sizeWith = (part: Partial<Room>): number => inRoom({ ...smallest, ...part }).size;
	const half = (sizeWith({}) + maxBytes) / 2;
	const counters = largest(most(needed.counters), (rows) => sizeWith({ counters: rows }) <= half);
	/** The readings with as many more as fit, in their order. */
	const toldWithin = (limit: number, room: Room): Room['told'] =>
		needed.told.reduce<Room['told']>((kept, id) => {
			if (kept.includes(id)) return kept;
			const more = [...kept, id];
			return inRoom({ ...room, told: more }).size <= limit ? more : kept;
		}, room.told);
	const tellable = (2 * sizeWith({ counters }) + maxBytes) / 3;
	const told = toldWithin(tellable, { ...smallest, counters });
	const talks = largest(
		most(needed.talks),
		(rows) => sizeWith({ counters, told, talks: rows }) <= maxBytes,
	);
	const room = { ...smallest, counters, told, talks };
	return inRoom({ ...room, told: toldWithin(maxBytes, room) });
}

/** Is there a snapshot in this fragment, or does the page's own state stand there? */
export const isLink = (fragment: string): boolean => /^#?s=\d/.test(fragment);

/** A truncated or mistyped link is told by its checksum, before anything in it is believed. */
function unpackData(data: string): Result<string, SnapshotFailure> {
	const damaged = err({ kind: 'damaged', what: 'the link' } as const);
	const bytes = fromBase64Url(data);
	if (bytes === undefined || bytes.length < CRC_SIZE) return damaged;
	const packed = bytes.subarray(CRC_SIZE);
	if (new DataView(bytes.buffer).getUint32(0) !== crc32(packed)) return damaged;
	const json = inflateBytes(packed, MAX_LINK_JSON, 'the link');
	if (!json.ok) return json;
	const decoder = new TextDecoder();
	const texts = json.value.pieces.map((piece) => decoder.decode(piece, { stream: true }));
	return ok(texts.join('') + decoder.decode());
}

function parseJson(text: string): Result<unknown, SnapshotFailure> {
	try {
		return ok(JSON.parse(text) as unknown);
	} catch {
		return err({ kind: 'damaged', what: 'the link' });
	}
}

/** A link carries values and no text: there is nothing to read anew. */
const NOT_CARRIED: Reread = (_probe, said) => ({
	...said,
	outcome: said.outcome.kind === 'ok' ? { kind: 'missing', why: NO_WORDS } : said.outcome,
});

/** The snapshot in a link, from anybody: everything in it has passed the same schema as a file. */
export function decodeLink(fragment: string): Result<Snapshot, SnapshotFailure> {
	if (fragment.length > MAX_LINK) return err({ kind: 'too-big', what: 'the link' });
	const [, version, data] = /^#?s=(\d{1,9})\.(.*)$/s.exec(fragment) ?? [];
	if (version === undefined || data === undefined) return err({ kind: 'not-a-snapshot' });
	if (Number(version) > LINK_VERSION) {
		return err({ kind: 'newer-version', version: Number(version) });
	}
	const text = unpackData(data);
	if (!text.ok) return text;
	const json = parseJson(text.value);
	if (!json.ok) return json;
	const link = v.safeParse(linkSchema, json.value, { abortEarly: true });
	if (!link.success) {
		return err({ kind: 'damaged', what: v.getDotPath(link.issues[0]) ?? 'the link' });
	}
	return parseSnapshot(unpack(link.output), NOT_CARRIED);
}
