// Other people's readers of captures, as far as they are installed.
import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import type { Milliseconds } from '#lib/base/units.ts';

const run = promisify(execFile);

/** What a peer is told; the file comes behind it. */
export interface Peer {
	readonly tool: string;
	readonly args: readonly string[];
	/** What it does of what we do. */
	readonly does: string;
}

const PEERS: readonly Peer[] = [
	{ tool: 'tshark', args: ['-n', '-q', '-z', 'conv,tcp', '-r'], does: 'conversations' },
	{ tool: 'tcptrace', args: ['-n'], does: 'TCP analysis' },
	{ tool: 'tcpdump', args: ['-n', '-r'], does: 'a line a packet' },
	{ tool: 'softflowd', args: ['-d', '-n', '127.0.0.1:9', '-r'], does: 'flows' },
	{ tool: 'capinfos', args: ['-c', '-d'], does: 'records alone' },
];

/** Those that this machine has. */
export const installedPeers = (): readonly Peer[] =>
	PEERS.filter(({ tool }) => spawnSync('which', [tool], { stdio: 'ignore' }).status === 0);

/** How long the whole process takes; undefined where it fails: then it is no fast one. Its words go to /dev/null. */
export async function timePeer(
	{ tool, args }: Peer,
	path: string,
): Promise<Milliseconds | undefined> {
	const began = performance.now();
	try {
		await run('/bin/sh', ['-c', 'exec "$0" "$@" > /dev/null 2>&1', tool, ...args, path]);
	} catch {
		return undefined;
	}
	return performance.now() - began;
}
