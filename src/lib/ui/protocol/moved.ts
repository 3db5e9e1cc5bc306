import type { CounterSeen } from '#lib/model/protocolSeen.ts';

/** How far a counter must have moved to be shown. */
export type Moved = 'changed' | 'counted' | 'all';

export function hasMoved({ value, change }: CounterSeen, moved: Moved): boolean {
	if (moved === 'changed') return change !== undefined && change !== 0;
	return moved === 'all' || value !== 0;
}
