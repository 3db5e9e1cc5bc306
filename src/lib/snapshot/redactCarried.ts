// What a link tells of the readings that it carries beside the five of old: no name of a network, a server of one's own
// or a person, no hardware address, no address of the phone. The schema (schemaCarried.ts) drops whatever it does not name.
import type { Connectivity, AndroidNetwork } from '../model/network.ts';
import type { ResolverNetwork } from '../model/dns.ts';
import type { ProbeValues } from '../model/reading.ts';
import type { Tethering } from '../model/tethering.ts';
import type { AddressHider } from './address.ts';
import { DOUBTFUL, NOT_IN_LINK } from './linkWords.ts';
import { withoutHardwareIds } from './names.ts';
import type { CarriedId } from './schemaCarried.ts';

type Sharers = {
	readonly [Id in CarriedId]: (value: ProbeValues[Id], hider: AddressHider) => ProbeValues[Id];
};

/** The server of Private DNS may be made for one customer, and name the account. */
const hiddenText = (text: string | undefined): string | undefined =>
	text === undefined ? undefined : NOT_IN_LINK;

const hiddenName = (text: string): string => (text === '' ? '' : NOT_IN_LINK);

const maybeName = (name: string | undefined): string | undefined =>
	name === undefined ? undefined : withoutHardwareIds(name);

const sharedNetwork = (network: AndroidNetwork, hider: AddressHider): AndroidNetwork => ({
	netId: network.netId,
	transports: network.transports,
	capabilities: network.capabilities,
	interface: maybeName(network.interface),
	addresses: [],
	dnsServers: network.dnsServers.map((server) => hider.text(server)),
	routes: network.routes.map(({ destination, gateway, unreachable }) => ({
		destination: hider.text(destination),
		gateway: gateway === undefined ? undefined : hider.text(gateway),
		unreachable,
	})),
	mtu: network.mtu,
	privateDns: network.privateDns && {
		used: network.privateDns.used,
		server: hiddenText(network.privateDns.server),
		broken: network.privateDns.broken,
	},
	nat64Prefix: network.nat64Prefix === undefined ? undefined : hider.text(network.nat64Prefix),
	httpProxy: hiddenText(network.httpProxy),
	vpn: network.vpn && { ...network.vpn, session: undefined },
	underlying: network.underlying,
});

const sharedConnectivity = (of: Connectivity, hider: AddressHider): Connectivity => ({
	defaultNetwork: of.defaultNetwork,
	networks: of.networks.map((network) => sharedNetwork(network, hider)),
	blocked: of.blocked,
	dataSaver: of.dataSaver,
});

/** Clients and their connections are other people's. */
const sharedTethering = (of: Tethering): Tethering => ({
	downstreams: of.downstreams.map((row) => ({ ...row, name: withoutHardwareIds(row.name) })),
	upstreamWanted: of.upstreamWanted,
	upstreams: of.upstreams.map(withoutHardwareIds),
	bpf: of.bpf,
	forwarded: of.forwarded.map((row) => ({ ...row, upstream: withoutHardwareIds(row.upstream) })),
	...{ hardware: [], flows: [], clients: [] },
});

const sharedResolver = (of: ResolverNetwork, hider: AddressHider): ResolverNetwork => ({
	netId: of.netId,
	servers: of.servers.map((row) => ({ ...row, address: hider.text(row.address) })),
	privateDnsMode: of.privateDnsMode,
	privateDns: of.privateDns.map(({ address, name, status }) => ({
		...{ address: hider.text(address), name: hiddenName(name), status },
	})),
	statistics: of.statistics.map((row) => ({ ...row, address: hider.text(row.address) })),
	nat64: of.nat64 === undefined ? undefined : hider.text(of.nat64),
});

/** What is shared of each value. */
export const sharers: Sharers = {
	connectivity: sharedConnectivity,
	privateDns: ({ mode, specifier, defaultMode }) => ({
		...{ mode, specifier: hiddenText(specifier), defaultMode },
	}),
	netpolicy: (policy) => ({
		...policy,
		meteredInterfaces: policy.meteredInterfaces.map(withoutHardwareIds),
		// Of the apps those alone of which something is said.
		uidStates: policy.uidStates.filter(
			({ rules, blocked }) => rules.length > 0 || blocked.length > 0,
		),
	}),
	tethering: sharedTethering,
	uidFirewall: ({ enabled, rows, noInternet, doubts }) => ({
		...{ enabled, noInternet, doubts: doubts.length === 0 ? [] : [DOUBTFUL] },
		rows: rows.map((row) => ({ ...row, interface: maybeName(row.interface) })),
	}),
	resolver: (networks, hider) => networks.map((network) => sharedResolver(network, hider)),
	wifi: ({ enabled, connection }) => ({
		enabled,
		connection: connection && {
			...connection,
			...{ ssid: undefined, bssid: undefined, mac: undefined, address: undefined },
		},
	}),
	telephony: ({ phones }) => ({
		phones: phones.map((phone) => ({ ...phone, operator: undefined })),
	}),
	links: (rows) =>
		rows.map((link) => ({
			...link,
			name: withoutHardwareIds(link.name),
			...{ mac: undefined, addresses: [] },
		})),
	sysctl: (values) =>
		values.map(({ key, interface: link, value }) => ({ key, interface: maybeName(link), value })),
	// A counter that never moved says nothing.
	protocols: ({ groups, softnet, unread }) => ({
		groups: groups.map(({ file, name, counters }) => ({
			...{ file, name, counters: counters.filter(({ value }) => value !== 0) },
		})),
		softnet,
		unread: unread.map(({ file }) => ({ file, why: NOT_IN_LINK })),
	}),
};
