import type { ProtocolCounter, ProtocolCounters, SoftnetCpu } from '../model/protocols.ts';

/** Every counter of a reading in one list; of the CPUs their sums. */
export function allCounters({ groups, softnet }: ProtocolCounters): readonly ProtocolCounter[] {
	return [...groups.flatMap(({ counters }) => counters), ...softnetCounters(softnet)];
}

/** What all CPUs took in together. */
export function softnetCounters(softnet: readonly SoftnetCpu[]): readonly ProtocolCounter[] {
	if (softnet.length === 0) return [];
	const sum = (of: (cpu: SoftnetCpu) => number): number =>
		softnet.reduce((total, cpu) => total + of(cpu), 0);
	return [
		{ id: 'softnet processed', value: sum(({ processed }) => processed) },
		{ id: 'softnet dropped', value: sum(({ dropped }) => dropped) },
		{ id: 'softnet time_squeeze', value: sum(({ timeSqueeze }) => timeSqueeze) },
	];
}
