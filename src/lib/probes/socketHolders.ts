import type { SocketHolder } from '../model/process.ts';
import { parseLsof, parseProcFd } from '../parse/socketHolders.ts';
import type { Probe } from './probe.ts';

/**
 * Open files that are sockets, process by process: the shell looks at each (`-S`), so that `ls` lists a few thousand
 * and not the hundred thousand there are.
 */
const EVERY_PROCESS = `for folder in /proc/[0-9]*; do
	set --
	for file in $folder/fd/*; do
		if [ -S $file ]; then set -- "$@" $file; fi
	done
	if [ $# -gt 0 ]; then echo "@@\${folder#/proc/}"; ls -l "$@" 2>/dev/null; fi
done`;

/** Which process holds which socket. Only root may look into other processes (`/proc/<pid>/fd` is their own). */
export const socketHolders: Probe<readonly SocketHolder[]> = {
	id: 'socketHolders',
	title: 'Processes behind sockets',
	asks: [
		{ argv: ['sh', '-c', EVERY_PROCESS], root: true, timeout: 60_000, parse: parseProcFd },
		{ argv: ['lsof'], root: true, timeout: 60_000, parse: parseLsof },
	],
	dumps: [{ title: 'LIST OF OPEN FILES' }],
};
