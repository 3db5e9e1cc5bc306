// How a TCP connection fared, in words a person understands. The counts follow Wireshark's tcp.analysis.*.
import type { Flow, TcpHealth } from '#lib/model/flow.ts';
import { retransmissionsOf } from '#lib/model/flowHealth.ts';
import { counted, percent } from '../shared/format.ts';
import type { Tone } from '../shared/tone.ts';
import { inOf, isThroughVpn, outOf, sum } from './ends.ts';

/** From this share of sent-again bytes on a person should look, and from this on it is bad. */
const NOTABLE = 0.01;
const BAD = 0.05;

type Verdict = 'harmless' | 'worth a look' | 'bad';

interface Meaning {
	readonly title: string;
	/** What it means, and whose fault it may be. */
	readonly sentence: string;
	readonly verdict: Verdict;
}

const MEANINGS: readonly (readonly [keyof TcpHealth, Meaning])[] = [
	[
		'retransmissions',
		{
			title: 'Sent again',
			sentence: 'No acknowledgment came in time. Radio loses a little; much of it makes apps slow.',
			verdict: 'worth a look',
		},
	],
	[
		'fastRetransmissions',
		{
			title: 'Sent again at once',
			sentence: 'The receiver told of a gap and it was filled quickly: loss, well repaired.',
			verdict: 'worth a look',
		},
	],
	[
		'spuriousRetransmissions',
		{
			title: 'Sent again needlessly',
			sentence: 'It had been acknowledged already: delay on the way, not loss.',
			verdict: 'harmless',
		},
	],
	[
		'outOfOrder',
		{
			title: 'Out of order',
			sentence: 'Segments overtook each other, as on several ways at once. A few do no harm.',
			verdict: 'harmless',
		},
	],
	[
		'duplicateAcks',
		{
			title: 'Acknowledged twice',
			sentence: 'The receiver repeats itself because something before is missing.',
			verdict: 'harmless',
		},
	],
	[
		'lostSegments',
		{
			title: 'Gap before it',
			sentence:
				'What came before is not in the capture: lost on the way, or missed by the capture.',
			verdict: 'worth a look',
		},
	],
	[
		'ackedLost',
		{
			title: 'Arrived, not captured',
			sentence: 'It was acknowledged: the capture missed it, the network did not.',
			verdict: 'harmless',
		},
	],
	[
		'keepAlives',
		{
			title: 'Keep-alives',
			sentence: 'Asks whether the other end is still there. No fault, but each may wake the phone.',
			verdict: 'harmless',
		},
	],
	[
		'zeroWindows',
		{
			title: 'Receiver full',
			sentence: 'The receiver said stop (zero window): its app does not read fast enough.',
			verdict: 'bad',
		},
	],
	[
		'zeroWindowProbes',
		{
			title: 'Asked for room',
			sentence: 'The sender asks whether the full receiver takes more.',
			verdict: 'bad',
		},
	],
	[
		'windowFull',
		{
			title: 'Had to wait for room',
			sentence: 'All that the receiver allows was under way: its buffer limits the speed.',
			verdict: 'worth a look',
		},
	],
];

export const verdictTone: Readonly<Record<Verdict, Tone>> = {
	harmless: 'neutral',
	'worth a look': 'warn',
	bad: 'danger',
};

interface HealthLine extends Meaning {
	readonly received: number;
	readonly sent: number;
}

/** Every count that is not zero, with what it means. */
export function healthLines(flow: Flow): readonly HealthLine[] {
	const health = flow.tcp?.health;
	if (health === undefined) return [];
	return MEANINGS.filter(([key]) => sum(health[key]) > 0).map(([key, meaning]) => ({
		...meaning,
		received: inOf(flow, health[key]),
		sent: outOf(flow, health[key]),
	}));
}

/** Payload bytes that were sent again as a share of all; undefined where no payload is known. */
export function sentAgainShare({ tcp, payload, bytes }: Flow): number | undefined {
	const all = sum(payload ?? bytes);
	if (tcp === undefined || all === 0) return undefined;
	return tcp.health === undefined ? 0 : sum(tcp.health.retransmittedBytes) / all;
}

interface Sign {
	readonly words: string;
	readonly tone: Tone;
	readonly hint: string;
}

/** The health of a connection as a sign in a table; undefined where it says nothing of the network. */
export function healthSign(flow: Flow): Sign | undefined {
	if (flow.tcp === undefined || isThroughVpn(flow)) return undefined;
	// Nothing came back: how the way is, nobody knows.
	if (flow.tcp.state === 'syn-sent') return undefined;
	const { health } = flow.tcp;
	const again = retransmissionsOf(flow.tcp) ?? 0;
	if (again > 0) return againSign(again, sentAgainShare(flow) ?? 0);
	if (health === undefined) return { words: 'good', tone: 'good', hint: 'Nothing went wrong' };
	if (sum(health.zeroWindows) > 0) {
		return { words: 'full', tone: 'danger', hint: 'The receiver was full (zero window)' };
	}
	if (sum(health.lostSegments) + sum(health.ackedLost) > 0) {
		return { words: 'gaps', tone: 'neutral', hint: 'Segments are missing in the capture' };
	}
	return { words: 'good', tone: 'good', hint: 'Nothing was sent again' };
}

function againSign(segments: number, share: number): Sign {
	const tone = share >= BAD ? 'danger' : share >= NOTABLE ? 'warn' : 'neutral';
	const hint = `${counted(segments, 'segment')} sent again, ${percent(share)} of the payload`;
	return { words: share > 0 ? percent(share) : `${segments} again`, tone, hint };
}
