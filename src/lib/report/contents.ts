import type { EpochMs } from '../base/units.ts';
import type { FileFailure } from '../model/failure.ts';
import type { Report, SectionFound } from '../model/report.ts';
import { Cutter, HEADER } from './cutter.ts';
import { isWanted, ReadingMaker } from './readings.ts';
import { OpenSection, type Section, type SectionHead, type Taker } from './section.ts';
import { momentOf, zoneIn } from './time.ts';

/** Sections that a list of contents has: a report of today has some hundreds. */
const MAX_LISTED = 5000;
const MAX_NOTES = 20;
/** Of a file's name. A zip may call its files by 64 kB. */
const MAX_SHOWN = 300;
/** Of `acquisition.json`, which is some hundred bytes long. */
const MAX_JSON_LINES = 1000;

const LOG: SectionHead = { title: 'INTRUSION LOG', command: '', service: undefined };

/** What was found so far in one report or acquisition. */
export class Contents {
	readonly #maker = new ReadingMaker();
	readonly #sections: SectionFound[] = [];
	readonly #log = new OpenSection(LOG, isWanted(LOG));
	readonly #notes: string[] = [];
	#failure: FileFailure | undefined;
	#unlisted = 0;
	#wall: string | undefined;
	#zone: string | undefined;
	#at: EpochMs | undefined;

	/** Takes a text of many sections: a bug report, or what dumpsys prints of all services. */
	sections(): Taker {
		return new Cutter({
			wanted: isWanted,
			done: (section) => {
				this.#add(section);
			},
			started: (time) => {
				this.#wall ??= time;
			},
		});
	}

	/** Takes a text that is one section as a whole. */
	section(head: SectionHead): Taker {
		const open = new OpenSection(head, isWanted(head));
		return {
			line: (line) => {
				open.keep(line);
			},
			end: () => {
				this.#add(open.close());
			},
		};
	}

	/** Takes a file of an intrusion log; all files are one log. */
	log(): Taker {
		return {
			line: (line) => {
				this.#log.keep(line);
			},
			end: () => undefined,
		};
	}

	/** Takes what AndroidQF says of the acquisition: when it was begun. */
	acquisition(): Taker {
		const lines: string[] = [];
		return {
			line: (line) => {
				if (lines.length < MAX_JSON_LINES) lines.push(line);
			},
			end: () => {
				this.#at ??= startedOf(lines.join('\n'));
			},
		};
	}

	/** Something in it could not be read; the rest counts. */
	note(name: string, failure: FileFailure): void {
		this.#failure ??= failure;
		if (this.#notes.length >= MAX_NOTES) return;
		const what = 'what' in failure ? `: ${failure.what}` : '';
		const note = `could not be read (${failure.kind}${what})`;
		this.#notes.push(`${name.slice(0, MAX_SHOWN)} ${note.slice(0, MAX_SHOWN)}`);
	}

	/** Why there may be nothing in it. */
	get failure(): FileFailure | undefined {
		return this.#failure;
	}

	/** What was found; undefined where that is nothing. `otherwise`: its time, where it does not say. */
	report(otherwise: EpochMs): Report | undefined {
		if (this.#log.lines > 0) this.#add(this.#log.close());
		if (this.#sections.every(({ title }) => title === HEADER)) return undefined;
		const begun = this.#wall === undefined ? undefined : momentOf(this.#wall, this.#zone);
		const at = begun ?? this.#at ?? otherwise;
		const readings = this.#maker.readings(at);
		return { at, readings, sections: this.#sections, unlisted: this.#unlisted, notes: this.#notes };
	}

	#add(section: Section): void {
		if (section.title === 'SYSTEM PROPERTIES') this.#zone ??= zoneIn(section.text ?? '');
		const probes = this.#maker.take(section).map(({ id }) => id);
		const { title, command, lines } = section;
		if (this.#sections.length < MAX_LISTED) this.#sections.push({ title, command, lines, probes });
		else this.#unlisted += 1;
	}
}

/** `started` as RFC 3339, which Go writes with nanoseconds. */
function startedOf(text: string): EpochMs | undefined {
	try {
		const value: unknown = JSON.parse(text);
		if (typeof value !== 'object' || value === null || !('started' in value)) return undefined;
		const { started } = value;
		const at = typeof started === 'string' ? Date.parse(started) : NaN;
		return Number.isNaN(at) ? undefined : at;
	} catch {
		return undefined;
	}
}
