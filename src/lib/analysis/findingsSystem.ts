import { addressScope } from '../base/ip.ts';
import type { Finding } from '../model/finding.ts';
import { valueOf } from '../model/reading.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Tethering } from '../model/tethering.ts';
import type { AppLookup } from './apps.ts';
import { counted, isApp, on, seenSockets, someOf, type Check } from './findingsCheck.ts';
import { OLD_PATCH } from './findingsThresholds.ts';
import { judgedSysctls } from './sysctl.ts';

/** How the phone itself is set up. */
export const systemChecks: readonly Check[] = [
	{ fine: 'The settings of the kernel are safe', run: riskySettings },
	{ fine: 'The phone forwards for nobody', run: forwards },
	{ fine: 'The connection is not shared', run: tethers },
	{ fine: 'Nobody else captures', run: captures },
	{ fine: 'No app can be reached at a public address', run: publicListener },
	{ fine: 'The phone is as sold', run: openBuild },
	{ fine: 'The security patch is younger than a year', run: oldPatch },
];

function riskySettings({ readings }: Snapshot): readonly Finding[] | 'not looked' {
	const values = valueOf(readings.sysctl);
	if (values === undefined) return 'not looked';
	return judgedSysctls(values)
		.filter(({ verdict }) => verdict === 'risky')
		.map(({ name, value, interfaces, why, usual }) => ({
			id: `sysctl:${name}=${value}`,
			severity: 'info' as const,
			title: `${name} is ${value}${interfaces.length === 0 ? '' : ` (${someOf(interfaces)})`}`,
			detail: `${why ?? ''} Android sets ${usual}. Only root can change it.`,
			evidence: on('system'),
		}));
}

const FORWARDING: ReadonlySet<string> = new Set([
	'net/ipv4/ip_forward',
	'net/ipv6/conf/*/forwarding',
]);

const shares = ({ downstreams, upstreamWanted }: Tethering): boolean =>
	upstreamWanted === true || downstreams.some(({ state }) => state === 'tethered');

/** The flag may linger for a while after tethering: a single reading is no more than a hint. */
function forwards({ readings }: Snapshot): readonly Finding[] | 'not looked' {
	const values = valueOf(readings.sysctl);
	const tethering = valueOf(readings.tethering);
	if (values === undefined || tethering === undefined) return 'not looked';
	const set = values.filter(
		({ key, interface: link, value }) =>
			FORWARDING.has(key) && (link === undefined || link === 'all') && value === '1',
	);
	if (set.length === 0 || shares(tethering)) return [];
	const families = set.map(({ key }) => (key.includes('ipv4') ? 'IPv4' : 'IPv6'));
	return [
		{
			id: 'forwards',
			severity: 'info',
			title: `The phone forwards ${someOf(families)} though tethering is off`,
			detail:
				'It can be a router for others. The setting may linger after tethering; virtual machines, IPv4 over IPv6 and sharing a VPN need it. Switching the hotspot on and off clears it.',
			evidence: on('system'),
		},
	];
}

function tethers({ readings }: Snapshot): readonly Finding[] | 'not looked' {
	const tethering = valueOf(readings.tethering);
	if (tethering === undefined) return 'not looked';
	if (!shares(tethering)) return [];
	const names = tethering.downstreams.filter(({ state }) => state === 'tethered');
	const clients = tethering.clients.length;
	return [
		{
			id: 'tethering',
			severity: 'info',
			title: `The connection is shared by ${someOf(names.map(({ name }) => name)) || 'tethering'}`,
			detail: `Other devices${clients === 0 ? '' : ` (${clients})`} use the plan of this phone, go beside its VPN, and can reach what listens on it.`,
			evidence: on('system'),
		},
	];
}

/** `ETH_P_ALL` (`include/uapi/linux/if_ether.h`): every packet. */
const EVERY_PACKET = 3;

function captures(
	{ readings, capture }: Snapshot,
	appOf: AppLookup,
): readonly Finding[] | 'not looked' {
	const sockets = valueOf(readings.otherSockets)?.packet;
	// Our own capture holds such a socket too.
	if (sockets === undefined || capture?.summary.origin.kind === 'tcpdump') return 'not looked';
	const taking = sockets.filter(({ etherType, running }) => running && etherType === EVERY_PACKET);
	if (taking.length === 0) return [];
	return [
		{
			id: 'foreign-capture',
			severity: 'info',
			title: `${someOf(taking.map(({ uid }) => appOf(uid).name))} takes every packet of the phone`,
			detail: `${counted(taking.length, 'packet socket')} of that kind: a capture that Porthole did not start, or a service of the maker that looks at all traffic.`,
			evidence: on('connections'),
		},
	];
}

/** No router keeps strangers away from a public IPv6 address; the carrier may. */
function publicListener(snapshot: Snapshot, appOf: AppLookup): readonly Finding[] | 'not looked' {
	const links = valueOf(snapshot.readings.links);
	const sockets = seenSockets(snapshot);
	if (links === undefined || sockets === undefined) return 'not looked';
	const open = links.filter(({ addresses }) =>
		addresses.some(({ address }) => isPublicV6(address)),
	);
	const uids = sockets.flatMap(({ protocol, state, local, uid }) =>
		protocol === 'tcp' && state === 'listen' && local.address === '::' && isApp(uid) ? uid : [],
	);
	if (open.length === 0 || uids.length === 0) return [];
	return [
		{
			id: 'public-listener',
			severity: 'warn',
			title: `${someOf(uids.map((uid) => appOf(uid).name))} may be reached from the internet`,
			detail: `${someOf(open.map(({ name }) => name))} has a public IPv6 address, and the app waits for connections on every address. Some carriers and routers keep strangers away, some do not.`,
			evidence: on('connections', 'listen'),
		},
	];
}

const isPublicV6 = (address: string): boolean =>
	address.includes(':') && addressScope(address) === 'global';

function openBuild({ readings }: Snapshot): readonly Finding[] | 'not looked' {
	const phone = valueOf(readings.identity);
	if (phone === undefined || phone.emulator) return 'not looked';
	if (!phone.debuggable && phone.buildType === 'user') return [];
	return [
		{
			id: 'open-build',
			severity: 'info',
			title: `This is a build for developers (${phone.buildType}${phone.debuggable ? ', debuggable' : ''})`,
			detail: 'ADB may become root on it: captures are easier, and protection is weaker.',
			evidence: on('system'),
		},
	];
}

function oldPatch({ readings, takenAt }: Snapshot): readonly Finding[] | 'not looked' {
	const patch = valueOf(readings.identity)?.securityPatch;
	const date = patch === undefined ? NaN : Date.parse(patch);
	if (patch === undefined || Number.isNaN(date)) return 'not looked';
	if (takenAt - date <= OLD_PATCH) return [];
	return [
		{
			id: 'old-patch',
			severity: 'info',
			title: `The security patch is of ${patch}`,
			detail:
				'Holes that were found since then are open. Look for an update; a phone that gets none any more should not meet strangers.',
			evidence: on('system'),
		},
	];
}
