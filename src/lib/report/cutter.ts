import { dumpstateLine, type DumpstateLine } from '../parse/dumpstateLine.ts';
import { OpenSection, type Section, type SectionHead, type Taker } from './section.ts';

/** What stands above the first section: when the report was begun, the build, the kernel, how long the phone is up. */
export const HEADER = 'dumpstate';

export interface CutterOptions {
	/** Whether anybody reads a section of this head. */
	readonly wanted: (head: SectionHead) => boolean;
	readonly done: (section: Section) => void;
	/** When the report was begun, `2020-01-08 15:30:07` by the phone's own clock. Called once at most. */
	readonly started: (time: string) => void;
}

/** Cuts a bug report into its sections, line by line. In memory is the text of one section, and only if it is wanted. */
export class Cutter implements Taker {
	readonly #options: CutterOptions;
	#open: OpenSection | undefined;
	#started = false;

	constructor(options: CutterOptions) {
		this.#options = options;
		this.#begin({ title: HEADER, command: '', service: undefined });
	}

	line(line: string): void {
		const mark = dumpstateLine(line);
		if (mark === undefined) this.#open?.keep(line);
		else this.#obey(mark, line);
	}

	end(): void {
		const open = this.#open;
		this.#open = undefined;
		const nothing = open?.head.title === HEADER && open.lines === 0;
		if (open !== undefined && !nothing) this.#options.done(open.close());
	}

	#obey(mark: DumpstateLine, line: string): void {
		switch (mark.kind) {
			case 'section':
			case 'error':
				this.#begin({ title: mark.title, command: mark.command, service: undefined });
				if (mark.kind === 'section') return;
				this.#open?.complain(line);
				this.end();
				return;
			case 'service':
				this.#begin({
					title: `DUMP OF SERVICE ${mark.name}`,
					command: `dumpsys ${mark.name}`,
					service: mark.name,
				});
				return;
			case 'complaint':
				this.#open?.complain(line);
				return;
			case 'started':
				if (!this.#started) this.#options.started(mark.time);
				this.#started = true;
				this.#open?.keep(line);
				return;
			case 'end':
				this.end();
		}
	}

	#begin(head: SectionHead): void {
		this.end();
		this.#open = new OpenSection(head, this.#options.wanted(head));
	}
}
