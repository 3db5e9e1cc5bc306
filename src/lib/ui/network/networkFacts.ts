import type { App } from '#lib/model/app.ts';
import type { AndroidNetwork, NetworkPrivateDns, UidRange } from '#lib/model/network.ts';
import type { Uid } from '#lib/model/uid.ts';
import { count, counted } from '../shared/format.ts';
import { identifying } from '../shared/identifying.svelte.ts';
import { capabilitiesOf } from './networkWords.ts';

interface Fact {
	readonly name: string;
	readonly value: string;
	readonly mono?: boolean;
	readonly exact?: string;
}

/** What the network says of itself, line by line; what it does not say has no line. */
export function factsOf(network: AndroidNetwork, appOf: (uid: Uid) => App): readonly Fact[] {
	const mono = (name: string, value: string) => ({ name, value, mono: true });
	const facts = [
		mono('Addresses', network.addresses.map((one) => identifying.address(one)).join(', ')),
		mono(
			'Gateways',
			gatewaysOf(network)
				.map((one) => identifying.address(one))
				.join(', '),
		),
		mono('Refuses', refusedOf(network).join(', ')),
		mono('DNS servers', network.dnsServers.join(', ')),
		{ name: 'Private DNS', value: network.privateDns ? dnsWords(network.privateDns) : '' },
		mono('Proxy', network.httpProxy ?? ''),
		mono('IPv4 through IPv6 (464xlat)', network.nat64Prefix ?? ''),
		{ name: 'Largest packet', value: network.mtu === undefined ? '' : `${count(network.mtu)} B` },
		{ name: 'Also', value: capabilitiesOf(network).join('; ') },
		...vpnFacts(network, appOf),
	];
	return facts.filter(({ value }) => value !== '');
}

const isDefaultRoute = (destination: string): boolean =>
	destination === '0.0.0.0/0' || destination === '::/0';

function gatewaysOf({ routes }: AndroidNetwork): readonly string[] {
	const gateways = routes.filter(({ destination }) => isDefaultRoute(destination));
	return gateways.flatMap(({ gateway }) => gateway ?? []);
}

/** Where a VPN leaves a family out, it says so by a route that refuses. */
function refusedOf({ routes }: AndroidNetwork): readonly string[] {
	return routes.filter(({ unreachable }) => unreachable).map(({ destination }) => destination);
}

function dnsWords({ used, server, broken }: NetworkPrivateDns): string {
	if (broken) return `${server ?? 'The server'} does not answer: nothing resolves`;
	if (!used) return 'not encrypted';
	return server === undefined ? 'encrypted where the servers can' : `encrypted, by ${server} alone`;
}

function vpnFacts({ vpn, underlying }: AndroidNetwork, appOf: (uid: Uid) => App): readonly Fact[] {
	if (vpn === undefined) return [];
	const { owner, session, bypassable, uids } = vpn;
	return [
		{ name: 'VPN app', value: owner === undefined ? '' : `${appOf(owner).name} (${owner})` },
		{ name: 'It calls itself', value: session ?? '' },
		{ name: 'Carried by', value: underlying.map((netId) => `network ${netId}`).join(', ') },
		{ name: 'Apps may step around it', value: bypassable === undefined ? '' : yes(bypassable) },
		{
			name: 'Covers',
			value: uids === undefined ? '' : coverage(uids),
			exact: (uids ?? []).map(({ from, to }) => `${from}-${to}`).join(', '),
		},
	];
}

const yes = (flag: boolean): string => (flag ? 'yes' : 'no');

/** The last uid of the first person on the phone. */
const LAST_OF_OWNER = 99_999;

/** Ranges with small gaps are everybody but a few; short ranges are those alone. */
function coverage(ranges: readonly UidRange[]): string {
	const covered = ranges.reduce((sum, { from, to }) => sum + Math.max(0, to - from + 1), 0);
	const whole = covered > LAST_OF_OWNER / 2;
	const left = LAST_OF_OWNER + 1 - covered;
	if (!whole) return `${counted(covered, 'uid')} alone`;
	return left > 0 ? `every app but ${counted(left, 'uid')}` : 'every app';
}
