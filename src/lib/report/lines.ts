/** Characters of a line that are kept: far above any line of a phone that is no attack. */
const MAX_LINE = 1024 * 1024;

/**
 * Makes lines of bytes that come in pieces. What is in memory is one piece and the start of one line, however long
 * the text and its lines are.
 */
export class LineReader {
	readonly #decoder = new TextDecoder();
	readonly #take: (line: string) => void;
	#start = '';
	/** Characters of the line that `#start` begins which were given up. */
	#lost = 0;

	/** `take` gets every line without its end, be that `\n` or `\r\n`. */
	constructor(take: (line: string) => void) {
		this.#take = take;
	}

	push(bytes: Uint8Array): void {
		this.#read(this.#decoder.decode(bytes, { stream: true }));
	}

	/** The last line may have no end. */
	end(): void {
		this.#read(this.#decoder.decode());
		if (this.#start !== '') this.#finish('');
	}

	#read(text: string): void {
		let from = 0;
		for (let to = text.indexOf('\n'); to >= 0; to = text.indexOf('\n', from)) {
			this.#finish(text.slice(from, to));
			from = to + 1;
		}
		this.#keep(text.slice(from));
	}

	#keep(text: string): void {
		const room = MAX_LINE - this.#start.length;
		this.#start += text.slice(0, room);
		this.#lost += Math.max(0, text.length - room);
	}

	#finish(text: string): void {
		this.#keep(text);
		const line = this.#start.endsWith('\r') ? this.#start.slice(0, -1) : this.#start;
		this.#take(this.#lost === 0 ? line : `${line} ${leftOut(this.#lost)}`);
		this.#start = '';
		this.#lost = 0;
	}
}

/** Stands in a text where part of it was given up. */
export const leftOut = (characters: number): string =>
	`[... ${characters} characters left out here by Porthole ...]`;
