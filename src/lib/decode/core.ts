import * as layout from '#core/layout.ts';
import { assert } from '../base/assert.ts';
import { readDns } from './coreDns.ts';
import { readColumns, readFlow } from './coreFlow.ts';
import { CoreMemory } from './coreMemory.ts';
import { epochClock, readStatus } from './coreStatus.ts';
import type { CaptureReader, OpenReader } from './reader.ts';

/** How much a reader keeps; what comes after is counted as evicted. */
export interface ReaderLimits {
	readonly flows: number;
	readonly dnsMessages: number;
	readonly dnsAnswers: number;
	/** Bytes of names, each different one once. */
	readonly text: number;
}

/** At the most some 200 MB of memory, reached only by a capture that fills every table. */
export const DEFAULT_LIMITS: ReaderLimits = {
	flows: 1 << 20,
	dnsMessages: 1 << 18,
	dnsAnswers: 1 << 20,
	text: 1 << 25,
};

/** What src/core/index.ts exports; its docstrings hold here. Booleans come as 0 and 1. */
interface Core {
	readonly memory: WebAssembly.Memory;
	settingsAt(): number;
	open(): number;
	inputAt(): number;
	push(length: number): void;
	finish(): void;
	statusAt(): number;
	flowAt(id: number): number;
	messageAt(index: number): number;
	answerAt(index: number): number;
}

/** A reader with the limits that suit a phone's captures. */
export const openReader: OpenReader = (module) => openLimitedReader(module, DEFAULT_LIMITS);

/** A reader that keeps no more than `limits`. */
export function openLimitedReader(module: WebAssembly.Module, limits: ReaderLimits): CaptureReader {
	const core = instantiate(module);
	const memory = new CoreMemory(core.memory);
	writeSettings(memory, core.settingsAt(), limits);
	assert(core.open() !== 0, 'there is memory for empty tables');
	const status = core.statusAt();
	const count = (field: number): number => memory.u32(status + field);
	return {
		push(chunk) {
			for (let from = 0; from < chunk.length; from += layout.CHUNK_SIZE) {
				const piece = chunk.subarray(from, from + layout.CHUNK_SIZE);
				memory.bytes.set(piece, core.inputAt());
				core.push(piece.length);
			}
		},
		end: () => {
			core.finish();
		},
		status: () => readStatus(memory, status),
		flow(id) {
			assert(id >= 0 && id < count(layout.STATUS_FLOWS), `flow ${id} exists`);
			return readFlow(memory, core.flowAt(id), id, epochClock(memory, status));
		},
		columns: () =>
			readColumns({
				memory,
				count: count(layout.STATUS_FLOWS),
				clock: epochClock(memory, status),
				flowAt: (id) => core.flowAt(id),
			}),
		dns(index) {
			assert(index >= 0 && index < count(layout.STATUS_MESSAGES), `DNS message ${index} exists`);
			return readDns({ ...core, memory, clock: epochClock(memory, status) }, index);
		},
	};
}

function instantiate(module: WebAssembly.Module): Core {
	const { exports } = new WebAssembly.Instance(module);
	// The one place where the compiled core gets its types: it is built from src/core/index.ts beside us.
	return exports as unknown as Core;
}

function writeSettings(memory: CoreMemory, at: number, limits: ReaderLimits): void {
	const seed = new Uint8Array(layout.SETTINGS_FLOWS - layout.SETTINGS_SEED);
	memory.bytes.set(crypto.getRandomValues(seed), at + layout.SETTINGS_SEED);
	memory.setU32(at + layout.SETTINGS_FLOWS, limits.flows);
	memory.setU32(at + layout.SETTINGS_MESSAGES, limits.dnsMessages);
	memory.setU32(at + layout.SETTINGS_ANSWERS, limits.dnsAnswers);
	memory.setU32(at + layout.SETTINGS_TEXT, limits.text);
}
