import type { EpochMs } from '../base/units.ts';
import type { DnsAnswer, DnsMessage } from '../model/flow.ts';

/** How many names of one address are worth showing. */
const MAX_NAMES = 4;
/** How many answers are looked through for them: an address may have changed its name thousands of times. */
const MAX_LOOKED_AT = 64;

/** An address, and the name that was asked for when it was given as an answer. */
export interface NamedAddress {
	readonly address: string;
	readonly name: string;
}

interface Answered {
	readonly at: EpochMs;
	readonly name: string;
}

/**
 * Which addresses a DNS response gave for which name. A chain of aliases (CNAME, RFC 1034 3.6.2) is followed
 * back to the name that was asked for, which is what a person knows; a chain that bites its own tail ends where
 * it would repeat. Names compare without case (RFC 4343) and come back in lower case, without a final dot:
 * resolvers shuffle the case of their questions.
 */
export function namedAddresses(message: DnsMessage): readonly NamedAddress[] {
	if (message.kind !== 'response') return [];
	const aliasOf = new Map<string, string>();
	for (const answer of message.answers) {
		if (answer.type === 'CNAME') aliasOf.set(plain(answer.value), plain(answer.name));
	}
	return message.answers
		.filter(({ type }) => type === 'A' || type === 'AAAA')
		.map((answer) => ({ address: answer.value, name: asked(answer, aliasOf) }))
		.filter(({ name }) => name !== '');
}

function asked(answer: DnsAnswer, aliasOf: ReadonlyMap<string, string>): string {
	const visited = new Set<string>();
	let name = plain(answer.name);
	for (;;) {
		visited.add(name);
		const before = aliasOf.get(name);
		if (before === undefined || visited.has(before)) return name;
		name = before;
	}
}

const plain = (name: string): string => name.toLowerCase().replace(/\.$/, '');

/** Names per address, out of a capture's own DNS responses, with the time at which each was given. */
export class HostNames {
	/** Per address in order of time; neighbours differ in name. */
	readonly #answers = new Map<string, Answered[]>();

	/** Learns from one message, in any order of time. Gives the addresses it named. */
	add(message: DnsMessage): readonly string[] {
		const named = namedAddresses(message);
		for (const { address, name } of named) this.#insert(address, { at: message.at, name });
		return named.map(({ address }) => address);
	}

	/**
	 * Names of `address` for a conversation that began at `at`, best first: what was answered last before it,
	 * then earlier answers, then later ones.
	 */
	of(address: string, at: EpochMs): readonly string[] {
		const answers = this.#answers.get(address);
		if (answers === undefined) return [];
		const after = indexAfter(answers, at);
		const names = new Set<string>();
		for (const { name } of answers.slice(Math.max(0, after - MAX_LOOKED_AT), after).reverse()) {
			if (names.size < MAX_NAMES) names.add(name);
		}
		for (const { name } of answers.slice(after, after + MAX_LOOKED_AT)) {
			if (names.size < MAX_NAMES) names.add(name);
		}
		return [...names];
	}

	#insert(address: string, answered: Answered): void {
		const answers = this.#answers.get(address);
		if (answers === undefined) {
			this.#answers.set(address, [answered]);
			return;
		}
		const index = indexAfter(answers, answered.at);
		if (answers[index - 1]?.name === answered.name) return;
		// The same name given again earlier than it was known: it only held longer.
		const replaced = answers[index]?.name === answered.name ? 1 : 0;
		answers.splice(index, replaced, answered);
	}
}

/** The first index whose answer came after `at`; answers are in order of time. */
function indexAfter(answers: readonly Answered[], at: EpochMs): number {
	let low = 0;
	let high = answers.length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		if ((answers[middle]?.at ?? Infinity) <= at) low = middle + 1;
		else high = middle;
	}
	return low;
}
