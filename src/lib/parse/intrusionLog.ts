import { ok, type Result } from '../base/result.ts';
import type { Absent, ParseFailure } from '../model/failure.ts';
import type { IntrusionEvent, IntrusionLog } from '../model/intrusionLog.ts';
import { uid } from '../model/uid.ts';
import { absent, linesOf, malformed } from './text.ts';

const LINE = /^\{"(?:dns|connect|security)_event"/;
const MAX_LINE = 64 * 1024;
const MAX_EVENTS = 200_000;
const MAX_WORD = 1024;
const MAX_ADDRESSES = 64;
/** The last moment of a `Date`. */
const MAX_TIME = 8.64e15;
const ADDRESS = /^[\da-f.:%\w]{2,64}$/i;

type Fields = Readonly<Record<string, unknown>>;

/** Whether a line is one of an intrusion log. */
export const isIntrusionLine = (line: string): boolean => LINE.test(line);

/**
 * Reads an intrusion log of Android 16: one object in JSON a line, `{"dns_event":{...}}`, `{"connect_event":{...}}`
 * or `{"security_event":{...}}` (as the Mobile Verification Toolkit documents it). A line may be cut, by a log that was
 * pulled while it was written: it is counted and the others are read.
 */
export function parseIntrusionLog(text: string): Result<IntrusionLog, ParseFailure | Absent> {
	const lines = linesOf(text);
	const first = lines.findIndex(isIntrusionLine);
	if (first < 0) return absent('events of an intrusion log');
	const log = { events: new Map<string, IntrusionEvent>(), others: 0, unread: 0, leftOut: 0 };
	for (const line of lines) if (line.trim() !== '') addLine(log, line);
	if (log.events.size === 0 && log.others === 0) {
		return malformed('an event with its time', first, lines[first] ?? '');
	}
	const events = [...log.events.values()].sort((one, other) => one.time - other.time);
	return ok({ ...log, events });
}

interface Reading {
	readonly events: Map<string, IntrusionEvent>;
	others: number;
	unread: number;
	leftOut: number;
}

function addLine(log: Reading, line: string): void {
	const [kind, fields] = entryOf(line) ?? [];
	const event = fields && eventOf(kind, fields);
	if (kind === 'security_event' && fields !== undefined) log.others += 1;
	else if (event === undefined) log.unread += 1;
	else if (log.events.size < MAX_EVENTS) log.events.set(JSON.stringify(event), event);
	else log.leftOut += 1;
}

function entryOf(line: string): readonly [string, Fields] | undefined {
	if (line.length > MAX_LINE || !LINE.test(line)) return undefined;
	try {
		const value: unknown = JSON.parse(line);
		const entries = Object.entries(isFields(value) ? value : {});
		const [kind, fields] = entries[0] ?? [];
		return kind !== undefined && isFields(fields) ? [kind, fields] : undefined;
	} catch {
		return undefined;
	}
}

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

function eventOf(kind: string | undefined, fields: Fields): IntrusionEvent | undefined {
	const time = numberOf(fields['event_time'], MAX_TIME);
	if (time === undefined) return undefined;
	const owner = numberOf(fields['uid'], 2 ** 32 - 1);
	const told = {
		time,
		packageName: wordOf(fields['package_name']),
		uid: owner === undefined ? undefined : uid(owner),
	};
	if (kind === 'dns_event') {
		const host = wordOf(fields['hostname']);
		const addresses = addressesOf(fields['ip_addresses']);
		return host === undefined
			? undefined
			: { ...told, kind: 'dns', host, addresses, port: undefined };
	}
	const address = wordOf(fields['ip_address']);
	if (kind !== 'connect_event' || address === undefined) return undefined;
	const port = numberOf(fields['port'], 65_535);
	return { ...told, kind: 'connect', ...endOf(address), port };
}

/** Java writes an address as `name/1.2.3.4`, `/1.2.3.4` where no name is known. */
function endOf(text: string): Pick<IntrusionEvent, 'host' | 'addresses'> {
	const slash = text.lastIndexOf('/');
	const address = text.slice(slash + 1);
	return {
		host: slash > 0 ? text.slice(0, slash) : undefined,
		addresses: ADDRESS.test(address) ? [address] : [],
	};
}

function addressesOf(list: unknown): readonly string[] {
	if (!Array.isArray(list)) return [];
	const items: readonly unknown[] = list.slice(0, MAX_ADDRESSES);
	return items.flatMap((item) => (typeof item === 'string' ? endOf(item).addresses : []));
}

const wordOf = (value: unknown): string | undefined =>
	typeof value === 'string' && value !== '' && value.length <= MAX_WORD ? value : undefined;

const numberOf = (value: unknown, limit: number): number | undefined =>
	typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= limit
		? value
		: undefined;
