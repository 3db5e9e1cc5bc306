import type { CounterTopic, Growth } from '../model/protocolSeen.ts';

/** Counters of one group by their names, without the group's. */
export type CounterTable = Readonly<
	Record<string, readonly [topic: CounterTopic, growth: Growth, words: string]>
>;
