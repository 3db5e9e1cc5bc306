// Why reading a file ended early, in words: what was read, what happened, what still holds.
import type { CaptureSummary, Stop } from '#lib/model/capture.ts';
import { bytes, count, counted, percent } from '../shared/format.ts';

/** What mostly brings a file into this state; undefined where the reason says it all. */
const CAUSES: Readonly<Partial<Record<Stop['reason'], string>>> = {
	truncated:
		'That happens when a capture is interrupted or a file is copied before it is complete.',
	malformed: 'Something overwrote or swallowed bytes, such as a bad disk or a text-mode transfer.',
	unreadable: 'It may have been moved or changed meanwhile, or its disk was taken away.',
};

/** What stands of what was read. */
const STILL_RIGHT = 'What is shown up to there is right.';

const PACKED = /\.(?:gz|tgz)$/i;

/** Where in the file, as a share: only where the file is not packed, whose places are others. */
function shareOf({ offset }: Stop, { origin }: CaptureSummary): number | undefined {
	if (origin.kind !== 'file' || PACKED.test(origin.name)) return undefined;
	return origin.size > 0 && offset <= origin.size ? offset / origin.size : undefined;
}

/** `At byte 123 456 (0x1e240), 98.3 % into the file.` */
export function placeWords(stop: Stop, summary: CaptureSummary): string {
	const share = shareOf(stop, summary);
	const into = share === undefined ? ' of the file' : `, ${percent(share)} into the file`;
	return `At byte ${count(stop.offset)} (0x${stop.offset.toString(16)})${into}.`;
}

/** Where reading ended, what was read, what may have happened, and what still holds. */
export function damageWords(stop: Stop, summary: CaptureSummary): string {
	const read = `Read: ${counted(summary.packets, 'packet')}, ${bytes(summary.bytes)} on the wire.`;
	const parts = [placeWords(stop, summary), read, CAUSES[stop.reason], STILL_RIGHT];
	return parts.filter((part) => part !== undefined).join(' ');
}

export const passedWords = (damages: number): string =>
	damages === 1
		? 'A place of damage was passed over'
		: `${count(damages)} places of damage were passed over`;
