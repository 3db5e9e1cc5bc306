import * as v from 'valibot';
import { serviceNames } from '../model/service.ts';
import { MAX_ROWS } from './limits.ts';
import {
	anyUid,
	count,
	endpoint,
	integer,
	lapse,
	later,
	list,
	maybe,
	moment,
	orNothing,
	said,
} from './schemaParts.ts';

const bothWays = v.strictTuple([count, count]);
const tcpFlags = integer(0, 0xfff);
const octet = integer(0, 255);
const twoOctets = integer(0, 65_535);
const pair = v.strictTuple([twoOctets, twoOctets]);

const owner = v.variant('kind', [
	v.object({ kind: v.literal('unknown') }),
	v.object({ kind: v.literal('captured'), uid: anyUid }),
	v.object({ kind: v.literal('sure'), uid: anyUid }),
	v.object({ kind: v.literal('likely'), uid: anyUid }),
]);

const names = list(
	v.object({
		name: said,
		from: v.picklist(['sni', 'quic', 'http', 'connect', 'certificate', 'other', 'dns', 'capture']),
	}),
	MAX_ROWS.names,
);

const health = v.object({
	retransmittedBytes: bothWays,
	retransmissions: bothWays,
	fastRetransmissions: bothWays,
	spuriousRetransmissions: bothWays,
	outOfOrder: bothWays,
	duplicateAcks: bothWays,
	lostSegments: bothWays,
	ackedLost: bothWays,
	keepAlives: bothWays,
	zeroWindows: bothWays,
	zeroWindowProbes: bothWays,
	windowFull: bothWays,
});

const tcp = v.object({
	state: v.picklist(['syn-sent', 'established', 'midstream', 'closing', 'closed', 'reset']),
	flags: v.strictTuple([tcpFlags, tcpFlags]),
	handshake: later(lapse),
	rtt: later(v.strictTuple([orNothing(lapse), orNothing(lapse)])),
	response: later(lapse),
	mss: later(pair),
	windowScale: later(v.strictTuple([orNothing(octet), orNothing(octet)])),
	sack: later(v.boolean()),
	portReused: later(v.boolean()),
	health: later(health),
});

const tls = v.object({
	flow: count,
	at: moment,
	transport: v.picklist(['tls', 'dtls', 'quic']),
	sni: maybe(said),
	alpn: list(said, MAX_ROWS.listed),
	chosenAlpn: maybe(said),
	offered: maybe(twoOctets),
	chosen: maybe(twoOctets),
	cipher: maybe(twoOctets),
	ja4: maybe(said),
	ech: v.boolean(),
	resumed: v.boolean(),
	certificate: maybe(
		v.object({ subject: said, issuer: said, altNames: list(said, MAX_ROWS.listed) }),
	),
	quicVersion: maybe(integer(0, 2 ** 32 - 1)),
});

export const flow = v.object({
	id: count,
	protocol: octet,
	a: endpoint,
	b: endpoint,
	phone: maybe(v.picklist(['a', 'b'])),
	packets: bothWays,
	bytes: bothWays,
	first: moment,
	last: moment,
	tcp: maybe(tcp),
	names,
	owner,
	payload: later(bothWays),
	service: later(v.object({ name: v.picklist(serviceNames), by: v.picklist(['content', 'port']) })),
	interface: later(said),
	offset: later(count),
	outer: later(count),
	carrier: later(v.boolean()),
	icmp: later(v.object({ count, type: octet, code: octet })),
	credentials: later(
		list(v.picklist(['http-basic', 'http-form', 'ftp', 'mail', 'other']), MAX_ROWS.credentials),
	),
	tls: later(tls),
});
