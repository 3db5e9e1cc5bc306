// How much of anything a file or a link may bring. Far above what a phone ever said, and low enough that a
// hostile file cannot take the tab down.
import type { Bytes } from '../base/units.ts';

const MIB = 2 ** 20;

/** `snapshot.json`, unpacked: a day of watching an ordinary phone fits. */
export const MAX_JSON: Bytes = 256 * MIB;

/** What one probe printed, to either output, unpacked. */
export const MAX_RAW: Bytes = 32 * MIB;

/** A capture that another tool has compressed into the zip. Our own are stored, and may fill the zip. */
export const MAX_INFLATED_CAPTURE: Bytes = 1024 * MIB;

/** A zip without the zip64 extension counts its bytes in 32 bits (APPNOTE.TXT 4.4.1.4). */
export const MAX_ZIP: Bytes = 2 ** 32 - 2;

/** The zip's list of files; ours has at most thirteen of them. */
export const MAX_ZIP_DIRECTORY: Bytes = MIB;
export const MAX_ANY_ZIP_DIRECTORY: Bytes = 32 * MIB;

/** Characters after `#` that are looked at, and what they may unpack to. */
export const MAX_LINK: number = 2 ** 18;
export const MAX_LINK_JSON: Bytes = 4 * MIB;

/** Characters of a text. */
export const MAX_TEXT = {
	/** A word from a list that we do not know whole: an interface, a release, a build type. */
	word: 128,
	/** The longest text that the core keeps of names and the like (core/names/scratch.ts). */
	said: 2048,
	packageName: 255,
	fileName: 1024,
	/** A sentence, ours or the phone's own. */
	sentence: 16_384,
	/** What tcpdump said of itself: 16 KiB, and room for a mark that more was cut. */
	toolOutput: 20_000,
} as const;

/** Rows of a list. */
export const MAX_ROWS = {
	rungs: 16,
	groups: 65_536,
	interfaces: 4096,
	/** Of a reading that a link carries. */
	carried: 10_000,
	/** Of the protocols: a kernel has about 500. */
	counters: 16_384,
	packages: 100_000,
	uids: 100_000,
	doubts: 256,
	sockets: 200_000,
	sightings: 500_000,
	samples: 200_000,
	linkTypes: 1024,
	names: 256,
	answers: 8192,
	/** Of one text that the core keeps with commas in between. */
	listed: 2048,
	credentials: 8,
	/** Of a bug report, and what is said of it. */
	sections: 10_000,
	notes: 256,
} as const;
