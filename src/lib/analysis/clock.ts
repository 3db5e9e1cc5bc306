// Two clocks meet in a snapshot: packets bear the phone's time, everything that was asked for this computer's.
import type { Milliseconds } from '../base/units.ts';
import type { Phone } from '../model/phone.ts';
import type { Reading } from '../model/reading.ts';
import type { SocketSighting } from '../model/socket.ts';

/**
 * How far the phone's clock is ahead of this computer's; negative where it is behind, 0 where it is not known. The
 * phone read its clock at some moment of the reading, most likely near its middle: wrong by half the duration at most.
 */
export function clockOffset(reading: Reading<Phone> | undefined): Milliseconds {
	if (reading?.outcome.kind !== 'ok') return 0;
	const { clock } = reading.outcome.value;
	return clock === undefined ? 0 : clock - (reading.at + reading.duration / 2);
}

/** Sightings by the clock that the packets of the phone's own tcpdump bear; `offset` as by `clockOffset`. */
export function onPhoneClock(
	sightings: readonly SocketSighting[],
	offset: Milliseconds,
): readonly SocketSighting[] {
	return sightings.map(({ socket, firstSeen, lastSeen }) => ({
		socket,
		firstSeen: firstSeen + offset,
		lastSeen: lastSeen + offset,
	}));
}
