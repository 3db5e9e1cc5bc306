import * as v from 'valibot';
import type { ProbeId } from '../model/reading.ts';
import { socketProtocols, socketStates, socketTables, timerKinds } from '../model/socket.ts';
import { MAX_RAW, MAX_ROWS, MAX_TEXT } from './limits.ts';
import { carriedValues, type CarriedId } from './schemaCarried.ts';
import {
	anyUid,
	count,
	endpoint,
	integer,
	kernelUid,
	later,
	list,
	maybe,
	sentence,
	span,
	text,
	time,
	word,
} from './schemaParts.ts';

const phone = v.object({
	model: word,
	manufacturer: word,
	androidRelease: word,
	sdk: count,
	buildType: word,
	securityPatch: maybe(word),
	abi: maybe(word),
	emulator: v.boolean(),
	debuggable: v.boolean(),
	uid: anyUid,
	groups: list(count, MAX_ROWS.groups),
	selinuxContext: maybe(sentence),
	selinuxMode: later(v.picklist(['enforcing', 'permissive', 'disabled'])),
	clock: maybe(time),
});

const direction = {
	bytes: count,
	packets: count,
	errs: count,
	drop: count,
	fifo: count,
	compressed: count,
};

export const interfaceRows = list(
	v.object({
		name: word,
		rx: v.object({ ...direction, frame: count, multicast: count }),
		tx: v.object({ ...direction, colls: count, carrier: count }),
	}),
	MAX_ROWS.interfaces,
);

export const socket = v.object({
	protocol: v.picklist(socketProtocols),
	table: v.picklist(socketTables),
	local: endpoint,
	remote: endpoint,
	state: v.picklist(socketStates),
	uid: maybe(kernelUid),
	inode: count,
	txQueue: count,
	rxQueue: count,
	drops: maybe(integer(0, 2 ** 32 - 1)),
	timer: later(v.object({ kind: v.picklist(timerKinds), in: span })),
	retransmits: later(count),
	process: later(v.object({ pid: count, name: word })),
});

const packages = list(
	v.object({
		name: text(MAX_TEXT.packageName),
		uid: anyUid,
		sharedUser: later(text(MAX_TEXT.packageName)),
	}),
	MAX_ROWS.packages,
);

const traffic = { rxBytes: count, rxPackets: count, txBytes: count, txPackets: count };

export const usageRows = list(v.object({ uid: anyUid, ...traffic }), MAX_ROWS.uids);

const usagePart = v.object({
	uid: anyUid,
	interface: word,
	set: v.picklist(['background', 'foreground']),
	tag: integer(0, 2 ** 32 - 1),
	...traffic,
});

const usage = v.object({
	source: v.picklist(['bpf', 'qtaguid', 'uid_stat']),
	rows: usageRows,
	doubts: list(sentence, MAX_ROWS.doubts),
	parts: later(
		v.object({ since: v.picklist(['boot', 'poll']), rows: list(usagePart, MAX_ROWS.uids) }),
	),
	foreground: later(list(anyUid, MAX_ROWS.uids)),
	interfaces: later(list(v.object({ interface: word, ...traffic }), MAX_ROWS.interfaces)),
});

const parseFailure = v.object({
	kind: v.literal('malformed'),
	expected: sentence,
	line: count,
	text: text(MAX_RAW),
});

const shellFailure = v.variant('kind', [
	v.object({ kind: v.literal('disconnected') }),
	v.object({ kind: v.literal('cancelled') }),
	v.object({ kind: v.literal('timed-out'), after: span }),
	v.object({ kind: v.literal('refused'), message: sentence }),
]);

const unread = [
	v.object({ kind: v.literal('denied'), why: sentence, remedy: later(v.literal('root')) }),
	v.object({ kind: v.literal('missing'), why: sentence }),
	v.object({ kind: v.literal('unparsed'), failure: parseFailure }),
	v.object({ kind: v.literal('interrupted'), failure: shellFailure }),
] as const;

const outcome = <const Value extends v.GenericSchema>(value: Value) =>
	v.variant('kind', [v.object({ kind: v.literal('ok'), value }), ...unread]);

const valueless = v.variant('kind', [v.object({ kind: v.literal('ok') }), ...unread]);

/** Probes whose values stand in a snapshot as they are, in files and in links. Links hold places in this list: only ever append. */
export const VALUED_IDS = [
	'identity',
	'interfaces',
	'sockets',
	'packages',
	'usage',
] as const satisfies readonly ProbeId[];

type SaidId = Exclude<ProbeId, (typeof VALUED_IDS)[number]>;

const asked = (probe: ProbeId) => ({
	probe: v.custom<ProbeId>((input) => input === probe),
	at: time,
	duration: span,
	command: sentence,
	exit: maybe(integer(-(2 ** 31), 2 ** 31 - 1)),
	raw: text(MAX_RAW),
	stderr: text(MAX_RAW),
});

const reading = <const Value extends v.GenericSchema>(probe: ProbeId, value: Value) =>
	v.exactOptional(v.object({ ...asked(probe), outcome: outcome(value) }));

/**
 * A reading that is kept as its text: whoever opens it reads the text anew (docs/decisions/0015). Without text, since it
 * came by a link, it has the value.
 */
const carried = <const Id extends CarriedId>(probe: Id) => {
	const value = v.exactOptional(carriedValues[probe]);
	const ok = v.object({ kind: v.literal('ok'), value });
	const common = asked(probe);
	const text = v.pipe(common.raw, v.minLength(1));
	return v.exactOptional(
		v.union([
			v.object({ ...common, raw: text, outcome: valueless }),
			v.object({ ...common, raw: v.literal(''), outcome: v.variant('kind', [ok, ...unread]) }),
		]),
	);
};

/** The same of a reading that no link carries. */
const said = (probe: ProbeId) => v.exactOptional(v.object({ ...asked(probe), outcome: valueless }));

const valued = {
	identity: reading('identity', phone),
	interfaces: reading('interfaces', interfaceRows),
	sockets: reading('sockets', list(socket, MAX_ROWS.sockets)),
	packages: reading('packages', packages),
	usage: reading('usage', usage),
};

const told = {
	neighbours: said('neighbours'),
	otherSockets: said('otherSockets'),
	processes: said('processes'),
	socketHolders: said('socketHolders'),
	connectivity: carried('connectivity'),
	privateDns: carried('privateDns'),
	resolver: carried('resolver'),
	sysctl: carried('sysctl'),
	tethering: carried('tethering'),
	wifi: carried('wifi'),
	telephony: carried('telephony'),
	modem: said('modem'),
	bluetooth: said('bluetooth'),
	users: said('users'),
	firewall: said('firewall'),
	kernelLog: said('kernelLog'),
	netpolicy: carried('netpolicy'),
	uidFirewall: carried('uidFirewall'),
	netstats: said('netstats'),
	history: said('history'),
	intrusionLog: said('intrusionLog'),
	protocols: carried('protocols'),
	links: carried('links'),
	routing: said('routing'),
} satisfies Readonly<Record<SaidId, object>>;

/** Probes that a file keeps the text of; links carry some of their values (schemaCarried.ts). */
export const SAID_IDS = Object.keys(told) as readonly SaidId[];

/** Every probe there is. */
export const PROBE_IDS: readonly ProbeId[] = [...VALUED_IDS, ...SAID_IDS];

export const readings = v.object({ ...valued, ...told });
