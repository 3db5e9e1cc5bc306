import { chunksOf, paced, textOf, type ByteSource } from './streams.ts';

/** A word that no output holds, to tell our own words from the command's in one merged stream. */
export interface Mark {
	readonly word: string;
	/** How the phone's shell is told to print it: in two halves, so that a process list does not show it whole. */
	readonly spelt: string;
}

export function newMark(): Mark {
	const random = crypto.getRandomValues(new Uint8Array(16));
	const hex = [...random].map((byte) => byte.toString(16).padStart(2, '0'));
	const halves = [hex.slice(0, 8).join(''), hex.slice(8).join('')];
	return { word: `@${halves.join('')}:`, spelt: `'@${halves.join("''")}:'` };
}

/** What a command printed, and its exit code, from text that ends with a mark and the code. */
export function untilMark(
	text: string,
	{ word }: Mark,
): { text: string; exit: number | undefined } {
	const at = text.lastIndexOf(word);
	const code = /^(\d{1,3})\s*$/.exec(at < 0 ? '' : text.slice(at + word.length))?.[1];
	if (code === undefined) return { text, exit: undefined };
	return { text: text.slice(0, at), exit: Number(code) };
}

/** Bytes up to a mark, at the reader's pace, and the text after it. */
export interface Split {
	readonly before: ReadableStream<Uint8Array>;
	/** Settles when the source has ended. Never rejects. */
	readonly after: Promise<string>;
}

/** Splits a stream at a mark. Bytes are held back only while they could be the beginning of one. */
export function splitAt(source: ByteSource, { word }: Mark): Split {
	const before = paced();
	const pump = async (): Promise<string> => {
		const finder = new MarkFinder(word);
		let after: string | undefined;
		for await (const chunk of chunksOf(source)) {
			if (after !== undefined) {
				after += textOf(chunk);
				continue;
			}
			const { bytes, rest } = finder.feed(chunk);
			if (bytes.length > 0) await before.push(bytes);
			if (rest !== undefined) before.close();
			after = rest;
		}
		if (after !== undefined) return after;
		await before.push(finder.end());
		before.close();
		return '';
	};
	return { before: before.readable, after: pump() };
}

interface Found {
	/** What surely stands before the mark. */
	readonly bytes: Uint8Array;
	/** What follows the mark; undefined while it was not seen. */
	readonly rest?: string;
}

class MarkFinder {
	readonly #mark: Uint8Array;
	/** The end of what was fed, where it could begin a mark. */
	#held: Uint8Array = new Uint8Array(0);

	constructor(word: string) {
		this.#mark = new TextEncoder().encode(word);
	}

	feed(chunk: Uint8Array): Found {
		const bytes = this.#withHeld(chunk);
		for (let at = 0; at <= bytes.length; at += 1) {
			at = bytes.indexOf(this.#mark[0] ?? 0, at);
			if (at < 0) break;
			const matched = this.#matched(bytes, at);
			if (matched === this.#mark.length) {
				return { bytes: bytes.subarray(0, at), rest: textOf(bytes.subarray(at + matched)) };
			}
			if (at + matched === bytes.length) {
				this.#held = bytes.slice(at);
				return { bytes: bytes.subarray(0, at) };
			}
		}
		return { bytes };
	}

	/** What was held back, when the source ended without a mark. */
	end(): Uint8Array {
		return this.#held;
	}

	#withHeld(chunk: Uint8Array): Uint8Array {
		if (this.#held.length === 0) return chunk;
		const bytes = new Uint8Array(this.#held.length + chunk.length);
		bytes.set(this.#held);
		bytes.set(chunk, this.#held.length);
		this.#held = new Uint8Array(0);
		return bytes;
	}

	/** How many bytes of the mark stand at `at`. */
	#matched(bytes: Uint8Array, at: number): number {
		let count = 0;
		while (count < this.#mark.length && bytes[at + count] === this.#mark[count]) count += 1;
		return count;
	}
}
