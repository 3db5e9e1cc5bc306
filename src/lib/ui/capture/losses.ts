import type { CaptureSummary } from '#lib/model/capture.ts';
import { counted } from '../shared/format.ts';

/** What the numbers of a capture leave out, each in a sentence; never silent. */
export function lossesOf(summary: CaptureSummary): readonly string[] {
	const { cut, undecoded, evicted, tool } = summary;
	const dropped = tool?.droppedByKernel ?? 0;
	return [
		...(dropped > 0
			? [`The phone dropped ${counted(dropped, 'packet')}: it could not keep up. A filter helps.`]
			: []),
		...(cut > 0 ? [`${counted(cut, 'packet')} stored shorter than on the wire.`] : []),
		...(undecoded > 0
			? [`${counted(undecoded, 'packet')} without a readable IP header, in no flow.`]
			: []),
		...(evicted > 0
			? [`${counted(evicted, 'flow or name', 'flows and names')} left out: a limit was reached.`]
			: []),
	];
}
