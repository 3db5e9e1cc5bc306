import type { ProcessesBehind } from '../model/connectionSeen.ts';
import type { Process, SocketHolder } from '../model/process.ts';
import type { Readings } from '../model/reading.ts';
import type { Socket, SocketProcess } from '../model/socket.ts';

/** Finds the processes behind a socket. */
export type ProcessLookup = (socket: Socket) => ProcessesBehind | undefined;

/**
 * Which process a socket belongs to: for sure where root saw who holds it, or the listing named it; otherwise it is one
 * of those that run as its owner. Processes are listed when somebody asks, so later ones are not known.
 */
export function processesOf({ processes, socketHolders }: Readings): ProcessLookup {
	const running = processes?.outcome.kind === 'ok' ? processes.outcome.value : [];
	const holders = socketHolders?.outcome.kind === 'ok' ? socketHolders.outcome.value : [];
	const byInode = holdersByInode(holders, new Map(running.map(({ pid, name }) => [pid, name])));
	const byUid = processesByUid(running);
	return ({ inode, uid, process }) => {
		const held = inode === 0 ? undefined : byInode.get(inode);
		if (held !== undefined) return { sure: true, processes: held };
		if (process !== undefined) return { sure: true, processes: [process] };
		const candidates = uid === undefined ? undefined : byUid.get(uid);
		return candidates && { sure: candidates.length === 1, processes: candidates };
	};
}

function holdersByInode(
	holders: readonly SocketHolder[],
	names: ReadonlyMap<number, string>,
): ReadonlyMap<number, readonly SocketProcess[]> {
	const found = new Map<number, SocketProcess[]>();
	for (const { inode, pid, name } of holders) {
		append(found, inode, { pid, name: names.get(pid) ?? name ?? `process ${pid}` });
	}
	return found;
}

/** Kernel threads, which are printed in brackets, have no sockets of their own that anybody asks for. */
function processesByUid(
	running: readonly Process[],
): ReadonlyMap<number, readonly SocketProcess[]> {
	const found = new Map<number, SocketProcess[]>();
	for (const { uid, pid, name } of running) {
		if (uid !== undefined && !name.startsWith('[')) append(found, uid, { pid, name });
	}
	return found;
}

function append<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
	const list = lists.get(key);
	if (list === undefined) lists.set(key, [value]);
	else list.push(value);
}
