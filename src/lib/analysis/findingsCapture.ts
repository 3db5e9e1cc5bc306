import type { CaptureSummary, Stop } from '../model/capture.ts';
import type { Finding } from '../model/finding.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { counted, type Check } from './findingsCheck.ts';

/** What a person should know of a capture before believing it. */
export const captureChecks: readonly Check[] = [
	ofCapture('The capture could be read to its end', damaged),
	ofCapture('tcpdump ended as it should', fault),
	{ fine: 'The phone lost no packet while capturing', run: dropped },
	ofCapture('Every packet was stored whole', cut),
	ofCapture('Everything in the capture is in the tables', evicted),
];

type Draft = Omit<Finding, 'evidence'>;

function ofCapture(fine: string, find: (summary: CaptureSummary) => Draft | undefined): Check {
	return {
		fine,
		run({ capture }) {
			if (capture === undefined) return 'not looked';
			const draft = find(capture.summary);
			return draft === undefined ? [] : [withEvidence(draft)];
		},
	};
}

const withEvidence = (draft: Draft): Finding => ({
	...draft,
	evidence: { page: 'capture', filter: '' },
});

const STOPPED: Readonly<Record<Exclude<Stop['reason'], 'cancelled'>, string>> = {
	'not-a-capture': 'it is no capture file',
	'unsupported-format': 'its format is not supported',
	truncated: 'it ends in the middle of a record',
	malformed: 'a record contradicts itself',
	'unsupported-link-type': 'it was taken on a kind of link that is not supported',
	unreadable: 'the file could not be read any further',
};

function damaged({ stop, packets }: CaptureSummary): Draft | undefined {
	if (stop === undefined || stop.reason === 'cancelled') return undefined;
	return {
		id: 'capture-damaged',
		severity: 'warn',
		title: `The capture could be read only up to byte ${stop.offset.toLocaleString('en')}`,
		detail: `There ${STOPPED[stop.reason]}. The ${counted(packets, 'packet')} before that are shown; what came after is missing from every number.`,
	};
}

function fault({ tool }: CaptureSummary): Draft | undefined {
	if (tool?.fault === undefined) return undefined;
	return {
		id: 'capture-fault',
		severity: 'warn',
		title: 'The capture ended before it was stopped',
		detail: `${tool.fault} Everything received until then was kept.`,
	};
}

/** Only tcpdump knows what the kernel dropped, and says so when it ends. */
function dropped({ capture }: Snapshot): readonly Finding[] | 'not looked' {
	const tool = capture?.summary.tool;
	if (tool?.droppedByKernel === undefined) return 'not looked';
	const lost = tool.droppedByKernel;
	if (lost === 0) return [];
	const whole = lost + (tool.captured ?? 0);
	return [
		withEvidence({
			id: 'capture-dropped',
			severity: 'warn',
			title: `The phone lost ${counted(lost, 'packet')} while capturing`,
			detail: `That is ${((100 * lost) / whole).toFixed(1)} % of what passed the filter: bytes and flows are too low by that. A filter that keeps less, or a single interface, helps.`,
		}),
	];
}

function cut({ cut: count, packets }: CaptureSummary): Draft | undefined {
	if (count === 0) return undefined;
	return {
		id: 'capture-cut',
		severity: 'info',
		title: `Of ${counted(count, 'packet')} only the first part was stored`,
		detail: `${counted(packets, 'packet')} in all. Bytes are counted as they were on the wire, but names and content that stood further back cannot be read. tcpdump -s 0 stores packets whole.`,
	};
}

function evicted({ evicted: count }: CaptureSummary): Draft | undefined {
	if (count === 0) return undefined;
	return {
		id: 'capture-limits',
		severity: 'warn',
		title: `${counted(count, 'flow')} or names were left out`,
		detail:
			'The capture holds more than the tables keep. The packets themselves are all in the file; a filter or a shorter time shows them.',
	};
}
