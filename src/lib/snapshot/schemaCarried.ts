// The values of readings that a link carries beside the five of old (schemaReadings.ts). In a file they stand as text.
import * as v from 'valibot';
import type { LinkAddress } from '../model/link.ts';
import { protocolFiles } from '../model/protocols.ts';
import type { ProbeId } from '../model/reading.ts';
import type { TetherClient, TetherFlow } from '../model/tethering.ts';
import { MAX_ROWS } from './limits.ts';
import { anyUid, count, list, maybe, sentence, wholeNumber, word } from './schemaParts.ts';

const few = <const Item extends v.GenericSchema>(item: Item) => list(item, MAX_ROWS.carried);
const words = few(word);
const flag = v.boolean();
/** What no link may hold: the model has it, a link says nothing in its place. */
const hidden = maybe(v.custom<string>((input) => input === undefined));
const none = <T>() =>
	list(
		v.custom<T>(() => false),
		0,
	);
const amount = v.pipe(v.number(), v.finite());

const vpn = v.object({
	owner: maybe(anyUid),
	session: hidden,
	bypassable: maybe(flag),
	uids: maybe(few(v.object({ from: wholeNumber, to: wholeNumber }))),
});

const network = v.object({
	netId: maybe(count),
	transports: words,
	capabilities: words,
	interface: maybe(word),
	addresses: none<string>(),
	dnsServers: words,
	routes: few(v.object({ destination: word, gateway: maybe(word), unreachable: flag })),
	mtu: maybe(count),
	privateDns: maybe(v.object({ used: flag, server: maybe(word), broken: flag })),
	nat64Prefix: maybe(word),
	httpProxy: maybe(word),
	vpn: maybe(vpn),
	underlying: few(count),
});

const connectivity = v.object({
	defaultNetwork: maybe(count),
	networks: few(network),
	blocked: few(v.object({ uid: anyUid, by: v.picklist(['reasons', 'rules']), mask: count })),
	dataSaver: maybe(flag),
});

const privateDns = v.object({
	mode: maybe(word),
	specifier: maybe(word),
	defaultMode: maybe(word),
});

const netpolicy = v.object({
	dataSaver: maybe(flag),
	batterySaver: maybe(flag),
	doze: maybe(flag),
	restrictedMode: maybe(flag),
	lowPowerStandby: maybe(flag),
	meteredInterfaces: words,
	plans: few(
		v.object({
			network: word,
			warning: maybe(count),
			limit: maybe(count),
			metered: maybe(flag),
			inferred: flag,
		}),
	),
	uidPolicies: few(v.object({ uid: anyUid, policies: words })),
	uidStates: few(v.object({ uid: anyUid, state: maybe(word), rules: words, blocked: words })),
});

const tethering = v.object({
	downstreams: few(
		v.object({
			name: word,
			state: v.picklist(['available', 'tethered', 'local', 'unavailable', 'other']),
			error: wholeNumber,
		}),
	),
	upstreamWanted: maybe(flag),
	upstreams: words,
	bpf: maybe(flag),
	forwarded: few(v.object({ upstream: word, rxBytes: count, txBytes: count })),
	// Who the clients are and whom they talk to is theirs; what the maker says of its hardware is text.
	hardware: none<string>(),
	flows: none<TetherFlow>(),
	clients: none<TetherClient>(),
});

const uidFirewall = v.object({
	enabled: words,
	rows: few(v.object({ uid: anyUid, matches: words, interface: maybe(word) })),
	noInternet: few(anyUid),
	doubts: few(sentence),
});

const samples = v.object({
	total: count,
	successes: count,
	errors: count,
	timeouts: count,
	internalErrors: count,
	rtt: maybe(amount),
});

const resolver = few(
	v.object({
		netId: count,
		servers: few(v.object({ address: word, samples: maybe(samples), broken: flag })),
		privateDnsMode: maybe(word),
		privateDns: few(v.object({ address: word, name: word, status: word })),
		statistics: few(
			v.object({
				protocol: word,
				address: word,
				total: count,
				rtt: maybe(amount),
				rcodes: few(v.object({ code: word, count })),
			}),
		),
		nat64: maybe(word),
	}),
);

const connection = v.object({
	ssid: hidden,
	bssid: hidden,
	mac: hidden,
	address: hidden,
	rssi: maybe(amount),
	linkSpeed: maybe(amount),
	txSpeed: maybe(amount),
	rxSpeed: maybe(amount),
	frequency: maybe(amount),
	standard: maybe(word),
	security: maybe(wholeNumber),
});

const wifi = v.object({ enabled: flag, connection: maybe(connection) });

const service = v.picklist(['in service', 'out of service', 'emergency only', 'off']);

const telephony = v.object({
	phones: few(
		v.object({
			id: count,
			voice: maybe(service),
			data: maybe(service),
			operator: hidden,
			technology: maybe(word),
			shownAs: maybe(word),
			roaming: maybe(flag),
			dataAllowed: maybe(flag),
			connection: maybe(
				v.picklist([
					'disconnected',
					'connecting',
					'connected',
					'suspended',
					'disconnecting',
					'handover',
				]),
			),
			activity: maybe(v.picklist(['none', 'in', 'out', 'in and out', 'dormant'])),
			signals: few(v.object({ technology: word, dbm: amount, level: maybe(wholeNumber) })),
		}),
	),
});

const links = list(
	v.object({
		index: count,
		name: word,
		flags: words,
		mtu: maybe(count),
		state: maybe(word),
		type: maybe(word),
		mac: hidden,
		addresses: none<LinkAddress>(),
	}),
	MAX_ROWS.interfaces,
);

const sysctl = few(v.object({ key: word, interface: maybe(word), value: word }));

const protocols = v.object({
	groups: few(
		v.object({
			file: v.picklist(protocolFiles),
			name: word,
			counters: list(v.object({ id: word, value: wholeNumber }), MAX_ROWS.counters),
		}),
	),
	softnet: few(v.object({ cpu: count, processed: count, dropped: count, timeSqueeze: count })),
	unread: few(v.object({ file: v.picklist(protocolFiles), why: sentence })),
});

/** In the order in which a link that is short of room takes them: the most telling and shortest first. */
export const carriedValues = {
	connectivity,
	privateDns,
	netpolicy,
	tethering,
	uidFirewall,
	resolver,
	wifi,
	telephony,
	links,
	sysctl,
	protocols,
} as const satisfies Partial<Record<ProbeId, v.GenericSchema>>;

export type CarriedId = keyof typeof carriedValues;

/** Word for word `Object.keys`, which forgets what it was given. */
export const CARRIED_IDS = Object.keys(carriedValues) as readonly CarriedId[];

export const isCarried = (id: string): id is CarriedId => Object.hasOwn(carriedValues, id);
