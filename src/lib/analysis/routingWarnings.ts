import type { PacketWay } from '../model/packetWay.ts';
import type { IpFamily, Routing } from '../model/routing.ts';
import type { RoutingFacts, RoutingWarning, VpnFact } from '../model/routingFacts.ts';
import { uid, type Uid } from '../model/uid.ts';
import { netdMark } from './netdMark.ts';
import { wayOf } from './packetWay.ts';

/** Somewhere out there (Google's resolvers): only looked up, nothing is sent. */
export const SOMEWHERE: Readonly<Record<IpFamily, string>> = {
	4: '8.8.8.8',
	6: '2001:4860:4860::8888',
};

/** The first uid of apps (AOSP `android_filesystem_config.h`, AID_APP_START). */
const FIRST_APP = 10_000;

type Facts = Omit<RoutingFacts, 'warnings'>;

/** What a person should know about the ways of this phone. Found by looking ways up, not by guessing at rules. */
export function warningsOf(routing: Routing, facts: Facts): readonly RoutingWarning[] {
	if (!routing.ruled) return [];
	return [
		...noWayOut(routing, facts),
		...facts.vpns.flatMap((vpn) => ofVpn(routing, facts, vpn)),
		...lockedOut(facts),
		...tethering(facts),
		...foreign(facts),
	];
}

function wayOut(routing: Routing, facts: Facts, family: IpFamily, of: Uid): PacketWay {
	const mark = netdMark(facts, of, family);
	return wayOf(routing, { family, destination: SOMEWHERE[family], uid: of, mark });
}

function noWayOut(routing: Routing, facts: Facts): readonly RoutingWarning[] {
	// Even without a network the phone has routes to itself: where there is none, nobody told them.
	if (routing.routes.length === 0) return [];
	const ways = ([4, 6] as const).map((family) => wayOut(routing, facts, family, uid(FIRST_APP)));
	if (ways.some(({ end }) => end.kind === 'leaves')) return [];
	if (ways.some(({ end }) => end.kind === 'refused' && end.how === 'prohibit')) return [];
	const text =
		'No rule leads an ordinary app out of this phone: no network is connected, or none is the default.';
	return [{ of: 'no way', tone: 'warn', title: 'No way out', text }];
}

function ofVpn(routing: Routing, facts: Facts, vpn: VpnFact): readonly RoutingWarning[] {
	const warnings: RoutingWarning[] = [];
	const covered = vpn.uids.find(({ last }) => last >= FIRST_APP);
	const of = uid(Math.max(FIRST_APP, covered?.first ?? FIRST_APP));
	const beside = ([4, 6] as const).filter((family) => {
		const { end } = wayOut(routing, facts, family, of);
		return covered !== undefined && end.kind === 'leaves' && end.route?.table !== vpn.table;
	});
	for (const family of beside) {
		warnings.push({
			of: 'beside VPN',
			// A VPN for single destinations, or for DNS alone, leaves out both families on purpose.
			tone: beside.length === 2 ? 'info' : 'danger',
			title: `IPv${family} goes beside the VPN`,
			text: `Apps that ${vpn.title} covers still reach IPv${family} hosts by another network, with the phone’s own address.`,
		});
	}
	if (facts.locked.length === 0) {
		warnings.push({
			...{ of: 'VPN not locked', tone: 'info' },
			title: `The VPN ${vpn.title} is not locked`,
			text: 'When it goes down, apps go on without it. Android locks it under Always-on VPN, Block connections without VPN.',
		});
	}
	return warnings;
}

function lockedOut({ vpns, locked }: Facts): readonly RoutingWarning[] {
	if (locked.length === 0) return [];
	if (vpns.length > 0) {
		const text = 'What its apps send and the VPN does not take is refused.';
		return [{ of: 'locked', tone: 'info', title: 'The VPN is locked', text }];
	}
	const text =
		'Connections without VPN are blocked and no VPN is up: the apps behind this rule reach nothing.';
	return [{ of: 'locked', tone: 'warn', title: 'Waiting for the VPN', text }];
}

function tethering({ tethers }: Facts): readonly RoutingWarning[] {
	return tethers.map(({ from, title }) => ({
		...{ of: 'tethering', tone: 'info' },
		title: `Shared by ${from}`,
		text: `Devices behind ${from} go out by ${title}, beside any VPN of this phone.`,
	}));
}

function foreign({ rules, era }: Facts): readonly RoutingWarning[] {
	const others = rules.filter(({ kind }) => kind === 'foreign');
	if (others.length === 0 || era === 'kernel') return [];
	const numbers = [...new Set(others.map(({ rule }) => rule.priority))].slice(0, 6).join(', ');
	const text = `Priority ${numbers}: added by the maker, a proxy, or an app with root. They decide before every rule below them.`;
	return [{ of: 'foreign rules', tone: 'info', title: 'Rules that are not Android’s', text }];
}
