import type { Connection } from '#lib/model/connection.ts';
import type { Phone } from '#lib/model/phone.ts';
import type { Snapshot } from '#lib/model/snapshot.ts';
import { dateTime } from '../shared/format.ts';

/** The phone a snapshot speaks of; a live one is known from connecting, before it was asked again. */
function phoneShown(snapshot: Snapshot, connection: Connection): Phone | undefined {
	const outcome = snapshot.readings.identity?.outcome;
	if (outcome?.kind === 'ok') return outcome.value;
	return snapshot.origin.kind === 'phone' && connection.kind === 'ready'
		? connection.phone
		: undefined;
}

/** What the bar on top calls the source of what is shown. */
export function sourceName(snapshot: Snapshot, connection: Connection): string {
	const phone = phoneShown(snapshot, connection);
	if (snapshot.origin.kind === 'file' && phone === undefined) return snapshot.origin.name;
	return phone === undefined ? 'No phone' : phone.model;
}

/** One line under the source's name: Android, root, or where a file came from. */
export function sourceNote(snapshot: Snapshot, connection: Connection): string {
	const phone = phoneShown(snapshot, connection);
	const android = phone === undefined ? [] : [`Android ${phone.androidRelease}`];
	const of =
		snapshot.origin.kind === 'phone' ? '' : ` of ${dateTime(snapshot.takenAt).slice(0, 16)}`;
	return [...android, `${ORIGINS[snapshot.origin.kind]}${of}`].join(' · ');
}

const ORIGINS: Readonly<Record<Snapshot['origin']['kind'], string>> = {
	phone: 'from the phone',
	file: 'from a file',
	sample: 'the sample',
	link: 'from a link',
};
