// The readings of a share link: the value where there was one, the kind of the outcome where not.
import * as v from 'valibot';
import type { InterfaceCounters, UidUsage } from '../model/counters.ts';
import type { Package } from '../model/app.ts';
import type { Phone } from '../model/phone.ts';
import type { Outcome, ProbeValues, Reading, Readings } from '../model/reading.ts';
import type { Socket } from '../model/socket.ts';
import { uid } from '../model/uid.ts';
import type { AddressHider } from './address.ts';
import { DOUBTFUL, NO_RAW_TEXT, NO_WORDS, NOT_IN_LINK } from './linkWords.ts';
import { withoutHardwareIds } from './names.ts';
import { sharers } from './redactCarried.ts';
import { CARRIED_IDS, carriedValues, type CarriedId } from './schemaCarried.ts';

/** AOSP android_filesystem_config.h: what adbd is on every phone that gives no more. */
const AID_SHELL = uid(2000);

/** Which phone it is, as its owner would say it; nothing about how well it is locked. */
const sharedPhone = (phone: Phone): Phone => ({
	model: phone.model,
	manufacturer: phone.manufacturer,
	androidRelease: phone.androidRelease,
	sdk: phone.sdk,
	emulator: phone.emulator,
	buildType: NOT_IN_LINK,
	uid: AID_SHELL,
	securityPatch: undefined,
	abi: undefined,
	debuggable: false,
	groups: [],
	selinuxContext: undefined,
	clock: undefined,
});

const sharedInterfaces = (rows: readonly InterfaceCounters[]): readonly InterfaceCounters[] =>
	rows.map((row) => ({ ...row, name: withoutHardwareIds(row.name) }));

/** Sums alone: their parts are many, and change with every second. */
const sharedUsage = (usage: UidUsage): UidUsage => ({
	source: usage.source,
	rows: usage.rows,
	doubts: usage.doubts.length === 0 ? [] : [DOUBTFUL],
});

const sharedPackages = (packages: readonly Package[]): readonly Package[] =>
	packages.map(({ name, uid: of }) => ({ name, uid: of }));

/** Most telling first: what talks to somebody, what waits for somebody, the rest. */
export const rank = (socket: Socket): number =>
	socket.remote.port !== 0 ? 0 : socket.state === 'listen' ? 1 : 2;

/** Links know the tables of TCP and UDP, which is where conversations are. */
export const isShared = ({ protocol }: Socket): boolean => protocol === 'tcp' || protocol === 'udp';

/** The inode is the kernel's own number of the moment; its timers run while one looks. */
export const sharedSocket = (socket: Socket, hider: AddressHider): Socket => ({
	protocol: socket.protocol,
	table: socket.table,
	...hider.socket(socket),
	state: socket.state,
	uid: socket.uid,
	inode: 0,
	txQueue: socket.txQueue,
	rxQueue: socket.rxQueue,
	drops: socket.drops,
});

function sharedOutcome<T>(outcome: Outcome<T>, share: (value: T) => T): Outcome<T> {
	switch (outcome.kind) {
		case 'ok':
			return { kind: 'ok', value: share(outcome.value) };
		case 'denied':
			return { kind: 'denied', why: NO_WORDS };
		default:
			return { kind: 'missing', why: NO_WORDS };
	}
}

function shared<T>(reading: Reading<T>, share: (value: T) => T): Reading<T> {
	return {
		probe: reading.probe,
		at: Math.round(reading.at),
		duration: Math.round(reading.duration),
		command: '',
		exit: undefined,
		raw: '',
		stderr: NO_RAW_TEXT,
		outcome: sharedOutcome(reading.outcome, share),
	};
}

/** Packages as they are: `seenPackages` thins them out once it is known what else is shown. */
export function sharedReadings(readings: Readings, hider: AddressHider): Readings {
	const { identity, interfaces, sockets, packages, usage } = readings;
	const hideSockets = (rows: readonly Socket[]): readonly Socket[] =>
		rows
			.filter(isShared)
			.map((socket) => sharedSocket(socket, hider))
			.sort((x, y) => rank(x) - rank(y));
	return {
		...(identity && { identity: shared(identity, sharedPhone) }),
		...(interfaces && { interfaces: shared(interfaces, sharedInterfaces) }),
		...(sockets && { sockets: shared(sockets, hideSockets) }),
		...(packages && { packages: shared(packages, sharedPackages) }),
		...(usage && { usage: shared(usage, sharedUsage) }),
		...carried(readings, hider),
	};
}

const carried = (readings: Readings, hider: AddressHider): Readings =>
	CARRIED_IDS.reduce((all, id) => ({ ...all, ...one(id, readings[id], hider) }), {});

/** Only what the schema names gets into a link, and only what it would take back. */
function one<Id extends CarriedId>(
	id: Id,
	reading: Reading<ProbeValues[Id]> | undefined,
	hider: AddressHider,
): Readings {
	if (reading === undefined) return {};
	const told = shared(reading, (value) => sharers[id](value, hider));
	if (told.outcome.kind !== 'ok') return { [id]: told };
	const named = v.safeParse(carriedValues[id], told.outcome.value);
	return named.success ? { [id]: { ...told, outcome: { kind: 'ok', value: named.output } } } : {};
}
