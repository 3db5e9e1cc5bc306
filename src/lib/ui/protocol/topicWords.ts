import type { CounterSeen, CounterTopic, Growth } from '#lib/model/protocolSeen.ts';
import type { Tone } from '../shared/tone.ts';

export const TOPICS: Readonly<Record<CounterTopic, string>> = {
	traffic: 'Traffic',
	success: 'Success',
	loss: 'Loss',
	pressure: 'Too little room',
	reach: 'Reachability',
	other: 'Settings and rest',
};

/** What the counters of a topic tell together. */
export const TOPIC_WORDS: Readonly<Record<CounterTopic, string>> = {
	traffic: 'How much there was. Neither good nor bad.',
	success: 'What went as it should.',
	loss: 'What got lost, came broken or had to be sent again: bad radio, full ways, a dead network. One or two in a hundred sent again are ordinary on mobile data.',
	pressure:
		'The phone itself had no room or no time: an app reads too slowly, memory is short, a queue was full. Growing is bad news.',
	reach:
		'No way, no listener, no permission; and traces of those who knock: closed ports, odd segments, forged addresses. A few are ordinary, a steady stream is not.',
	other: 'Settings that the kernel prints among its counters, and what nobody uses any more.',
};

export const GROWTH: Readonly<Record<Growth, string>> = {
	good: 'Growing is good',
	neutral: 'Growing is ordinary',
	bad: 'Growing is bad news',
	depends: 'Growing may be bad: it depends on how fast',
};

/** Colour only for what grew while somebody watched. */
export function toneOf({ meaning, change }: CounterSeen): Tone {
	if (meaning === undefined || change === undefined || change <= 0) return 'neutral';
	if (meaning.growth === 'bad') return 'warn';
	return meaning.growth === 'good' ? 'good' : 'neutral';
}
