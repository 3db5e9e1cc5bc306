import { addressScope } from '../base/ip.ts';
import type { Finding } from '../model/finding.ts';
import type { AndroidNetwork, Connectivity } from '../model/network.ts';
import { valueOf } from '../model/reading.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Uid } from '../model/uid.ts';
import type { UsageParts } from '../model/counters.ts';
import type { AppLookup } from './apps.ts';
import { isApp, on, someOf, type Check } from './findingsCheck.ts';
import { BESIDE_VPN } from './findingsThresholds.ts';
import { bytesOf } from './usage.ts';

/** What Android says of the networks that the phone is on. */
export const networkChecks: readonly Check[] = [
	ofNetworks('The network wants no login', loginPage),
	ofNetworks('The network reaches the internet', noInternet),
	ofNetworks('The server of Private DNS answers', brokenDns),
	ofNetworks('No proxy is set', proxied),
	{ fine: 'No app goes beside a VPN', run: besideVpn },
];

function ofNetworks(
	fine: string,
	find: (connectivity: Connectivity, snapshot: Snapshot) => readonly Finding[],
): Check {
	return {
		fine,
		run(snapshot) {
			const connectivity = valueOf(snapshot.readings.connectivity);
			return connectivity === undefined ? 'not looked' : find(connectivity, snapshot);
		},
	};
}

const has = ({ capabilities }: AndroidNetwork, capability: string): boolean =>
	capabilities.includes(capability);

const nameOf = ({ interface: link, transports }: AndroidNetwork): string =>
	`${transports[0] ?? 'The network'}${link === undefined ? '' : ` (${link})`}`;

function loginPage({ networks }: Connectivity): readonly Finding[] {
	const portals = networks.filter((network) => has(network, 'CAPTIVE_PORTAL'));
	if (portals.length === 0) return [];
	return [
		{
			id: 'login-page',
			severity: 'info',
			title: `${someOf(portals.map(nameOf))} has a login page`,
			detail:
				'Nothing works before somebody logs in there, and such pages are often not encrypted. Open the notification of the phone. A filter that blocks the test of Android looks the same.',
			evidence: on('system'),
		},
	];
}

function noInternet({ networks, defaultNetwork }: Connectivity): readonly Finding[] {
	const network = networks.find(({ netId }) => netId !== undefined && netId === defaultNetwork);
	if (network === undefined || !has(network, 'INTERNET') || network.vpn !== undefined) return [];
	if (has(network, 'VALIDATED') || has(network, 'CAPTIVE_PORTAL')) return [];
	const partly = has(network, 'PARTIAL_CONNECTIVITY');
	return [
		{
			id: 'no-internet',
			severity: 'warn',
			title: `${nameOf(network)} is connected, ${partly ? 'and only a part works' : 'but not to the internet'}`,
			detail:
				'The test of Android did not reach its server; the phone may use mobile data instead without a word. A network that came up this moment is not tested yet, and a firewall may block the test.',
			evidence: on('system'),
		},
	];
}

function brokenDns({ networks }: Connectivity, { readings }: Snapshot): readonly Finding[] {
	const broken = networks.filter(({ privateDns }) => privateDns?.broken === true);
	if (broken.length === 0) return [];
	const server = valueOf(readings.privateDns)?.specifier ?? broken[0]?.privateDns?.server;
	return [
		{
			id: 'private-dns-broken',
			severity: 'warn',
			title: `Private DNS is set to ${server ?? 'a server'} and does not work`,
			detail: `On ${someOf(broken.map(nameOf))} that server does not answer, and with it no name resolves at all. Choose "Automatic" or another provider under Settings, Network, Private DNS. Before a login page is passed this is normal.`,
			evidence: on('system'),
		},
	];
}

function proxied({ networks }: Connectivity): readonly Finding[] {
	return networks.flatMap((network) => {
		const { httpProxy } = network;
		if (httpProxy === undefined) return [];
		const near = isNear(httpProxy);
		return [
			{
				id: `proxy:${network.netId ?? network.interface ?? ''}`,
				severity: near ? ('info' as const) : ('warn' as const),
				title: `A proxy is set on ${nameOf(network)}: ${httpProxy}`,
				detail: `Apps that ask the system for a proxy send their requests there, and whoever runs it reads what is not encrypted. ${near ? 'It is on the phone or in its own network: an ad blocker or a debugging tool, as a rule.' : 'Unless you or your employer set it, remove it in the settings of the network.'}`,
				evidence: on('system'),
			},
		];
	});
}

/** On the phone itself or in its own network; a name may be anywhere. */
function isNear(proxy: string): boolean {
	const host = proxy.replace(/:\d{1,5}$/, '');
	if (host === 'localhost') return true;
	return /^[\d.]+$|:/.test(host) && addressScope(host) !== 'global';
}

/** Apps that a VPN leaves out, and that carried something by another way. */
function besideVpn({ readings }: Snapshot, appOf: AppLookup): readonly Finding[] | 'not looked' {
	const connectivity = valueOf(readings.connectivity);
	if (connectivity === undefined) return 'not looked';
	const vpn = connectivity.networks.find((network) => network.vpn?.uids !== undefined);
	if (vpn === undefined) return [];
	const parts = valueOf(readings.usage)?.parts;
	if (parts === undefined) return 'not looked';
	const uids = uncovered(parts, vpn);
	const [first, ...more] = uids;
	if (first === undefined) return [];
	return [
		{
			id: 'beside-vpn',
			severity: 'info',
			title: `The VPN does not cover ${someOf(uids.map((uid) => appOf(uid).name))}`,
			detail: `What they send shows the real address; it is counted since ${parts.since === 'boot' ? 'boot, also from before the VPN was up' : 'Android last collected its counters'}. The VPN app may leave them out on purpose (split tunnelling).`,
			evidence: on('apps', more.length === 0 ? String(first) : ''),
		},
	];
}

function uncovered(
	{ rows }: UsageParts,
	{ interface: tunnel, vpn }: AndroidNetwork,
): readonly Uid[] {
	const inside = (uid: Uid): boolean =>
		uid === vpn?.owner || (vpn?.uids ?? []).some(({ from, to }) => uid >= from && uid <= to);
	const beside = new Map<Uid, number>();
	for (const row of rows) {
		if (row.tag !== 0 || row.interface === tunnel || row.interface === 'lo') continue;
		if (!isApp(row.uid) || inside(row.uid)) continue;
		beside.set(row.uid, (beside.get(row.uid) ?? 0) + bytesOf(row));
	}
	return [...beside].filter(([, bytes]) => bytes > BESIDE_VPN).map(([uid]) => uid);
}
