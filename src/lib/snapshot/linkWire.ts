// The shape of a link's JSON, version 1: docs/formats.md. Lists of words below are only ever appended to, since
// a link holds the place of a word in them.
import * as v from 'valibot';
import { rowsSchema } from './linkTable.ts';
import type { Frozen } from './schemaParts.ts';

export const OUTCOMES = ['ok', 'denied', 'missing'] as const;
export const SOURCES = ['bpf', 'qtaguid', 'uid_stat'] as const;
export const TABLES = ['tcp', 'tcp6', 'udp', 'udp6'] as const;
export const SOCKET_STATES = [
	'established',
	'syn-sent',
	'syn-recv',
	'fin-wait-1',
	'fin-wait-2',
	'time-wait',
	'close',
	'close-wait',
	'last-ack',
	'listen',
	'closing',
	'new-syn-recv',
] as const;
export const TCP_STATES = [
	'syn-sent',
	'established',
	'midstream',
	'closing',
	'closed',
	'reset',
] as const;
export const NAME_SOURCES = [
	'sni',
	'dns',
	'quic',
	'http',
	'connect',
	'certificate',
	'other',
	'capture',
] as const;
export const OWNERS = ['unknown', 'sure', 'likely', 'captured'] as const;
/** How a service is known; the services themselves are `serviceNames` of the model. */
export const KNOWN_BY = ['content', 'port'] as const;
export const FORMATS = ['pcap', 'pcapng'] as const;
export const STOPS = [
	'not-a-capture',
	'unsupported-format',
	'truncated',
	'malformed',
	'unsupported-link-type',
	'cancelled',
	'unreadable',
] as const;
/** Which end is the phone: nobody knows, the first, the second. */
export const SIDES = [undefined, 'a', 'b'] as const;

/** Column names. `name`, `address`, `local` and the like are places in `strings`; times are relative to `at`. */
export const READING = ['probe', 'outcome', 'at', 'duration'] as const;
export const PACKAGE = ['name', 'uid'] as const;
export const USAGE = ['uid', 'rxBytes', 'rxPackets', 'txBytes', 'txPackets'] as const;
export const INTERFACE = [
	'name',
	'rxBytes',
	'rxPackets',
	'rxErrs',
	'rxDrop',
	'rxFifo',
	'rxCompressed',
	'rxFrame',
	'rxMulticast',
	'txBytes',
	'txPackets',
	'txErrs',
	'txDrop',
	'txFifo',
	'txCompressed',
	'txColls',
	'txCarrier',
] as const;
/** `uid` and `drops` are one more than they say, 0 for unknown. */
export const SOCKET = [
	'table',
	'state',
	'uid',
	'local',
	'localPort',
	'remote',
	'remotePort',
	'txQueue',
	'rxQueue',
	'drops',
] as const;
/** `socket` is a row of `sockets`. */
export const SIGHTING = ['socket', 'firstSeen', 'lastSeen'] as const;
/** `state` is one more than its place in the list, 0 for not TCP; `last` is relative to `first`. */
export const FLOW = [
	'id',
	'protocol',
	'a',
	'aPort',
	'b',
	'bPort',
	'phone',
	'packetsAb',
	'packetsBa',
	'bytesAb',
	'bytesBa',
	'first',
	'last',
	'state',
	'flagsAb',
	'flagsBa',
	'owner',
	'uid',
] as const;
/** `flow` is a row of `flows`. */
export const FLOW_NAME = ['flow', 'name', 'from'] as const;
export const FLOW_SERVICE = ['flow', 'service', 'by'] as const;

const number = v.pipe(v.number(), v.safeInteger());
/** JSON has no undefined. */
const maybe = v.nullable(number);
const rows = v.array(number);

const usage = v.object({ source: number, doubtful: v.boolean(), rows: rowsSchema(USAGE) });

const watch = v.object({
	startedAt: number,
	endedAt: maybe,
	every: number,
	cost: v.strictTuple([number, number, number, number]),
	samples: v.pipe(v.array(v.object({ at: number, rows: rowsSchema(USAGE) })), v.maxLength(2)),
	sightings: rowsSchema(SIGHTING),
});

const capture = v.object({
	origin: v.variant('kind', [
		v.object({ kind: v.literal('file'), size: number }),
		v.object({
			kind: v.literal('tcpdump'),
			interface: number,
			filtered: v.boolean(),
			startedAt: number,
		}),
	]),
	tool: v.nullable(
		v.object({
			counts: v.strictTuple([maybe, maybe, maybe]),
			ended: v.boolean(),
			fault: v.boolean(),
		}),
	),
	format: maybe,
	linkTypes: rows,
	/** read, packets, bytes, cut, undecoded, flows, evicted, dns */
	counts: v.strictTuple([number, number, number, number, number, number, number, number]),
	first: maybe,
	last: maybe,
	/** offset, reason */
	stop: v.nullable(v.strictTuple([number, number])),
	complete: v.boolean(),
	flows: rowsSchema(FLOW),
	names: rowsSchema(FLOW_NAME),
	/** These two came later: older links do not have them, and older copies do not look at them. */
	services: v.optional(rowsSchema(FLOW_SERVICE)),
	/** Rows of `flows` that only carried others. */
	carriers: v.optional(rows),
});

const told = v.strictObject({
	outcome: number,
	at: number,
	duration: number,
	value: v.optional(v.custom<object>((input) => typeof input === 'object')),
});

/** What a link says, before it is a snapshot. */
export const linkSchema = v.object({
	at: number,
	strings: v.array(v.string()),
	/** manufacturer, model, release, API level, emulator */
	phone: v.nullable(v.strictTuple([v.string(), v.string(), v.string(), number, v.boolean()])),
	readings: rowsSchema(READING),
	interfaces: rowsSchema(INTERFACE),
	packages: rowsSchema(PACKAGE),
	usage: v.nullable(usage),
	/** Every socket once, whether it was open at the reading, seen while watching, or both. */
	sockets: rowsSchema(SOCKET),
	/** Rows of `sockets` that were open at the reading. */
	open: rows,
	watch: v.nullable(watch),
	capture: v.nullable(capture),
	leftOut: v.object({
		...v.entriesFromList(
			['flows', 'sockets', 'sightings', 'apps', 'interfaces', 'packages'],
			number,
		),
		/** Came later, as did `told`. */
		readings: v.optional(number, 0),
	}),
	/** The other readings by their probe: outcome, at, duration, and the value that the snapshot's schema looks at. */
	told: v.optional(v.record(v.string(), told)),
});

/** As it goes in: lists as columns. */
export type LinkInput = Frozen<v.InferInput<typeof linkSchema>>;
/** As it comes out: lists as rows. */
export type Link = v.InferOutput<typeof linkSchema>;
