import { onTestFinished } from 'vitest';
import { compiledCore } from './core.ts';
import {
	ACK,
	clientHello,
	dnsResponse,
	joined,
	pcapHeader,
	PSH,
	record,
	SYN,
	tcp,
	udp,
	type Seen,
} from './packets.ts';
import { createReaders } from '../../src/lib/decode/core.ts';
import { createDecoder, type RecordingDecoder } from '../../src/lib/decode/decoder.ts';
import { createMemoryStore } from '../../src/lib/decode/recordings.ts';
import type { CaptureSummary } from '../../src/lib/model/capture.ts';
import type { FlowQuery } from '../../src/lib/ports/decoder.ts';

export const NOON = 1_700_000_000_000;
export const PHONE = '192.168.1.7:40000';
export const SERVER = '192.0.2.9:443';
export const BY_TIME: FlowQuery = { text: '', sort: 'first', descending: false };

const PCAP_HEADER = 24;
const RECORD_HEADER = 16;
const IPV4_HEADER = 20;

/** A name is asked for, then a TLS server is spoken to: three flows' worth of a phone's life. */
export const life: readonly Seen[] = [
	{
		at: NOON,
		packet: udp(
			{ from: '192.168.1.1:53', to: '192.168.1.7:40001' },
			dnsResponse('www.example.org', ['edge.example.net'], '192.0.2.9'),
		),
	},
	{ at: NOON + 100, packet: tcp({ from: PHONE, to: SERVER }, SYN) },
	{ at: NOON + 110, packet: tcp({ from: SERVER, to: PHONE }, SYN | ACK) },
	{
		at: NOON + 120,
		packet: tcp({ from: PHONE, to: SERVER }, PSH | ACK, clientHello('www.example.org')),
	},
	{ at: NOON + 500, packet: tcp({ from: '192.168.1.7:40002', to: '192.0.2.9:80' }, SYN) },
];

/** Many flows of one big packet each, so that the file is many chunks and slices long. */
export function longCapture(flows: number): Uint8Array<ArrayBuffer> {
	const filler = new Array<number>(1000).fill(0);
	const packet = udp({ from: '192.168.1.7:0', to: '192.0.2.9:9' }, filler);
	const one = record({ at: NOON, packet });
	const whole = joined([pcapHeader(), new Uint8Array(one.length * flows)]);
	const view = new DataView(whole.buffer);
	for (let index = 0; index < flows; index++) {
		const at = PCAP_HEADER + index * one.length;
		whole.set(one, at);
		view.setUint16(at + RECORD_HEADER + IPV4_HEADER, 1024 + index);
	}
	return whole;
}

const core = compiledCore();

/** A decoder in this thread, with the real core. Closed when the test is over. */
export function newDecoder(store = createMemoryStore()): RecordingDecoder {
	const decoder = createDecoder({ module: core, openReader: createReaders(), store });
	onTestFinished(() => decoder.close());
	return decoder;
}

export interface Summaries {
	/** Every summary so far. */
	readonly all: CaptureSummary[];
	/** Waits for the first one that is as wanted. */
	readonly until: (wanted: (summary: CaptureSummary) => boolean) => Promise<CaptureSummary>;
}

export async function listen(decoder: RecordingDecoder): Promise<Summaries> {
	const all: CaptureSummary[] = [];
	const waiting: (() => void)[] = [];
	await decoder.onSummary((summary) => {
		all.push(summary);
		for (const look of [...waiting]) look();
	});
	return {
		all,
		until: (wanted) =>
			new Promise((resolve) => {
				const look = (): void => {
					const found = all.find(wanted);
					if (found !== undefined) resolve(found);
				};
				waiting.push(look);
				look();
			}),
	};
}
