// Other people's readers of captures, as far as they are installed.
import { execFile, spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Milliseconds } from '#lib/base/units.ts';

const run = promisify(execFile);

/** What a peer is told; the file comes behind it. */
export interface Peer {
	readonly tool: string;
	/** The program, where it is not called as the tool is. */
	readonly program?: string;
	readonly args: readonly string[];
	/** It keeps every packet in 2 GB of memory, and may not hold a large capture. */
	readonly isBounded?: boolean;
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
export const installedPeers = (): readonly Peer[] => [
	...PEERS.filter(({ tool }) => spawnSync('which', [tool], { stdio: 'ignore' }).status === 0),
	...wiregasm(),
];

/** Wireshark in WebAssembly is a package: `npm install --no-save @goodtools/wiregasm`. */
function wiregasm(): readonly Peer[] {
	const script = fileURLToPath(new URL('wiregasm.ts', import.meta.url));
	const installed = resolved('@goodtools/wiregasm/dist/wiregasm.js');
	if (installed === undefined) return [];
	const args = [script, installed];
	return [
		{ tool: 'wiregasm', program: process.execPath, args, does: 'dissection', isBounded: true },
	];
}

function resolved(name: string): string | undefined {
	try {
		return createRequire(import.meta.url).resolve(name);
	} catch {
		return undefined;
	}
}

/** How long the whole process takes; undefined where it fails: then it is no fast one. Its words go to /dev/null. */
export async function timePeer(
	{ tool, program, args }: Peer,
	path: string,
): Promise<Milliseconds | undefined> {
	const began = performance.now();
	try {
		await run('/bin/sh', ['-c', 'exec "$0" "$@" > /dev/null 2>&1', program ?? tool, ...args, path]);
	} catch {
		return undefined;
	}
	return performance.now() - began;
}
