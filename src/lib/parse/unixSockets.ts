import { ok, type Result } from '../base/result.ts';
import type { Absent, ParseFailure } from '../model/failure.ts';
import {
	unixTypes,
	type UnixName,
	type UnixSockets,
	type UnixType,
} from '../model/otherSockets.ts';
import { absent, fieldsOf, isRemark, linesOf, malformed } from './text.ts';

interface Row {
	/** Undefined for a type that Porthole has no word for. */
	readonly type: UnixType | undefined;
	readonly listens: boolean;
	readonly connected: boolean;
	/** Empty for most of them. */
	readonly name: string;
}

/** `include/linux/net.h`: SOCK_STREAM, SOCK_DGRAM, SOCK_SEQPACKET. */
const TYPES: ReadonlyMap<number, UnixType> = new Map([
	[1, 'stream'],
	[2, 'dgram'],
	[5, 'seqpacket'],
]);
/** `__SO_ACCEPTCON` of the flags. */
const ACCEPTS = 0x1_0000;
/** `SS_CONNECTED`. */
const CONNECTED = 3;
/** `sizeof(sun_path)` is 108; a hostile row may be longer. */
const MAX_NAME = 128;
const MAX_NAMES = 200;

const KERNEL_ROW =
	/^\s{0,4}\S{1,20}: [\da-f]{8} [\da-f]{8} ([\da-f]{8}) ([\da-f]{4}) ([\da-f]{2}) {1,20}\d{1,20}(?: (.{0,128}))?/i;

/** How `netstat -p` names a process, or that it may not. */
const PROGRAM = /^(?:-$|\d{1,10}\/)/;

/** Reads `/proc/net/unix`. */
export function parseProcNetUnix(text: string): Result<UnixSockets, ParseFailure | Absent> {
	const rows: Row[] = [];
	let titled = false;
	for (const [index, line] of linesOf(text).entries()) {
		if (/^Num\s/.test(line)) titled = true;
		else if (line.trim() !== '' && !isRemark(line)) {
			const row = kernelRow(line);
			if (row === undefined) return malformed('a row of /proc/net/unix', index, line);
			rows.push(row);
		}
	}
	return titled ? ok(summary(rows)) : absent('/proc/net/unix');
}

function kernelRow(line: string): Row | undefined {
	const [, flags, type = '', state = '', name = ''] = KERNEL_ROW.exec(line) ?? [];
	if (flags === undefined) return undefined;
	return {
		type: TYPES.get(Number.parseInt(type, 16)),
		listens: (Number.parseInt(flags, 16) & ACCEPTS) !== 0,
		connected: Number.parseInt(state, 16) === CONNECTED,
		name,
	};
}

/** Reads the UNIX sockets of `netstat` (toybox `netstat.c`); without `-a` it leaves out those that listen. */
export function parseNetstatUnix(text: string): Result<UnixSockets, ParseFailure | Absent> {
	const rows: Row[] = [];
	let titled = false;
	let processes = false;
	for (const [index, line] of linesOf(text).entries()) {
		if (line.startsWith('Proto RefCnt')) {
			titled = true;
			processes = line.includes('PID/Program');
		} else if (line.startsWith('unix ')) {
			const row = listedRow(fieldsOf(line), processes);
			if (row === undefined) return malformed('a row of netstat about UNIX', index, line);
			rows.push(row);
		}
	}
	return titled ? ok(summary(rows)) : absent('UNIX sockets of netstat');
}

/** `unix 2 [ ACC ] STREAM LISTENING 17395 /dev/socket/dnsproxyd`; most have neither state nor path. */
function listedRow(fields: readonly string[], processes: boolean): Row | undefined {
	const [type, ...after] = fields.slice(fields.indexOf(']') + 1);
	const inode = after.findIndex((field) => /^\d{1,20}$/.test(field));
	if (type === undefined || inode < 0 || inode > 1 || !fields.includes(']')) return undefined;
	const state = inode === 1 ? after[0] : undefined;
	const behind = after.slice(inode + 1);
	const named = processes && PROGRAM.test(behind[0] ?? '');
	return {
		type: unixTypes.find((name) => name === type.toLowerCase()),
		listens: state === 'LISTENING',
		connected: state === 'CONNECTED',
		name: behind.slice(named ? 1 : 0).join(' '),
	};
}

function summary(rows: readonly Row[]): UnixSockets {
	const ofType = (type: UnixType): number => rows.filter((row) => row.type === type).length;
	const names = namesOf(rows);
	return {
		total: rows.length,
		byType: { stream: ofType('stream'), dgram: ofType('dgram'), seqpacket: ofType('seqpacket') },
		listening: rows.filter(({ listens }) => listens).length,
		connected: rows.filter(({ connected }) => connected).length,
		names: names.slice(0, MAX_NAMES),
		moreNames: Math.max(0, names.length - MAX_NAMES),
	};
}

function namesOf(rows: readonly Row[]): readonly UnixName[] {
	const names = new Map<string, UnixName>();
	for (const row of rows) {
		const name = row.name.slice(0, MAX_NAME);
		if (name === '') continue;
		const before = names.get(name);
		const listens = row.listens || before?.listens === true;
		names.set(name, { name, sockets: (before?.sockets ?? 0) + 1, listens });
	}
	return [...names.values()].sort(
		(a, b) => Number(b.listens) - Number(a.listens) || b.sockets - a.sockets,
	);
}
