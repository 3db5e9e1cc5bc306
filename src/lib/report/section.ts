import { leftOut } from './lines.ts';

/** Characters of a section that are read: no command of a phone prints as much. */
const MAX_SECTION = 32 * 1024 * 1024;
const MAX_COMPLAINTS = 50;

export interface SectionHead {
	/** As the report writes it; for a service, `DUMP OF SERVICE name`. */
	readonly title: string;
	/** The command or file, where the report says it. */
	readonly command: string;
	/** Name of the service that dumped it. */
	readonly service: string | undefined;
}

/** A part of a report, its own lines taken out. */
export interface Section extends SectionHead {
	/** Undefined where nobody wanted it. */
	readonly text: string | undefined;
	readonly lines: number;
	/** What the report says of how the command went. */
	readonly complaints: string;
}

/** Takes lines, one after the other, and hears when there are no more. */
export interface Taker {
	line(line: string): void;
	end(): void;
}

/** A section that is being read. */
export class OpenSection {
	readonly head: SectionHead;
	readonly #kept: string[] | undefined;
	readonly #complaints: string[] = [];
	#lines = 0;
	#room = MAX_SECTION;
	#lost = 0;

	/** Of one that nobody wants, the lines are counted and nothing is kept. */
	constructor(head: SectionHead, wanted: boolean) {
		this.head = head;
		this.#kept = wanted ? [] : undefined;
	}

	get lines(): number {
		return this.#lines;
	}

	keep(line: string): void {
		this.#lines += 1;
		if (this.#kept === undefined) return;
		if (line.length < this.#room) {
			this.#kept.push(line);
			this.#room -= line.length + 1;
		} else {
			this.#room = 0;
			this.#lost += line.length + 1;
		}
	}

	complain(line: string): void {
		if (this.#complaints.length < MAX_COMPLAINTS) this.#complaints.push(line);
	}

	close(): Section {
		if (this.#lost > 0) this.#kept?.push(leftOut(this.#lost));
		const text = this.#kept && trimmed(this.#kept).join('\n');
		return { ...this.head, text, lines: this.#lines, complaints: this.#complaints.join('\n') };
	}
}

/** dumpsys rules a line between services, and dumpstate leaves one empty between sections. */
function trimmed(lines: string[]): readonly string[] {
	for (let last = lines.at(-1); last !== undefined; last = lines.at(-1)) {
		if (last !== '' && !/^-{70,90}$/.test(last)) return lines;
		lines.pop();
	}
	return lines;
}
