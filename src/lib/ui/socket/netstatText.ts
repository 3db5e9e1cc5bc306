import type { Socket } from '#lib/model/socket.ts';
import { written } from './written.ts';

const TITLES = ['Proto', 'Recv-Q', 'Send-Q', 'Local', 'Foreign', 'State', 'User', 'Inode'] as const;

/** Sockets as `netstat` would list them, which people know how to read: for a message, or to compare. */
export function netstatText(sockets: readonly Socket[]): string {
	const rows = sockets.map((socket) => [
		socket.table,
		String(socket.rxQueue),
		String(socket.txQueue),
		written(socket.local),
		written(socket.remote),
		socket.protocol === 'tcp' || socket.state !== 'close' ? shouted(socket.state) : '',
		socket.uid === undefined ? '-' : String(socket.uid),
		String(socket.inode),
	]);
	const widths = TITLES.map((title, at) =>
		rows.reduce((most, row) => Math.max(most, row[at]?.length ?? 0), title.length),
	);
	return [TITLES, ...rows]
		.map((row) =>
			row
				.map((word, at) => word.padEnd(widths[at] ?? 0))
				.join('  ')
				.trimEnd(),
		)
		.join('\n');
}

const shouted = (state: string): string => state.toUpperCase().replaceAll('-', '_');
