// What two readers of a capture are compared by.
import { ANALYSIS } from '../analysisFlags.ts';

export { ANALYSIS };

/** Each is agreed or disagreed on item by item: a file, a conversation, a frame, a message. */
export const FIELDS = [
	'packets',
	'TCP conversations',
	'UDP conversations',
	...ANALYSIS.map(([, note]) => note),
	'DNS messages',
	'SNI',
	'ALPN',
	'QUIC SNI',
	'HTTP requests',
] as const;

export type Field = (typeof FIELDS)[number];

/** What a reader says of one item. */
export interface Word {
	readonly text: string;
	/** Where it stands in the file, from 1, where the reader tells. */
	readonly frame?: number | undefined;
}

/** What a reader says of a field, by the item: the same item has the same key for every reader. */
export type Words = ReadonlyMap<string, Word>;

/** Everything a reader says of a file; a field without words need not be there. */
export type Account = ReadonlyMap<Field, Words>;

/** Collects an account. */
export class Accountant {
	readonly account = new Map<Field, Map<string, Word>>();

	/** Says something of an item; whoever says more of it is given the next number. */
	say(field: Field, item: string, word: Word): void {
		const words = this.account.get(field) ?? new Map<string, Word>();
		this.account.set(field, words);
		let number = 1;
		while (words.has(numbered(item, number))) number += 1;
		words.set(numbered(item, number), word);
	}
}

const numbered = (item: string, number: number): string =>
	number === 1 ? item : `${item} (${number})`;

/** A conversation by its ends, whoever is called first; those with the same ends are told apart by a number. */
export const endsKey = (protocol: string, ends: readonly [string, string]): string =>
	[protocol, ...[...ends].sort()].join(' ');

/** What each end sent, in the order of `endsKey`. */
export function sentWords(
	ways: readonly { readonly from: string; readonly packets: number; readonly bytes: number }[],
): string {
	const sorted = [...ways].sort((one, other) => (one.from < other.from ? -1 : 1));
	return sorted.map(({ packets, bytes }) => `${packets} packets, ${bytes} bytes`).join('; ');
}

/** A DNS message as both readers tell it. */
export interface MessageWords {
	readonly id: number;
	readonly isResponse: boolean;
	readonly rcode: number;
	readonly question: string;
	readonly type: number;
	readonly answers: readonly AnswerWords[];
}

export interface AnswerWords {
	readonly name: string;
	readonly type: string;
	readonly ttl: number;
	readonly value: string;
}

export function messageText(message: MessageWords): string {
	const { id, isResponse, rcode, question, type, answers } = message;
	const head = `${id} ${isResponse ? `response ${rcode}` : 'query'} ${question || '.'} ${type}`;
	// A dot inside a label is no dot between two, but tshark does not tell them apart.
	return [head, ...answers.map(answerText)].join('; ').replaceAll(String.raw`\046`, '.');
}

/** Texts, and the parameters of services, have many ways to be written: only that they are there is compared. */
function answerText({ name, type, ttl, value }: AnswerWords): string {
	const head = `${name || '.'} ${ttl} ${type}`;
	if (type === 'TXT') return head;
	return type === 'HTTPS' || type === 'SVCB'
		? `${head} ${value.split(' ', 2).join(' ')}`
		: `${head} ${value}`;
}

/** A request as both readers tell it. */
export const requestText = (method: string, target: string, host: string): string =>
	`${method} ${target} of ${host || 'no host'}`;
