import { protocolName, tcpStateName } from '../model/protocol.ts';
import { serviceNames } from '../model/service.ts';
import { STATES, type FlowFacts } from './flowFacts.ts';
import { serviceCode } from './flowService.ts';
import { appName, serviceText } from './flowWords.ts';
import type { FlowColumns } from './reader.ts';

/** A person types a few words; a link may carry anything. */
const MAX_WORDS = 16;
const PORTS = 65_536;
const PROTOCOLS = 256;
const DIGITS = /^\d+$/;
const MAYBE_DIGITS = /^\d*$/;

/** What a service is found by; the first is no service. */
const SERVICE_TEXTS = ['', ...serviceNames.map(serviceText)];

/** Per value of each column, 1 where the word occurs in it. */
interface WordTables {
	readonly texts: Uint8Array;
	readonly ports: Uint8Array | undefined;
	readonly protocols: Uint8Array;
	readonly states: Uint8Array;
	/** By layout SERVICE_*. */
	readonly services: Uint8Array;
	readonly owners: Uint8Array;
	/** For a word like `10.0.0.1:443`: addresses or names that end so, and ports that begin so. */
	readonly joint: { readonly texts: Uint8Array; readonly ports: Uint8Array } | undefined;
}

/** What a filter looks at; all columns are `count` rows long or longer. */
export interface FilterInput {
	readonly count: number;
	readonly columns: FlowColumns;
	readonly facts: FlowFacts;
	readonly apps: ReadonlyMap<number, string>;
}

/** The words of a filter text, in lower case. All must occur; none: everything passes. */
export function filterWords(text: string): readonly string[] {
	return text
		.toLowerCase()
		.split(/\s+/)
		.filter((word) => word !== '')
		.slice(0, MAX_WORDS);
}

/** Ids of the flows in which every word occurs somewhere, ascending. Words are plain text, never patterns. */
export function filterRows(words: readonly string[], input: FilterInput): Uint32Array {
	const tables = words.map((word) => tablesOf(word, input));
	const rows = new Uint32Array(input.count);
	let kept = 0;
	for (let id = 0; id < input.count; id++) {
		if (tables.every((table) => occurs(table, id, input))) rows[kept++] = id;
	}
	return rows.slice(0, kept);
}

function occurs(word: WordTables, id: number, { columns, facts }: FilterInput): boolean {
	const farPort = facts.phoneIsB[id] === 1 ? columns.aPort[id] : columns.bPort[id];
	return (
		occursAt(word, facts.a[id], columns.aPort[id]) ||
		occursAt(word, facts.b[id], columns.bPort[id]) ||
		says(word.texts, facts.names[id]) ||
		(says(word.joint?.texts, facts.remote[id]) && says(word.joint?.ports, farPort)) ||
		says(word.protocols, columns.protocol[id]) ||
		says(word.states, facts.state[id]) ||
		says(word.services, serviceCode(columns, id)) ||
		says(word.owners, facts.owner[id])
	);
}

function occursAt(
	word: WordTables,
	address: number | undefined,
	port: number | undefined,
): boolean {
	const { texts, ports, joint } = word;
	return (
		says(texts, address) ||
		says(ports, port) ||
		(says(joint?.texts, address) && says(joint?.ports, port))
	);
}

const says = (table: Uint8Array | undefined, value: number | undefined): boolean =>
	table?.[value ?? 0] === 1;

function tablesOf(word: string, { facts, apps }: FilterInput): WordTables {
	const holds = (text: string): boolean => text.toLowerCase().includes(word);
	return {
		texts: facts.texts.select((text) => text.includes(word)),
		ports: DIGITS.test(word) ? portTable((port) => port.includes(word)) : undefined,
		protocols: Uint8Array.from({ length: PROTOCOLS }, (_, number) =>
			Number(holds(protocolName(number))),
		),
		states: Uint8Array.from(STATES, (state) =>
			Number(state !== undefined && holds(tcpStateName(state))),
		),
		services: Uint8Array.from(SERVICE_TEXTS, (text) => Number(holds(text))),
		owners: Uint8Array.from(facts.owners, (uid) =>
			Number(uid !== undefined && holds(`${appName(uid, apps)} ${uid}`)),
		),
		joint: jointTables(word, facts),
	};
}

function jointTables(word: string, facts: FlowFacts): WordTables['joint'] {
	const colon = word.lastIndexOf(':');
	const port = word.slice(colon + 1);
	if (colon < 0 || !MAYBE_DIGITS.test(port)) return undefined;
	// [2001:db8::1]:443 is how a port is put behind an IPv6 address (RFC 3986 3.2.2).
	const address = word.slice(0, colon).replace('[', '').replace(']', '');
	return {
		texts: facts.texts.select((text) => text.endsWith(address)),
		ports: portTable((text) => text.startsWith(port)),
	};
}

const portTable = (matches: (port: string) => boolean): Uint8Array =>
	Uint8Array.from({ length: PORTS }, (_, port) => Number(matches(String(port))));
