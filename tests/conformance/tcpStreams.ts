import type { CaptureReader } from '#lib/decode/reader.ts';
import type { PacketNote } from '#lib/model/flow.ts';
import type { TcpFrame } from './tcpFrames.ts';

/** What is compared of TCP, each by lines that two readers can agree on. */
export const TCP_PARTS = ['notes', 'streams', 'handshakes', 'roundTrips'] as const;
export type TcpPart = (typeof TCP_PARTS)[number];

/** Of each part: how many were compared, and a line for every disagreement. */
export type TcpAgreement = Readonly<Record<TcpPart, { compared: number; differ: string[] }>>;

/** Milliseconds between the same time told by both: a microsecond, or what 24 bits of it leave out. */
const TOLERANCE_MS = 0.001;
const TOLERANCE = 1e-6;
/** Smoothed over many steps. */
const SMOOTHED_TOLERANCE = 1e-4;
/** RFC 6298 2.3 */
const ALPHA = 1 / 8;

interface Stream {
	readonly flow: number;
	handshake: number | undefined;
	/** Smoothed, by the direction of the data. */
	readonly roundTrips: [number | undefined, number | undefined];
}

/** What tshark said of a capture's TCP, held against what our reader says. */
export function compareTcp(frames: readonly TcpFrame[], reader: CaptureReader): TcpAgreement {
	const agreement = newAgreement();
	const streams = new Map<number, Stream>();
	for (const frame of frames) {
		const { flow, notes, way } = reader.packet(frame.index);
		if (flow === undefined || reader.flow(flow).protocol !== TCP) {
			if (!frame.isTunnelled)
				hold(agreement.streams, false, `frame ${frame.index + 1} is not read`);
			continue;
		}
		hold(agreement.notes, isSame(notes, frame.notes), noteLine(frame, notes));
		const stream = streamOf(streams, frame, flow);
		hold(agreement.streams, stream.flow === flow, `frame ${frame.index + 1} is of flow ${flow}`);
		stream.handshake = frame.handshake ?? stream.handshake;
		smooth(stream, way === 0 ? 1 : 0, frame.roundTrip);
	}
	for (const [number, stream] of streams) compareTimes(agreement, number, stream, reader);
	return agreement;
}

export function newAgreement(): TcpAgreement {
	const part = (): TcpAgreement[TcpPart] => ({ compared: 0, differ: [] });
	return { notes: part(), streams: part(), handshakes: part(), roundTrips: part() };
}

const TCP = 6;

function hold(part: TcpAgreement[TcpPart], agrees: boolean, line: string): void {
	part.compared += 1;
	if (!agrees) part.differ.push(line);
}

const isSame = (one: readonly PacketNote[], other: readonly PacketNote[]): boolean =>
	[...one].sort().join(' ') === [...other].sort().join(' ');

const noteLine = (frame: TcpFrame, notes: readonly PacketNote[]): string =>
	`frame ${frame.index + 1}: we say ${notes.join(' ')}, tshark ${frame.notes.join(' ')}`;

function streamOf(streams: Map<number, Stream>, frame: TcpFrame, flow: number): Stream {
	const known = streams.get(frame.stream);
	if (known !== undefined) return known;
	const stream: Stream = { flow, handshake: undefined, roundTrips: [undefined, undefined] };
	streams.set(frame.stream, stream);
	return stream;
}

/** Clocks that went back measure nothing. */
function smooth({ roundTrips }: Stream, way: 0 | 1, sample: number | undefined): void {
	if (sample === undefined || sample <= 0) return;
	const before = roundTrips[way];
	roundTrips[way] = before === undefined ? sample : before + (sample - before) * ALPHA;
}

function compareTimes(
	{ handshakes, roundTrips }: TcpAgreement,
	number: number,
	stream: Stream,
	reader: CaptureReader,
): void {
	const tcp = reader.flow(stream.flow).tcp;
	const line = (what: string, ours: number | undefined, theirs: number | undefined): string =>
		`stream ${number}, ${what}: we say ${ours ?? 'none'} ms, tshark ${theirs ?? 'none'} ms`;
	// tshark tells it only in frames that have something else to tell.
	if (stream.handshake !== undefined) {
		const theirs = stream.handshake > 0 ? stream.handshake : undefined;
		const agrees = isNear(tcp?.handshake, theirs, TOLERANCE);
		hold(handshakes, agrees, line('handshake', tcp?.handshake, theirs));
	}
	for (const way of [0, 1] as const) {
		const [ours, theirs] = [tcp?.rtt?.[way], stream.roundTrips[way]];
		if (ours === undefined && theirs === undefined) continue;
		hold(roundTrips, isNear(ours, theirs, SMOOTHED_TOLERANCE), line(`way ${way}`, ours, theirs));
	}
}

function isNear(ours: number | undefined, theirs: number | undefined, relative: number): boolean {
	if (ours === undefined || theirs === undefined) return ours === theirs;
	return Math.abs(ours - theirs) <= TOLERANCE_MS + relative * theirs;
}
