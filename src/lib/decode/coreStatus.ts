import * as layout from '#core/layout.ts';
import type { EpochMs } from '../base/units.ts';
import type { Stop } from '../model/capture.ts';
import type { CoreMemory } from './coreMemory.ts';
import type { ReaderStatus } from './reader.ts';

const FORMATS: ReadonlyMap<number, 'pcap' | 'pcapng'> = new Map([
	[layout.FORMAT_PCAP, 'pcap'],
	[layout.FORMAT_PCAPNG, 'pcapng'],
]);

const REASONS: ReadonlyMap<number, Stop['reason']> = new Map([
	[layout.STOP_TRUNCATED, 'truncated'],
	[layout.STOP_MALFORMED, 'malformed'],
	[layout.STOP_NOT_A_CAPTURE, 'not-a-capture'],
	[layout.STOP_UNSUPPORTED_FORMAT, 'unsupported-format'],
]);

/** The record of layout STATUS_* that stands at `at`. */
export function readStatus(memory: CoreMemory, at: number): ReaderStatus {
	const timed = memory.u8(at + layout.STATUS_TIMED) === 1;
	const epochMs = epochClock(memory, at);
	const firstNanos = memory.f64(at + layout.STATUS_FIRST);
	const lastNanos = memory.f64(at + layout.STATUS_LAST);
	return {
		read: memory.f64(at + layout.STATUS_READ),
		format: FORMATS.get(memory.u8(at + layout.STATUS_FORMAT)),
		linkTypes: readLinkTypes(memory, at),
		packets: memory.f64(at + layout.STATUS_PACKETS),
		bytes: memory.f64(at + layout.STATUS_BYTES),
		cut: memory.f64(at + layout.STATUS_CUT),
		undecoded: memory.f64(at + layout.STATUS_UNDECODED),
		first: timed ? epochMs(firstNanos) : undefined,
		last: timed ? epochMs(lastNanos) : undefined,
		firstNanos: timed ? firstNanos : undefined,
		lastNanos: timed ? lastNanos : undefined,
		flows: countOf(memory, at, layout.TABLE_FLOWS),
		dns: countOf(memory, at, layout.TABLE_MESSAGES),
		tls: countOf(memory, at, layout.TABLE_TLS),
		http: countOf(memory, at, layout.TABLE_HTTP),
		hosts: countOf(memory, at, layout.TABLE_HOSTS),
		indexed: countOf(memory, at, layout.TABLE_PACKETS),
		stopped: memory.f64(at + layout.STATUS_STOPPED),
		damages: memory.u32(at + layout.STATUS_DAMAGES),
		evicted: memory.f64(at + layout.STATUS_EVICTED),
		stop: readStop(memory, at),
	};
}

/** Records in a table (layout TABLE_*). */
export function countOf(memory: CoreMemory, status: number, table: number): number {
	return memory.u32(status + layout.STATUS_COUNTS + 4 * table);
}

function readStop(memory: CoreMemory, at: number): Stop | undefined {
	const reason = REASONS.get(memory.u8(at + layout.STATUS_STOP));
	return reason && { reason, offset: memory.f64(at + layout.STATUS_STOP_OFFSET) };
}

function readLinkTypes(memory: CoreMemory, at: number): readonly number[] {
	const count = memory.u8(at + layout.STATUS_LINK_COUNT);
	const listed = Array.from({ length: count }, (_, index) =>
		memory.u16(at + layout.STATUS_LINKS + 2 * index),
	);
	return listed.sort((one, other) => one - other);
}

/** The first and the last moment that a Date can show (ECMA-262 21.4.1.1), either way from 1970. */
const FAR = 8.64e15;

/** Turns the core's times (nanoseconds after the first packet) into time since 1970, as far as a calendar reaches. */
export function epochClock(memory: CoreMemory, at: number): (nanos: number) => EpochMs {
	const milliseconds = memory.f64(at + layout.STATUS_EPOCH_SECONDS) * 1000;
	const nanoseconds = memory.f64(at + layout.STATUS_EPOCH_NANOS);
	return (nanos) => Math.min(FAR, Math.max(-FAR, milliseconds + (nanoseconds + nanos) / 1e6));
}

/** The epoch of the capture as exact numbers: whole seconds since 1970, and nanoseconds. */
export function readEpoch(
	memory: CoreMemory,
	at: number,
): readonly [seconds: number, nanos: number] {
	return [memory.f64(at + layout.STATUS_EPOCH_SECONDS), memory.f64(at + layout.STATUS_EPOCH_NANOS)];
}
