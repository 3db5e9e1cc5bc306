// The words for states and failures that more than one noun shows.
import { assertNever } from '#lib/base/assert.ts';
import type { ShellFailure } from '#lib/model/failure.ts';
import type { Owner } from '#lib/model/flow.ts';
import type { CaptureFailure } from '#lib/ports/device.ts';
import type { Stop } from '#lib/model/capture.ts';
import type { Outcome } from '#lib/model/reading.ts';
import type { RungId } from '#lib/model/ladder.ts';

export const RUNG_NAMES: Readonly<Record<RungId, string>> = {
	files: 'Files',
	watch: 'Watch',
	pcapdroid: 'PCAPdroid',
	'packet-trace': 'Packet trace',
	tcpdump: 'tcpdump',
};

/** How the owner of a flow is known, in words. */
export function ownerWords(owner: Owner): string {
	switch (owner.kind) {
		case 'unknown':
			return 'no socket of it was seen';
		case 'captured':
			return 'the capture itself says so';
		case 'sure':
			return 'a socket with these ends was seen';
		case 'likely':
			return 'a socket on this port was seen';
		default:
			return assertNever(owner);
	}
}

/** Why a command gave no answer. */
export function shellFailureWords(failure: ShellFailure): string {
	switch (failure.kind) {
		case 'disconnected':
			return 'The phone was unplugged before it answered.';
		case 'cancelled':
			return 'It was cancelled.';
		case 'timed-out':
			return `The phone did not answer within ${Math.round(failure.after / 1000)} seconds.`;
		case 'refused':
			return failure.message;
		default:
			return assertNever(failure);
	}
}

/** Why a capture did not start. */
export function captureFailureWords(failure: CaptureFailure): string {
	switch (failure.kind) {
		case 'needs-root':
			return 'Capturing packets with tcpdump needs root: this phone has none, or did not allow it.';
		case 'no-tcpdump':
			return 'There is no tcpdump on this phone. Push one to /data/local/tmp/tcpdump.';
		case 'refused-by-tcpdump':
			return failure.message;
		case 'already-running':
			return 'A capture is running already.';
		default:
			return shellFailureWords(failure);
	}
}

const STOPS: Readonly<Record<Stop['reason'], string>> = {
	'not-a-capture':
		'This is not a capture: it starts with neither a pcap nor a pcapng header. Nor is it a saved snapshot, a bug report, an AndroidQF acquisition or an intrusion log.',
	'unsupported-format': 'This variant of the format cannot be read yet.',
	truncated: 'The file ends in the middle of a packet. Everything before is shown.',
	malformed: 'The file is damaged here. Everything before is shown.',
	'unsupported-link-type': 'Packets of this link type are counted but not decoded.',
	cancelled: 'Reading was cancelled. What was read is shown.',
	unreadable: 'The browser could not read the file any further.',
};

export const stopWords = (stop: Stop): string => STOPS[stop.reason];

/** How a probe went, in a sentence. */
export function outcomeWords(outcome: Outcome<unknown>): string {
	switch (outcome.kind) {
		case 'ok':
			return 'Read.';
		case 'denied':
			return `The phone keeps this to itself. ${outcome.why}`;
		case 'missing':
			return `This phone does not have it. ${outcome.why}`;
		case 'unparsed':
			return `The answer could not be read: line ${outcome.failure.line} is not ${outcome.failure.expected}.`;
		case 'interrupted':
			return shellFailureWords(outcome.failure);
		default:
			return assertNever(outcome);
	}
}
