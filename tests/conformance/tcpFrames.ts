import type { PacketNote } from '#lib/model/flow.ts';
import { ANALYSIS } from './analysisFlags.ts';
import { askFrames, type Frame } from './frame.ts';

/** A TCP segment as tshark tells it. */
export interface TcpFrame {
	/** From 0. */
	readonly index: number;
	readonly stream: number;
	readonly notes: readonly PacketNote[];
	/** Milliseconds; undefined where nothing is measured. */
	readonly roundTrip: number | undefined;
	readonly handshake: number | undefined;
	/** Is there more than one network header around it? */
	readonly isTunnelled: boolean;
}

/** What tshark says of the frames of a capture that hold one TCP segment, none of which is quoted by ICMP. */
export async function askTcp(path: string): Promise<readonly TcpFrame[]> {
	const { frames } = await askFrames(path);
	return frames.filter(holdsOne).map(readFrame);
}

function holdsOne(frame: Frame): boolean {
	const layers = layersOf(frame);
	const isQuoted = layers.some((layer) => layer.startsWith('icmp'));
	const hasStream = frame('tcp.stream').length > 0;
	return !isQuoted && hasStream && layers.filter((layer) => layer === 'tcp').length === 1;
}

const layersOf = (frame: Frame): readonly string[] => frame('frame.protocols').join(':').split(':');

function readFrame(frame: Frame): TcpFrame {
	const notes: readonly PacketNote[] = ANALYSIS.filter(
		([flag]) => frame(`tcp.analysis.${flag}`).length > 0,
	).map(([, note]) => note);
	return {
		index: Number(frame('frame.number')[0]) - 1,
		stream: Number(frame('tcp.stream')[0]),
		notes: notes.filter((note) => note !== 'retransmission' || isPlain(notes)),
		roundTrip: milliseconds(frame('tcp.analysis.ack_rtt')[0]),
		handshake: milliseconds(frame('tcp.analysis.initial_rtt')[0]),
		isTunnelled: layersOf(frame).filter((layer) => /^ip(v6)?$/.test(layer)).length > 1,
	};
}

/** tshark calls every kind of retransmission one, besides its own name. */
function isPlain(notes: readonly PacketNote[]): boolean {
	return !notes.includes('fast-retransmission') && !notes.includes('spurious-retransmission');
}

function milliseconds(seconds: string | undefined): number | undefined {
	return seconds === undefined ? undefined : Number(seconds) * 1000;
}
