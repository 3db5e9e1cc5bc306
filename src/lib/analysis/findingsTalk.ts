import { addressScope } from '../base/ip.ts';
import type { Milliseconds } from '../base/units.ts';
import type { Finding } from '../model/finding.ts';
import type { SocketSighting } from '../model/socket.ts';
import type { Uid } from '../model/uid.ts';
import { counted, groupBy, isApp, on, someOf, type Check } from './findingsCheck.ts';
import * as limit from './findingsThresholds.ts';

/** How apps talk, as far as it shows while they are watched. */
export const talkChecks: readonly Check[] = [
	ofSightings('Every app that knocks is answered', unanswered),
	ofSightings('Apps close their connections', leftOpen),
	ofSightings('No app looks through the local network', lanScan),
];

function ofSightings(
	fine: string,
	find: (
		seen: readonly SocketSighting[],
		app: { readonly uid: Uid; readonly name: string },
	) => readonly Finding[],
): Check {
	return {
		fine,
		run({ watch }, appOf) {
			if (watch === undefined) return 'not looked';
			const byUid = groupBy(watch.sightings, ({ socket }) => socket.uid);
			return [...byUid].flatMap(([uid, seen]) =>
				isApp(uid) ? find(seen, { uid, name: appOf(uid).name }) : [],
			);
		},
	};
}

const lasted = ({ firstSeen, lastSeen }: SocketSighting): Milliseconds => lastSeen - firstSeen;

function unanswered(
	seen: readonly SocketSighting[],
	{ uid, name }: { readonly uid: Uid; readonly name: string },
): readonly Finding[] {
	const knocks = seen.filter(
		(one) => one.socket.state === 'syn-sent' && lasted(one) >= limit.NO_ANSWER.time,
	);
	const targets = new Set(knocks.map(({ socket }) => socket.remote.address));
	if (targets.size < limit.NO_ANSWER.targets) return [];
	return [
		{
			id: `unanswered:${uid}`,
			severity: 'info',
			title: `${name} knocks at ${counted(targets.size, 'host')} without an answer`,
			detail: `${someOf([...targets])}: each try sends 60 bytes and keeps the radio awake, for two minutes at most. A firewall on the phone or outside does this, or a network without the way there.`,
			evidence: on('connections', `${uid} syn-sent`),
		},
	];
}

function leftOpen(
	seen: readonly SocketSighting[],
	{ uid, name }: { readonly uid: Uid; readonly name: string },
): readonly Finding[] {
	const waiting = seen.filter(
		(one) => one.socket.state === 'close-wait' && lasted(one) >= limit.LEFT_OPEN.time,
	);
	if (waiting.length < limit.LEFT_OPEN.sockets) return [];
	return [
		{
			id: `left-open:${uid}`,
			severity: 'info',
			title: `${name} does not close ${counted(waiting.length, 'connection')}`,
			detail:
				'The far end has closed them more than five minutes ago, and the app does not notice (CLOSE_WAIT): a fault of the app, as a rule. Stopping it frees them.',
			evidence: on('connections', `${uid} close-wait`),
		},
	];
}

function lanScan(
	seen: readonly SocketSighting[],
	{ uid, name }: { readonly uid: Uid; readonly name: string },
): readonly Finding[] {
	const near = seen
		.filter(({ socket }) => addressScope(socket.remote.address) === 'private')
		.sort((a, b) => a.firstSeen - b.firstSeen);
	const hosts = mostWithin(near, limit.LAN_SCAN.time);
	if (hosts < limit.LAN_SCAN.hosts) return [];
	return [
		{
			id: `lan-scan:${uid}`,
			severity: 'warn',
			title: `${name} looks through the local network`,
			detail: `It turned to ${hosts} devices within a minute, which tells it what stands in this home. Casting, printing and smart-home apps do so by right.`,
			evidence: on('connections', String(uid)),
		},
	];
}

/** The most different far ends that were first seen within one such time. */
function mostWithin(seen: readonly SocketSighting[], time: Milliseconds): number {
	const now = new Map<string, number>();
	let from = 0;
	let most = 0;
	for (const { firstSeen, socket } of seen) {
		now.set(socket.remote.address, (now.get(socket.remote.address) ?? 0) + 1);
		for (
			let old = seen[from];
			old !== undefined && firstSeen - old.firstSeen > time;
			old = seen[from]
		) {
			const left = (now.get(old.socket.remote.address) ?? 1) - 1;
			if (left === 0) now.delete(old.socket.remote.address);
			else now.set(old.socket.remote.address, left);
			from += 1;
		}
		most = Math.max(most, now.size);
	}
	return most;
}
