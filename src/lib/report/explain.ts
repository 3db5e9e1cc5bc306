import { assertNever } from '../base/assert.ts';
import type { ReportFailure } from '../model/report.ts';

/** What happened, then what a person can do. */
export function explainReport(failure: ReportFailure): string {
	switch (failure.kind) {
		case 'not-a-report':
			return 'Nothing in it is known to Porthole. Open a capture (pcap, pcapng), a .porthole file, a bug report (zip or text), an AndroidQF acquisition or an intrusion log.';
		case 'damaged':
			return `This file is damaged (${failure.what}). It may have been cut on its way: copy it again, whole.`;
		case 'too-big':
			return `This is more than Porthole reads of a report (${failure.what}).`;
		case 'unreadable':
			return 'The file could not be read: it was moved or changed, or its drive went away. Open it again.';
		case 'cancelled':
			return 'Cancelled. Nothing was opened.';
		default:
			return assertNever(failure);
	}
}
