import type { Finding } from '../model/finding.ts';
import { valueOf } from '../model/reading.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { AppLookup } from './apps.ts';
import {
	conversationsOf,
	counted,
	groupBy,
	isApp,
	on,
	someOf,
	type Check,
} from './findingsCheck.ts';
import * as limit from './findingsThresholds.ts';

/** Whom apps ask for names, and how well that works. */
export const dnsChecks: readonly Check[] = [
	{ fine: 'Names go to the servers of the network', run: foreignDns },
	{ fine: 'Name servers answer fast', run: slowDns },
];

const DNS_PORT = 53;

function foreignDns(snapshot: Snapshot, appOf: AppLookup): readonly Finding[] | 'not looked' {
	const networks = valueOf(snapshot.readings.connectivity)?.networks;
	const conversations = snapshot.capture && conversationsOf(snapshot);
	if (networks === undefined || conversations === undefined) return 'not looked';
	const given = new Set(networks.flatMap(({ dnsServers }) => dnsServers));
	const owners = new Set(networks.flatMap(({ vpn }) => vpn?.owner ?? []));
	const strange = conversations.filter(
		({ remote, uid, from }) =>
			from === 'capture' &&
			remote.port === DNS_PORT &&
			!given.has(remote.address) &&
			isApp(uid) &&
			!owners.has(uid),
	);
	return [...groupBy(strange, ({ uid }) => uid)].flatMap(([uid, asked]) => {
		if (!isApp(uid) || asked.length < limit.FOREIGN_DNS) return [];
		return [
			{
				id: `foreign-dns:${uid}`,
				severity: 'warn' as const,
				title: `${appOf(uid).name} asks name servers that no network gave`,
				detail: `${someOf(asked.map(({ remote }) => remote.address))}, ${counted(asked.length, 'time')}: the app brings its own, past any filter of the network or of the phone.`,
				evidence: on('capture', `${uid} ${DNS_PORT}`),
			},
		];
	});
}

function slowDns({ readings }: Snapshot): readonly Finding[] | 'not looked' {
	const resolver = valueOf(readings.resolver);
	if (resolver === undefined) return 'not looked';
	return resolver.flatMap(({ netId, servers }) =>
		servers.flatMap(({ address, samples }) => {
			if (samples === undefined || samples.total < limit.NAME_SERVER.questions) return [];
			const lost = samples.timeouts / samples.total;
			const slow = (samples.rtt ?? 0) > limit.NAME_SERVER.slow;
			if (!slow && lost <= limit.NAME_SERVER.lost) return [];
			return [
				{
					id: `slow-dns:${netId} ${address}`,
					severity: 'warn' as const,
					title: `The name server ${address} is ${slow ? 'slow' : 'often silent'}`,
					detail: `Of its last ${samples.total} questions ${samples.timeouts} had no answer; an answer took ${samples.rtt ?? 0} ms on average. Every new name waits for it, five seconds where none comes. Private DNS or another network helps.`,
					evidence: on('system'),
				},
			];
		}),
	);
}
