import type { App } from '../model/app.ts';
import type { ConnectionSeen } from '../model/connectionSeen.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Socket, SocketSighting } from '../model/socket.ts';
import type { Uid } from '../model/uid.ts';
import { namedAddresses } from './hostNames.ts';
import { portMeaning } from './ports.ts';
import { reachOf } from './reach.ts';
import { processesOf } from './socketProcesses.ts';
import { keyOf, tupleOf } from './watchLog.ts';

/** Every socket of a snapshot, the open ones first, then the ones seen last. */
export function connectionsOf(
	snapshot: Snapshot,
	appOf: (uid: Uid) => App,
): readonly ConnectionSeen[] {
	const now = openNow(snapshot);
	const names = namesOf(snapshot);
	const behind = processesOf(snapshot.readings);
	return sightingsOf(snapshot)
		.map(({ socket, firstSeen, lastSeen }) => {
			const current = currentOf(socket, now);
			const latest = current === undefined ? socket : { ...current, uid: socket.uid };
			return {
				key: keyOf(socket),
				socket: latest,
				app: socket.uid === undefined ? undefined : appOf(socket.uid),
				remoteName: names.get(socket.remote.address),
				port: portMeaning(latest),
				reach: reachOf(latest),
				behind: behind(latest),
				open: current !== undefined,
				firstSeen,
				lastSeen,
			};
		})
		.sort((a, b) => Number(b.open) - Number(a.open) || b.firstSeen - a.firstSeen);
}

function openNow(snapshot: Snapshot): ReadonlyMap<string, Socket> {
	const outcome = snapshot.readings.sockets?.outcome;
	if (outcome?.kind !== 'ok') return new Map();
	return new Map(outcome.value.map((socket) => [tupleOf(socket), socket]));
}

/** The same socket in the latest reading: of the same owner, or of one that the kernel no longer tells. */
function currentOf(socket: Socket, now: ReadonlyMap<string, Socket>): Socket | undefined {
	const current = now.get(tupleOf(socket));
	return current?.uid === undefined || current.uid === socket.uid ? current : undefined;
}

/** What the watch saw; without a watch the one reading there is. */
function sightingsOf(snapshot: Snapshot): readonly SocketSighting[] {
	const seen = snapshot.watch?.sightings ?? [];
	const reading = snapshot.readings.sockets;
	if (seen.length > 0 || reading?.outcome.kind !== 'ok') return seen;
	const { at } = reading;
	return reading.outcome.value.map((socket) => ({ socket, firstSeen: at, lastSeen: at }));
}

/** Addresses by the names the capture's DNS gave for them; the latest wins. */
function namesOf(snapshot: Snapshot): ReadonlyMap<string, string> {
	const messages = snapshot.capture?.dns ?? [];
	return new Map(
		messages.flatMap((message) =>
			namedAddresses(message).map(({ address, name }) => [address, name] as const),
		),
	);
}
