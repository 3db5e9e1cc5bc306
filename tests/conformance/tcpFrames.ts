import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { PacketNote } from '#lib/model/flow.ts';

const run = promisify(execFile);

/** tshark's fields of the sequence analysis, and our words for them. */
export const NOTES: readonly (readonly [field: string, note: PacketNote])[] = [
	['retransmission', 'retransmission'],
	['fast_retransmission', 'fast-retransmission'],
	['spurious_retransmission', 'spurious-retransmission'],
	['out_of_order', 'out-of-order'],
	['duplicate_ack', 'duplicate-ack'],
	['lost_segment', 'lost-segment'],
	['ack_lost_segment', 'ack-lost-segment'],
	['keep_alive', 'keep-alive'],
	['keep_alive_ack', 'keep-alive-ack'],
	['zero_window', 'zero-window'],
	['zero_window_probe', 'zero-window-probe'],
	['zero_window_probe_ack', 'zero-window-probe-ack'],
	['window_update', 'window-update'],
	['window_full', 'window-full'],
	['reused_ports', 'port-reused'],
];

const LAYERS = ['frame.number', 'frame.protocols', 'tcp.stream'] as const;
const TIMES = ['tcp.analysis.ack_rtt', 'tcp.analysis.initial_rtt'] as const;

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
	const fields = [...LAYERS, ...TIMES, ...NOTES.map(([field]) => `tcp.analysis.${field}`)];
	const options = ['-n', '-r', path, '-Y', 'tcp', '-T', 'fields'];
	const { stdout } = await output([...options, ...fields.flatMap((field) => ['-e', field])]);
	const lines = stdout.split('\n').filter(Boolean);
	return lines
		.map((line) => line.split('\t'))
		.filter(holdsOne)
		.map(readFrame);
}

function holdsOne([, protocols = '', stream = '']: readonly string[]): boolean {
	const layers = layersOf(protocols);
	const isQuoted = layers.some((layer) => layer.startsWith('icmp'));
	return !isQuoted && stream !== '' && layers.filter((layer) => layer === 'tcp').length === 1;
}

const layersOf = (protocols: string): readonly string[] => protocols.split(':');

function readFrame(values: readonly string[]): TcpFrame {
	const [number, protocols = '', stream, roundTrip = '', handshake = '', ...flags] = values;
	const notes = NOTES.filter((_, index) => (flags[index] ?? '') !== '').map(([, note]) => note);
	return {
		index: Number(number) - 1,
		stream: Number(stream),
		notes: notes.filter((note) => note !== 'retransmission' || isPlain(notes)),
		roundTrip: milliseconds(roundTrip),
		handshake: milliseconds(handshake),
		isTunnelled: layersOf(protocols).filter((layer) => /^ip(v6)?$/.test(layer)).length > 1,
	};
}

/** tshark calls every kind of retransmission one, besides its own name. */
function isPlain(notes: readonly PacketNote[]): boolean {
	return !notes.includes('fast-retransmission') && !notes.includes('spurious-retransmission');
}

function milliseconds(seconds: string): number | undefined {
	return seconds === '' ? undefined : Number(seconds) * 1000;
}

/** tshark ends with an error where the file is damaged, having printed what it could read. */
async function output(args: readonly string[]): Promise<{ stdout: string }> {
	try {
		return await run('tshark', args, { maxBuffer: 1 << 28 });
	} catch (error) {
		if (error instanceof Error && 'stdout' in error) return { stdout: String(error.stdout) };
		throw error;
	}
}
