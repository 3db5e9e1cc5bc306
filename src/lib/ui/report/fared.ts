import { assertNever } from '#lib/base/assert.ts';
import type { Outcome } from '#lib/model/reading.ts';
import type { Tone } from '../shared/tone.ts';
import { shellFailureWords } from '../words.ts';

/** How it went with one thing that Porthole looks for in a report. */
export interface FaredWords {
	readonly mark: string;
	readonly tone: Tone;
	/** More, where there is more to say; of the phone or the report, hostile. */
	readonly why: string;
	/** What a person wants to see first comes first. */
	readonly rank: number;
}

export function faredWords(outcome: Outcome<unknown>): FaredWords {
	switch (outcome.kind) {
		case 'unparsed': {
			const { line, expected, text } = outcome.failure;
			return {
				...{ mark: 'not understood', tone: 'danger', rank: 0 },
				why: `Line ${line} is not ${expected}: ${text}`,
			};
		}
		case 'ok':
			return { mark: 'read', tone: 'good', why: '', rank: 1 };
		case 'denied':
			return { mark: 'refused', tone: 'warn', why: outcome.why, rank: 2 };
		case 'missing':
			return { mark: 'nothing in it', tone: 'neutral', why: outcome.why, rank: 3 };
		case 'interrupted':
			return {
				...{ mark: 'no answer', tone: 'warn', rank: 2 },
				why: shellFailureWords(outcome.failure),
			};
		default:
			return assertNever(outcome);
	}
}
