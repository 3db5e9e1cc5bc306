import { roundedSize, type Way } from './comparable.ts';
import type { Frame } from './frame.ts';

/** What frames of a conversation carried. */
export interface Sum {
	readonly packets: number;
	readonly bytes: number;
}

/** Adds what tshark left out to one direction of a row of its tables; `to` is the other end. */
export type Earlier = (protocol: string, way: Way, to: string) => Way;

/**
 * tshark counts a datagram in the conversation of its last fragment's frame alone; it does say in which frames the
 * others were. What a frame is to be counted with: itself, or all fragments of the datagram that it completes.
 */
export function datagramSizes(frames: readonly Frame[]): (frame: Frame) => Sum {
	const lengths = new Map(
		frames.map((frame) => [frame('frame.number')[0], Number(frame('frame.len')[0])]),
	);
	return (frame) => {
		const fragments = fragmentsOf(frame);
		const parts = fragments.length === 0 ? frame('frame.number') : fragments;
		const bytes = parts.reduce((sum, part) => sum + (lengths.get(part) ?? 0), 0);
		return { packets: parts.length, bytes };
	};
}

const fragmentsOf = (frame: Frame): readonly string[] => [
	...frame('ip.fragment'),
	...frame('ipv6.fragment'),
];

/** The fragments before the last, for the tables: their rows are exact up to 9999 bytes, and only these are mended. */
export function earlierFragments(frames: readonly Frame[], sizeOf: (frame: Frame) => Sum): Earlier {
	const missing = new Map<string, Sum>();
	for (const frame of frames.filter((each) => fragmentsOf(each).length > 0)) {
		const key = keyOf(frame);
		const before = missing.get(key) ?? { packets: 0, bytes: 0 };
		const { packets, bytes } = sizeOf(frame);
		const last = Number(frame('frame.len')[0]);
		missing.set(key, {
			packets: before.packets + packets - 1,
			bytes: before.bytes + bytes - last,
		});
	}
	return (protocol, way, to) => {
		const more = missing.get(`${protocol} ${way.from} ${to}`);
		const exact = /^(\d+) bytes$/.exec(String(way.bytes))?.[1];
		if (more === undefined || exact === undefined) return way;
		const bytes = roundedSize(Number(exact) + more.bytes);
		return { from: way.from, packets: way.packets + more.packets, bytes };
	};
}

/** The outermost conversation of a frame: what is inside of a datagram in parts is met once. */
function keyOf(frame: Frame): string {
	const protocol =
		frame('tcp.stream').length > 0 && frame('udp.stream').length === 0 ? 'tcp' : 'udp';
	const ip = frame('ip.fragment').length > 0 ? 'ip' : 'ipv6';
	const end = (side: 'src' | 'dst'): string =>
		`${frame(`${ip}.${side}`)[0] ?? ''}:${frame(`${protocol}.${side}port`)[0] ?? ''}`;
	return `${protocol} ${end('src')} ${end('dst')}`;
}
