import * as layout from '#core/layout.ts';
import { assert } from '../base/assert.ts';
import { readDns } from './coreDns.ts';
import { readColumns, readFlow } from './coreFlow.ts';
import { readHttp } from './coreHttp.ts';
import { CoreMemory } from './coreMemory.ts';
import { readHost, readNotes } from './coreNotes.ts';
import { countPackets, findPackets, readPacket } from './corePackets.ts';
import { CoreRecords, readNanos } from './coreRecords.ts';
import { readEpoch, readStatus } from './coreStatus.ts';
import { readTls } from './coreTls.ts';
import type { CaptureReader, OpenReader } from './reader.ts';
import { SpareMemory } from './spareMemory.ts';

/** How much a reader keeps; what comes after is counted, not kept. */
export interface ReaderLimits {
	readonly flows: number;
	readonly packets: number;
	readonly dnsMessages: number;
	readonly dnsAnswers: number;
	readonly tls: number;
	readonly http: number;
	/** Names of flows. */
	readonly names: number;
	/** Interfaces, uids, hosts and secrets that a file tells of, each. */
	readonly notes: number;
	/** Bytes of names and other texts, each different one once. */
	readonly text: number;
	/** Go on behind damage, where a packet can begin again. */
	readonly readOn: boolean;
	/** SEED_SIZE bytes that the tables' hashes are keyed with; undefined: random ones. */
	readonly seed?: Uint8Array | undefined;
}

export const SEED_SIZE = layout.SETTINGS_TEXT - layout.SETTINGS_SEED;

/** At the most some 500 MB of memory, reached only by a capture that fills every table. */
export const DEFAULT_LIMITS: ReaderLimits = {
	flows: 1 << 20,
	packets: 1 << 22,
	dnsMessages: 1 << 18,
	dnsAnswers: 1 << 20,
	tls: 1 << 18,
	http: 1 << 18,
	names: 1 << 19,
	notes: 1 << 14,
	text: 1 << 25,
	readOn: false,
};

/** What src/core/index.ts exports; its docstrings hold here. Booleans come as 0 and 1. */
interface Core {
	settingsAt(): number;
	open(): number;
	inputAt(): number;
	push(length: number): void;
	finish(): void;
	statusAt(): number;
	recordAt(table: number, index: number): number;
	memoryUsed(): number;
}

/** A reader with the limits that suit a phone's captures. */
export const openReader: OpenReader = (module, way) =>
	openLimitedReader(module, { ...DEFAULT_LIMITS, ...way });

/** The same, one after the other: the memory of one that was closed serves the next. */
export function createReaders(): OpenReader {
	const spare = new SpareMemory();
	return (module, way) => openLimitedReader(module, { ...DEFAULT_LIMITS, ...way }, spare);
}

/** A reader that keeps no more than `limits`. */
export function openLimitedReader(
	module: WebAssembly.Module,
	limits: ReaderLimits,
	spare = new SpareMemory(),
): CaptureReader {
	const taken = spare.take();
	const core = instantiate(module, taken);
	const memory = new CoreMemory(taken);
	writeSettings(memory, core.settingsAt(), limits);
	assert(core.open() !== 0, 'there is memory for empty tables');
	const source = new CoreRecords(memory, core.statusAt(), (table, index) =>
		core.recordAt(table, index),
	);
	return {
		push(chunk) {
			for (let from = 0; from < chunk.length; from += layout.CHUNK_SIZE) {
				const piece = chunk.subarray(from, from + layout.CHUNK_SIZE);
				memory.bytes.set(piece, core.inputAt());
				core.push(piece.length);
			}
		},
		room() {
			const at = core.inputAt();
			return memory.bytes.subarray(at, at + layout.CHUNK_SIZE);
		},
		took: (length) => {
			memory.assertOpen();
			core.push(length);
		},
		end: () => {
			memory.assertOpen();
			core.finish();
		},
		status: () => readStatus(memory, source.status),
		flow: (id) => readFlow(source, id),
		columns: () => readColumns(source),
		dns: (index) => readDns(source, index),
		nanosOf: (of, index) => readNanos(source, of, index),
		tls: (index) => readTls(source, index),
		http: (index) => readHttp(source, index),
		packet: (index) => readPacket(source, index),
		packetsOf: (flow, from, count) => findPackets(source, flow, from, count),
		countPackets: (flow) => countPackets(source, flow),
		notes: () => readNotes(source),
		host: (index) => readHost(source, source.at(layout.TABLE_HOSTS, index)),
		epoch: () => readEpoch(memory, source.status),
		memory: () => core.memoryUsed(),
		close: () => {
			memory.close();
			spare.giveBack(taken, core.memoryUsed());
		},
	};
}

function instantiate(module: WebAssembly.Module, memory: WebAssembly.Memory): Core {
	const { exports } = new WebAssembly.Instance(module, { env: { memory } });
	// The one place where the compiled core gets its types: it is built from src/core/index.ts beside us.
	return exports as unknown as Core;
}

function writeSettings(memory: CoreMemory, at: number, limits: ReaderLimits): void {
	const seed = limits.seed ?? crypto.getRandomValues(new Uint8Array(SEED_SIZE));
	memory.bytes.set(seed, at + layout.SETTINGS_SEED);
	memory.setU32(at + layout.SETTINGS_TEXT, limits.text);
	memory.setU8(at + layout.SETTINGS_READ_ON, limits.readOn ? 1 : 0);
	for (const [table, limit] of recordLimits(limits)) {
		memory.setU32(at + layout.SETTINGS_LIMITS + 4 * table, limit);
	}
}

function recordLimits(limits: ReaderLimits): readonly (readonly [table: number, limit: number])[] {
	const { flows, notes } = limits;
	return [
		[layout.TABLE_FLOWS, flows],
		[layout.TABLE_TCP, flows],
		[layout.TABLE_HEALTH, flows],
		[layout.TABLE_EXTRAS, flows],
		[layout.TABLE_PACKETS, limits.packets],
		[layout.TABLE_NAMES, limits.names],
		[layout.TABLE_MESSAGES, limits.dnsMessages],
		[layout.TABLE_ANSWERS, limits.dnsAnswers],
		[layout.TABLE_TLS, limits.tls],
		[layout.TABLE_HTTP, limits.http],
		[layout.TABLE_INTERFACES, notes],
		[layout.TABLE_UIDS, notes],
		[layout.TABLE_SECRETS, notes],
		[layout.TABLE_HOSTS, notes],
	];
}
