// The names of a flow's far end, from wherever they were read, best first.
import type { FlowName, NameSource } from '../model/flow.ts';
import type { CaptureNotes } from './reader.ts';

/** How many names of one address are worth showing. */
const MAX_NAMES = 4;

/**
 * What the client asked this very server for comes first, then what the server or its protocol calls itself: a
 * certificate holds for many hosts.
 */
const RANKS: Readonly<Record<NameSource, number>> = {
	sni: 0,
	quic: 1,
	connect: 2,
	http: 3,
	other: 4,
	certificate: 5,
	dns: 6,
	capture: 7,
};

/** Each name once, whatever its case: the flow's own, then those of its address from lookups and from the file. */
export function mergedNames(
	own: readonly FlowName[],
	dns: readonly string[],
	file: readonly string[],
): readonly FlowName[] {
	const ranked = own.length > 1 ? own.toSorted((x, y) => RANKS[x.from] - RANKS[y.from]) : own;
	const all = [
		...ranked,
		...dns.map((name): FlowName => ({ name, from: 'dns' })),
		...file.map((name): FlowName => ({ name, from: 'capture' })),
	];
	// Of most flows: this runs for every one of them.
	if (all.length < 2) return all;
	const said = new Set<string>();
	return all.filter(({ name }) => {
		const key = name.toLowerCase();
		const isNew = !said.has(key);
		said.add(key);
		return isNew;
	});
}

/** Names that the capture file itself gives addresses (pcapng name resolution blocks). */
export class FileNames {
	readonly #names = new Map<string, string[]>();
	#learnt = 0;

	/** Learns what was told since the last time, if there are `count` by now. Gives the addresses that were named. */
	learn(count: number, read: (index: number) => CaptureNotes['hosts'][number]): readonly string[] {
		if (count === this.#learnt) return [];
		const from = this.#learnt;
		const hosts = Array.from({ length: count - from }, (_, index) => read(from + index));
		this.#learnt = count;
		for (const { address, name } of hosts) {
			const names = this.#names.get(address) ?? [];
			if (names.length < MAX_NAMES) names.push(name);
			this.#names.set(address, names);
		}
		return hosts.map(({ address }) => address);
	}

	of(address: string): readonly string[] {
		return this.#names.get(address) ?? [];
	}
}
