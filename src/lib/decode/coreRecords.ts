import * as layout from '#core/layout.ts';
import { assert } from '../base/assert.ts';
import type { EpochMs } from '../base/units.ts';
import type { CoreMemory } from './coreMemory.ts';
import { countOf, epochClock } from './coreStatus.ts';

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
