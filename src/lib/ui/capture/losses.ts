import type { CaptureSummary } from '#lib/model/capture.ts';
import { isLinkTypeRead, linkTypeName } from '#lib/model/linkTypes.ts';
import { counted } from '../shared/format.ts';

/** Something that the numbers of a capture leave out, and what that means or what helps. */
export interface Loss {
	readonly words: string;
	readonly hint: string;
}

/** What the numbers of a capture leave out, each in a sentence; never silent. */
export function lossesOf(summary: CaptureSummary): readonly Loss[] {
	const { cut, undecoded, evicted, tool, stopped = 0 } = summary;
	return [
		...lossOf(tool?.droppedByKernel ?? 0, {
			words: (n) => `The phone dropped ${counted(n, 'packet')}.`,
			hint: 'It could not keep up: a filter helps. The gaps look like loss on the network.',
		}),
		...summary.linkTypes.filter((type) => !isLinkTypeRead(type)).map(unreadLink),
		...lossOf(undecoded, {
			words: (n) => `${counted(n, 'packet')} in no flow.`,
			hint: 'No IP header could be read in them, as in ARP or in encrypted Wi-Fi.',
		}),
		...lossOf(stopped, {
			words: (n) => `${counted(n, 'packet')} not read to the end.`,
			hint: 'A layer was cut short, malformed or is not decoded; what stands before it is counted.',
		}),
		...lossOf(cut, {
			words: (n) => `${counted(n, 'packet')} stored shorter than on the wire.`,
			hint: 'Amounts are right; names and services may be missing. A larger snap length keeps all.',
		}),
		...lossOf(evicted, {
			words: (n) => `${counted(n, 'flow or name', 'flows and names')} left out.`,
			hint: 'A limit of memory was reached; the packets are counted all the same.',
		}),
	];
}

interface Words {
	readonly words: (n: number) => string;
	readonly hint: string;
}

const lossOf = (n: number, { words, hint }: Words): readonly Loss[] =>
	n > 0 ? [{ words: words(n), hint }] : [];

const unreadLink = (type: number): Loss => ({
	words: `${linkTypeName(type)} is not decoded.`,
	hint: `Packets of link type ${type} are counted only.`,
});
