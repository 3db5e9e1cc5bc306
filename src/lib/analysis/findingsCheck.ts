import { addressScope } from '../base/ip.ts';
import type { Endpoint } from '../model/endpoint.ts';
import type { Evidence, Finding } from '../model/finding.ts';
import type { Flow } from '../model/flow.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Socket } from '../model/socket.ts';
import { appIdOf, type Uid } from '../model/uid.ts';
import type { AppLookup } from './apps.ts';

/** One thing that a snapshot is looked through for. */
export interface Check {
	/** What holds where nothing is found, as one line. */
	readonly fine: string;
	readonly run: (snapshot: Snapshot, appOf: AppLookup) => readonly Finding[] | 'not looked';
}

/** Every socket that was seen, in the latest reading or while watching; undefined where none could be. */
export function seenSockets(snapshot: Snapshot): readonly Socket[] | undefined {
	const sighted = snapshot.watch?.sightings.map(({ socket }) => socket) ?? [];
	const outcome = snapshot.readings.sockets?.outcome;
	if (outcome?.kind === 'ok') return [...outcome.value, ...sighted];
	return sighted.length > 0 ? sighted : undefined;
}

/** A conversation with a far end, from a capture (every packet) or from samples of the socket tables. */
export interface Conversation {
	readonly protocol: 'tcp' | 'udp';
	readonly remote: Endpoint;
	/** Name of the far end where one is known, else its address. */
	readonly host: string;
	readonly uid: Uid | undefined;
	readonly from: 'capture' | 'sockets';
}

/** Conversations that left the phone; undefined where the snapshot has neither capture nor sockets. */
export function conversationsOf(snapshot: Snapshot): readonly Conversation[] | undefined {
	const flows = snapshot.capture?.flows;
	const sockets = seenSockets(snapshot);
	if (flows === undefined && sockets === undefined) return undefined;
	const all = [...(flows ?? []).flatMap(ofFlow), ...(sockets ?? []).flatMap(ofSocket)];
	return all.filter(({ remote }) => leavesPhone(remote.address));
}

function ofFlow(flow: Flow): readonly Conversation[] {
	const protocol = flow.protocol === 6 ? 'tcp' : 'udp';
	if (flow.protocol !== 6 && flow.protocol !== 17) return [];
	if (flow.tcp?.state === 'syn-sent') return [];
	const remote = flow.phone === 'b' ? flow.a : flow.b;
	const uid = flow.owner.kind === 'unknown' ? undefined : flow.owner.uid;
	return [{ protocol, remote, host: flow.names[0]?.name ?? remote.address, uid, from: 'capture' }];
}

function ofSocket({ protocol, remote, state, uid }: Socket): readonly Conversation[] {
	const talks = state !== 'listen' && state !== 'syn-sent' && state !== 'syn-recv';
	if (!talks || (protocol !== 'tcp' && protocol !== 'udp')) return [];
	return [{ protocol, remote, host: remote.address, uid, from: 'sockets' }];
}

const leavesPhone = (address: string): boolean => {
	const scope = addressScope(address);
	return scope !== 'loopback' && scope !== 'unspecified';
};

/** Values by the key that they share, in order of first sight. */
export function groupBy<T, K>(
	values: readonly T[],
	keyOf: (value: T) => K,
): ReadonlyMap<K, readonly T[]> {
	const groups = new Map<K, T[]>();
	for (const value of values) {
		const key = keyOf(value);
		const group = groups.get(key);
		if (group === undefined) groups.set(key, [value]);
		else group.push(value);
	}
	return groups;
}

/** "a, b and 3 more": enough to know what is meant. */
export function someOf(values: readonly (string | number)[], most = 3): string {
	const distinct = [...new Set(values.map(String))];
	const shown = distinct.slice(0, most).join(', ');
	return distinct.length > most ? `${shown} and ${distinct.length - most} more` : shown;
}

/** "1 packet", "2,345 packets". */
export const counted = (count: number, noun: string): string =>
	`${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;

/** A page as a whole. */
export const on = (page: Evidence['page'], filter = ''): Evidence => ({ page, filter });

/** An app of somebody's, not the system. */
export const isApp = (uid: Uid | undefined): uid is Uid =>
	uid !== undefined && appIdOf(uid) >= 10_000;

export const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
