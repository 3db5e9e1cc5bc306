import type { EpochMs } from '../base/units.ts';

const WALL = /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)$/;
const ZONE = /^\[persist\.sys\.timezone\]: \[([\w+/-]{1,64})\]\r?$/m;

/** The phone's time zone by its properties: `Europe/Berlin`. */
export const zoneIn = (properties: string): string | undefined => ZONE.exec(properties)?.[1];

/**
 * The moment at which the clocks of a zone show `wall`, `2020-01-08 15:30:07`. Without a zone that is known here, UTC.
 * In the hour that comes twice in autumn, the first.
 */
export function momentOf(wall: string, zone: string | undefined): EpochMs | undefined {
	const [, ...fields] = WALL.exec(wall) ?? [];
	if (fields.length === 0) return undefined;
	const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = fields.map(Number);
	const shown = Date.UTC(year, month - 1, day, hour, minute, second);
	// The offset is that of the moment, which is not known yet: the first guess is hours off at most.
	const guess = shown - offsetAt(shown, zone);
	return shown - offsetAt(guess, zone);
}

/** How much later than UTC the zone's clocks show, in milliseconds. */
function offsetAt(moment: EpochMs, zone: string | undefined): number {
	if (zone === undefined) return 0;
	try {
		const text = new Intl.DateTimeFormat('sv-SE', {
			timeZone: zone,
			dateStyle: 'short',
			timeStyle: 'medium',
		}).format(moment);
		return Date.parse(`${text.replace(' ', 'T')}Z`) - moment;
	} catch {
		return 0;
	}
}
