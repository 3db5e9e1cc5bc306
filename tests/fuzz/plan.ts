import { assert } from '#lib/base/assert.ts';
import type { Fault } from './judge.ts';

/** What one thread does: cases `first`, `first + step`, ... until the clock says `until` (milliseconds since 1970). */
export interface ThreadPlan {
	readonly seed: number;
	readonly first: number;
	readonly step: number;
	readonly until: number;
}

/** What a thread was started with. */
export function readPlan(data: unknown): ThreadPlan {
	assert(typeof data === 'object' && data !== null, 'a thread has a plan');
	const number = (name: keyof ThreadPlan): number => {
		const value: unknown = Reflect.get(data, name);
		assert(typeof value === 'number', `the plan says ${name}`);
		return value;
	};
	return {
		seed: number('seed'),
		first: number('first'),
		step: number('step'),
		until: number('until'),
	};
}

/** What a thread tells. */
export type Beat =
	| { readonly kind: 'begin'; readonly index: number }
	| {
			readonly kind: 'end';
			readonly index: number;
			readonly size: number;
			readonly fault: Fault | undefined;
			readonly why: string;
	  }
	| { readonly kind: 'over' };

/** The dice of a case depend on its number alone, so that it can be thrown again. */
export const caseSeed = (seed: number, index: number): number =>
	Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(index + 1, 0xc2b2ae35);
