import { duration } from '../shared/format.ts';
import type { Socket, SocketState } from '#lib/model/socket.ts';

interface Words {
	readonly title: string;
	/** What it means for whoever looks. */
	readonly sentence: string;
}

/** TCP states (RFC 9293 3.3.2) in words; datagram sockets have only the first and `close`. */
export const STATE_WORDS: Readonly<Record<SocketState, Words>> = {
	established: {
		title: 'established',
		sentence: 'Both ends agreed to talk. They may do so now, or sleep for hours.',
	},
	'syn-sent': {
		title: 'connecting',
		sentence:
			'Knocks and hears nothing yet. Each try is a packet of 60 to 80 bytes, a handful of them over two minutes; behind a firewall that stays silent it ends like this.',
	},
	'syn-recv': {
		title: 'being connected',
		sentence: 'Somebody knocked and was answered; the last step of the greeting is missing.',
	},
	'fin-wait-1': {
		title: 'closing',
		sentence: 'The app is done. The goodbye was sent and is not acknowledged yet.',
	},
	'fin-wait-2': {
		title: 'half closed',
		sentence: 'The app is done; the far end may still send, and has not said goodbye.',
	},
	'time-wait': {
		title: 'closed, waiting',
		sentence:
			'Over. The kernel keeps the pair of ports for a minute, in case a late packet comes; it sends nothing, and whose it was is forgotten.',
	},
	close: {
		title: 'unconnected',
		sentence: 'Bound to no far end: it sends to and hears from anybody.',
	},
	'close-wait': {
		title: 'far end closed',
		sentence:
			'The far end said goodbye and the app has not closed its own side. Many of these, for long, are a fault of the app.',
	},
	'last-ack': {
		title: 'closing',
		sentence: 'The far end went first; our goodbye waits to be acknowledged.',
	},
	listen: {
		title: 'listening',
		sentence: 'Waits for whoever connects, and sends nothing by itself.',
	},
	closing: {
		title: 'closing',
		sentence: 'Both ends said goodbye at the same time.',
	},
	'new-syn-recv': {
		title: 'being connected',
		sentence: 'Somebody knocked and was answered; the last step of the greeting is missing.',
	},
};

/** The kernel gives these to nobody: what it prints as root and inode 0. */
const FORGOTTEN: ReadonlySet<SocketState> = new Set([
	'time-wait',
	'new-syn-recv',
	'syn-recv',
	'fin-wait-1',
	'fin-wait-2',
	'last-ack',
	'closing',
]);

/** Why nobody is named as the owner. */
export const ownerlessWords = ({ state }: Socket): string =>
	FORGOTTEN.has(state)
		? 'The kernel forgets the owner of a connection that is closing or not accepted yet: it prints uid 0 for it, which is not root.'
		: 'The list that this comes from does not tell owners.';

/** What the kernel will do next, and when; undefined where it waits for nothing. */
export function timerWords({ timer }: Socket): string | undefined {
	if (timer === undefined) return undefined;
	const when = timer.in === 0 ? 'at any moment' : `in ${duration(timer.in)}`;
	switch (timer.kind) {
		case 'retransmit':
			return `repeats what was not acknowledged, ${when}`;
		case 'keepalive':
			return `asks whether the far end is still there, ${when}`;
		case 'time-wait':
			return `is forgotten, ${when}`;
		case 'window-probe':
			return `asks the full receiver for room, ${when}`;
	}
}
