import type { Rung } from '../model/ladder.ts';

/** Stands where a text of the phone's or of a person's was left behind. */
export const NOT_IN_LINK = '(not in the link)';

/** In a reading's error output: why there is no raw text to doubt it by. */
export const NO_RAW_TEXT = 'This reading came by a link, and a link carries no raw text.';

/** Why there is no value: the kind of the outcome is all that the link tells. */
export const NO_WORDS = 'The phone gave no answer; its own words are not in the link.';

/** Instead of what made the counters doubtful. */
export const DOUBTFUL = 'The phone marked these counters as doubtful; why is not in the link.';

const NO_PHONE = 'A link holds what was seen, not the phone.';

/** How much of each list a link had no room for. */
export interface LeftOut {
	readonly flows: number;
	/** Sockets of the latest reading. */
	readonly sockets: number;
	/** Sockets seen while watching. */
	readonly sightings: number;
	/** Uids of the per-app counters. */
	readonly apps: number;
	readonly interfaces: number;
	/** Package names. */
	readonly packages: number;
	/** Readings as a whole: networks, settings, counters. */
	readonly readings: number;
}

export const NOTHING_LEFT_OUT: LeftOut = {
	flows: 0,
	sockets: 0,
	sightings: 0,
	apps: 0,
	interfaces: 0,
	packages: 0,
	readings: 0,
};

/** "12 flows, 1 app", or undefined where nothing is missing. */
export function listed(leftOut: LeftOut): string | undefined {
	const parts = [
		count(leftOut.flows, 'flow'),
		count(leftOut.sockets, 'socket'),
		count(leftOut.sightings, 'socket seen while watching', 'sockets seen while watching'),
		count(leftOut.apps, 'app'),
		count(leftOut.interfaces, 'interface'),
		count(leftOut.packages, 'package name'),
		count(
			leftOut.readings,
			'reading of networks, settings and counters',
			'readings of networks, settings and counters',
		),
	].filter((part) => part !== '');
	return parts.length === 0 ? undefined : parts.join(', ');
}

function count(number: number, one: string, many = `${one}s`): string {
	return number === 0 ? '' : `${number} ${number === 1 ? one : many}`;
}

/** The ladder of a snapshot that came by a link; the lowest rung says what the link had no room for. */
export function linkLadder(leftOut: LeftOut): readonly Rung[] {
	const missing = listed(leftOut);
	const why =
		missing === undefined
			? 'A shared link: counters, apps, sockets, flows, names, networks and settings.'
			: `A shared link: counters, apps, sockets, flows, names, networks and settings. Left out to keep it short: ${missing}.`;
	const no = (id: Rung['id']): Rung => ({ id, available: false, why: NO_PHONE });
	return [
		{ id: 'files', available: true, why },
		no('watch'),
		no('pcapdroid'),
		no('packet-trace'),
		no('tcpdump'),
	];
}

/** For the counters' own doubts. */
export const appsLeftOut = (apps: number): string =>
	`${count(apps, 'app')} with the least traffic had no room in the link.`;
