import type { AndroidNetwork, NetworkPrivateDns, NetworkRoute, Vpn } from '../model/network.ts';
import { uid } from '../model/uid.ts';
import { listOf, told, upTo, valueOf } from './keyed.ts';
import { decimal, fieldsOf, idNumber } from './text.ts';

/** Reads one `NetworkAgentInfo{...}` of any release from 5 on; what a line that was cut off lacks stays empty. */
export function networkOf(line: string): AndroidNetwork {
	// What the link is stands in lp{}, what the network promises in nc{}; names that people chose stand elsewhere.
	const lp = part(line, ' lp{', ' nc{');
	const nc = part(line, ' nc{', undefined);
	const transports = (told(valueOf(nc, 'Transports: ')) ?? '').split('|').filter(Boolean);
	return {
		netId: decimal(/\bnetwork\{(\d{1,10})\}/.exec(line)?.[1]),
		transports,
		capabilities: capabilitiesOf(nc, line),
		...linkOf(lp, nc),
		vpn: transports.includes('VPN') ? vpnOf(nc) : undefined,
		underlying: listOf(nc, 'UnderlyingNetworks: [')
			.map((netId) => decimal(netId))
			.filter((netId) => netId !== undefined),
	};
}

/**
 * Android 5 has no capability for a network that passed the test, but a word behind the network's score. From 12 on the
 * score is written `Score(`, and what looks like the old one is a name that somebody chose.
 */
function capabilitiesOf(nc: string, line: string): readonly string[] {
	const named = (told(valueOf(nc, 'Capabilities: ', ' ]')) ?? '').split('&').filter(Boolean);
	const score = line.includes(' Score(') ? -1 : line.lastIndexOf(' Score{');
	const passed = score >= 0 && /\s(?:lastV|v)alidated\{true\}/.test(line.slice(score));
	return passed && !named.includes('VALIDATED') ? [...named, 'VALIDATED'] : named;
}

/** A connected `NetworkInfo` of a release before 5 with the line below it; undefined where it is not connected. */
export function earlyNetwork(info: string, below: string): AndroidNetwork | undefined {
	const type = told(valueOf(info, 'type: ', '[,'));
	if (type === undefined || !info.includes('state: CONNECTED/')) return undefined;
	const lp = below.includes('InterfaceName: ') ? below : '';
	return {
		netId: undefined,
		transports: [type.toUpperCase().startsWith('MOBILE') ? 'CELLULAR' : type.toUpperCase()],
		capabilities: [],
		...linkOf(lp, ''),
		vpn: undefined,
		underlying: [],
	};
}

function part(line: string, from: string, to: string | undefined): string {
	const start = line.indexOf(from);
	if (start < 0) return '';
	const end = to === undefined ? -1 : line.indexOf(to, start);
	return line.slice(start, end < 0 ? undefined : end);
}

/** `LinkProperties.toString`. A link stacked on it (464xlat) comes last and repeats the same keys. */
function linkOf(lp: string, nc: string) {
	const mtu = decimal(valueOf(lp, 'MTU: ', ' }'));
	return {
		interface: told(valueOf(lp, 'InterfaceName: ', ' }')),
		addresses: listOf(lp, 'LinkAddresses: ['),
		dnsServers: listOf(lp, ' DnsAddresses: [').map((server) => server.replace(/^\//, '')),
		routes: listOf(lp, 'Routes: [').map(routeOf),
		mtu: mtu === 0 ? undefined : mtu,
		privateDns: privateDnsOf(lp, nc),
		nat64Prefix: told(valueOf(lp, 'Nat64Prefix: ', ' }')),
		httpProxy: proxyOf(lp),
	};
}

/** `[192.0.2.9] 3128 xl=...`, or the address of a script that chooses one (AOSP `ProxyInfo.toString`). */
function proxyOf(lp: string): string | undefined {
	const [, host, port] = /HttpProxy: \[([^\]]{1,255})\] (\d{1,5})/.exec(lp) ?? [];
	if (host !== undefined && port !== undefined) return `${host}:${port}`;
	return told(valueOf(lp, 'HttpProxy: PAC Script: ', ' }'));
}

/** `192.168.1.0/24 -> 0.0.0.0 wlan0`, with `mtu 0` behind it from 10 on, or `::/0 unreachable`. */
function routeOf(text: string): NetworkRoute {
	const [destination = '', arrow, gateway] = fieldsOf(text);
	const direct = gateway === undefined || gateway === '0.0.0.0' || gateway === '::';
	return {
		destination,
		gateway: arrow === '->' && !direct ? gateway : undefined,
		unreachable: text.includes(' unreachable') || text.includes(' throw'),
	};
}

function privateDnsOf(lp: string, nc: string): NetworkPrivateDns | undefined {
	const used = valueOf(lp, 'UsePrivateDns: ');
	if (used === undefined && !lp.includes('PrivateDnsServerName: ')) return undefined;
	return {
		used: used === 'true',
		server: told(valueOf(lp, 'PrivateDnsServerName: ', ' }')),
		broken: nc.includes(' PrivateDnsBroken'),
	};
}

function vpnOf(nc: string): Vpn {
	// `OwnerUid` from 11 on; 9 and 10 wrote who set the tunnel up.
	const owner = idNumber(
		valueOf(nc, ' OwnerUid: ', ' ]') ?? valueOf(nc, ' EstablishingAppUid: ', ' ]'),
	);
	return {
		owner: owner === undefined ? undefined : uid(owner),
		session: told(sessionOf(nc)),
		bypassable: booleanOf(valueOf(nc, 'bypassable=', ' ,}')),
		uids: nc.includes(' Uids: <{') ? listOf(nc, ' Uids: <{', '}').flatMap(rangeOf) : undefined,
	};
}

/** The app chose the name; it ends where the next word of `VpnTransportInfo.toString` begins, or the brace. */
function sessionOf(nc: string): string | undefined {
	const key = 'sessionId=';
	const start = nc.indexOf(key);
	if (start < 0) return undefined;
	const end = nc.indexOf(', bypassable=', start);
	return end < 0 ? upTo(nc, start + key.length, '}') : nc.slice(start + key.length, end);
}

const booleanOf = (word: string | undefined): boolean | undefined =>
	word === 'true' ? true : word === 'false' ? false : undefined;

function rangeOf(text: string): readonly { readonly from: number; readonly to: number }[] {
	const [from, to] = text.split('-', 2).map((end) => idNumber(end));
	return from === undefined ? [] : [{ from, to: to ?? from }];
}
