// One capture through both builds of the core, in pieces and whole: nothing may trap, and all must tell the same.
import { isDeepStrictEqual } from 'node:util';
import {
	DEFAULT_LIMITS,
	openLimitedReader,
	SEED_SIZE,
	type ReaderLimits,
} from '#lib/decode/core.ts';
import type { CaptureReader } from '#lib/decode/reader.ts';
import { SpareMemory } from '#lib/decode/spareMemory.ts';
import { everything } from '../fixtures/everything.ts';
import type { Dice } from './dice.ts';

export interface Builds {
	readonly released: WebAssembly.Module;
	readonly checked: WebAssembly.Module;
}

/** What is wrong with the core. */
export type Fault = 'trap' | 'difference' | 'memory';

export interface Verdict {
	readonly fault: Fault | undefined;
	readonly why: string;
}

const FINE: Verdict = { fault: undefined, why: '' };

/** A capture of at most 200 kB never needs more, whatever it holds. */
const MAX_MEMORY = 96 * 2 ** 20;

/** Small tables, so that what happens when they are full happens too. */
const TIGHT: Partial<ReaderLimits> = {
	flows: 8,
	packets: 64,
	dnsMessages: 4,
	dnsAnswers: 4,
	tls: 2,
	http: 2,
	names: 4,
	notes: 2,
	text: 512,
};
const ROOMY: Partial<ReaderLimits> = {
	flows: 1 << 14,
	packets: 1 << 16,
	dnsMessages: 1 << 12,
	dnsAnswers: 1 << 14,
	tls: 1 << 10,
	http: 1 << 10,
	names: 1 << 12,
	notes: 1 << 8,
	text: 1 << 20,
};

/** What one capture left behind the next one is read in. */
const spare = new SpareMemory();

export function judge(bytes: Uint8Array, builds: Builds, dice: Dice): Verdict {
	const limits = {
		...DEFAULT_LIMITS,
		...(dice.once(6) ? TIGHT : ROOMY),
		readOn: dice.once(3),
		seed: dice.bytes(SEED_SIZE),
	};
	const cuts = Array.from({ length: dice.once(3) ? 0 : dice.below(40) }, () =>
		dice.below(bytes.length + 1),
	);
	const read = (
		module: WebAssembly.Module,
		borders: readonly number[],
		memory?: SpareMemory,
	): CaptureReader => {
		const reader = openLimitedReader(module, limits, memory);
		readAll(reader, bytes, borders);
		return reader;
	};
	try {
		const released = read(builds.released, cuts, spare);
		if (released.memory() > MAX_MEMORY)
			return { fault: 'memory', why: `${released.memory()} bytes` };
		const told = everything(released);
		released.close();
		const difference =
			differing(told, everything(read(builds.checked, cuts)), 'the checked build') ??
			differing(told, everything(read(builds.released, [])), 'reading it whole');
		return difference === undefined ? FINE : { fault: 'difference', why: difference };
	} catch (error) {
		return { fault: 'trap', why: error instanceof Error ? `${error.stack}` : String(error) };
	}
}

function readAll(reader: CaptureReader, bytes: Uint8Array, cuts: readonly number[]): void {
	const borders = [0, ...cuts, bytes.length].sort((one, other) => one - other);
	for (const [index, to] of borders.slice(1).entries())
		reader.push(bytes.subarray(borders[index], to));
	reader.end();
}

type Told = ReturnType<typeof everything>;

function differing(one: Told, other: Told, what: string): string | undefined {
	const parts: readonly (keyof Told)[] = [
		'status',
		'epoch',
		'flows',
		'columns',
		'dns',
		'tls',
		'http',
		'packets',
		'notes',
	];
	const part = parts.find((name) => !isDeepStrictEqual(one[name], other[name]));
	return part === undefined ? undefined : `${what} tells other ${part}`;
}
