import type { Phone } from '#lib/model/phone.ts';
import type { Snapshot } from '#lib/model/snapshot.ts';

/** The phone a snapshot speaks of, where it was identified. */
export function phoneOf(snapshot: Snapshot): Phone | undefined {
	const outcome = snapshot.readings.identity?.outcome;
	return outcome?.kind === 'ok' ? outcome.value : undefined;
}

/** What the bar on top calls the source of what is shown. */
export function sourceName(snapshot: Snapshot): string {
	const phone = phoneOf(snapshot);
	if (snapshot.origin.kind === 'file' && phone === undefined) return snapshot.origin.name;
	return phone === undefined ? 'No phone' : phone.model;
}

/** One line under the source's name: Android, root, or where a file came from. */
export function sourceNote(snapshot: Snapshot): string {
	const phone = phoneOf(snapshot);
	const android = phone === undefined ? [] : [`Android ${phone.androidRelease}`];
	return [...android, ORIGINS[snapshot.origin.kind]].join(' · ');
}

const ORIGINS: Readonly<Record<Snapshot['origin']['kind'], string>> = {
	phone: 'live',
	file: 'from a file',
	sample: 'the sample',
	link: 'from a link',
};
