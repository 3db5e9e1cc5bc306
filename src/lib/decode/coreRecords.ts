import * as layout from '#core/layout.ts';
import { assert } from '../base/assert.ts';
import type { EpochMs } from '../base/units.ts';
import type { CoreMemory } from './coreMemory.ts';
import { countOf, epochClock } from './coreStatus.ts';

const TIMES = {
	dns: [layout.TABLE_MESSAGES, layout.DNS_TIME],
	tls: [layout.TABLE_TLS, layout.TLS_TIME],
	http: [layout.TABLE_HTTP, layout.HTTP_TIME],
} as const;

/** When what a record tells of came: nanoseconds after the epoch. A response without its request has its own time. */
export function readNanos(source: CoreRecords, of: keyof typeof TIMES, index: number): number {
	const [table, time] = TIMES[of];
	const at = source.at(table, index);
	const { memory } = source;
	const isAnswer = of === 'http' && memory.u32(at + layout.HTTP_METHOD) === 0;
	return memory.f64(at + (isAnswer ? layout.HTTP_ANSWERED : time));
}

/** The tables of the core (layout TABLE_*), wherever their records stand. */
export class CoreRecords {
	readonly memory: CoreMemory;
	/** Where the record of layout STATUS_* stands. */
	readonly status: number;
	readonly #recordAt: (table: number, index: number) => number;

	constructor(
		memory: CoreMemory,
		status: number,
		recordAt: (table: number, index: number) => number,
	) {
		this.memory = memory;
		this.status = status;
		this.#recordAt = recordAt;
	}

	count(table: number): number {
		return countOf(this.memory, this.status, table);
	}

	/** Address of record `index`. */
	at(table: number, index: number): number {
		assert(index >= 0 && index < this.count(table), `record ${index} of table ${table} exists`);
		return this.#recordAt(table, index);
	}

	/** Calls `visit` with the address of every record from `from` on, until it says stop (false). */
	each(table: number, size: number, visit: (at: number, index: number) => boolean): void {
		const count = this.count(table);
		const inBlock = (1 << layout.TABLE_SHIFT) - 1;
		let at = 0;
		for (let index = 0; index < count; index += 1) {
			at = (index & inBlock) === 0 ? this.#recordAt(table, index) : at + size;
			if (!visit(at, index)) return;
		}
	}

	/** How the core's times (nanoseconds after the first packet) read. */
	get clock(): (nanos: number) => EpochMs {
		return epochClock(this.memory, this.status);
	}
}
