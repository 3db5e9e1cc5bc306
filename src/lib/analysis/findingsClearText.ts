import { addressScope } from '../base/ip.ts';
import type { Finding } from '../model/finding.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { appIdOf, type Uid } from '../model/uid.ts';
import type { AppLookup } from './apps.ts';
import {
	conversationsOf,
	counted,
	groupBy,
	someOf,
	type Check,
	type Conversation,
} from './findingsCheck.ts';

const HTTP_PORT = 80;
const DNS_PORT = 53;
/** DNS over TLS, RFC 7858. */
const DOT_PORT = 853;

/** Hosts that phones ask in clear on purpose, to notice a login page in between. */
const CONNECTIVITY_CHECK =
	/^(?:connectivitycheck\.|connect\.rom\.miui\.com$|clients[13]\.google\.com$|www\.gstatic\.com$|captive\.)/;

export const clearTextChecks: readonly Check[] = [
	{ fine: 'No app uses HTTP without encryption', run: clearHttp },
	{ fine: 'No name is looked up without encryption', run: clearDns },
];

function clearHttp(snapshot: Snapshot, appOf: AppLookup): readonly Finding[] | 'not looked' {
	const conversations = conversationsOf(snapshot);
	if (conversations === undefined) return 'not looked';
	const http = conversations.filter(
		({ protocol, remote, host }) =>
			protocol === 'tcp' && remote.port === HTTP_PORT && !CONNECTIVITY_CHECK.test(host),
	);
	return [...groupBy(http, ({ uid }) => uid)].map(([uid, group]) => httpOf(uid, group, appOf));
}

function httpOf(uid: Uid | undefined, group: readonly Conversation[], appOf: AppLookup): Finding {
	const captured = group.some(({ from }) => from === 'capture');
	const name = uid === undefined ? 'An unknown app' : appOf(uid).name;
	const byApp = uid === undefined || appIdOf(uid) >= 10_000;
	const allLocal = group.every(({ remote }) => isLocal(remote.address));
	const hosts = someOf(group.map(({ host }) => host));
	const evidence = captured ? 'Seen in the capture' : 'A socket to port 80, seen in a sample';
	return {
		id: `clear-http:${uid ?? 'unknown'}`,
		severity: captured && byApp && !allLocal ? 'warn' : 'info',
		title: `${name} talks to ${hosts} without encryption`,
		detail: `${evidence}: port ${HTTP_PORT} carries HTTP in clear. Everyone on the way can read and change it. ${
			allLocal
				? 'All of it stays in the local network.'
				: 'Update the app; in a browser, switch on HTTPS only.'
		}`,
		evidence: evidenceOf(captured, uid, HTTP_PORT),
	};
}

function clearDns(snapshot: Snapshot): readonly Finding[] | 'not looked' {
	const conversations = conversationsOf(snapshot);
	if (conversations === undefined) return 'not looked';
	const clear = conversations.filter(({ remote }) => remote.port === DNS_PORT);
	if (clear.length === 0) return [];
	const captured = clear.some(({ from }) => from === 'capture');
	const servers = someOf(clear.map(({ remote }) => remote.address));
	const alsoEncrypted = conversations.some(({ remote }) => remote.port === DOT_PORT);
	return [
		{
			id: 'clear-dns',
			severity: captured && !alsoEncrypted ? 'warn' : 'info',
			title: `${alsoEncrypted ? 'Some names' : 'Names'} are looked up without encryption`,
			detail: `${questionsIn(snapshot)}DNS goes to ${servers} on port ${DNS_PORT}: who runs the Wi-Fi and the provider can read which hosts are asked for. Private DNS (Settings, Network) encrypts it from Android 9 on. ${
				clear.every(({ remote }) => isLocal(remote.address))
					? 'The server is in the local network; it may encrypt what it asks further out.'
					: 'Inside a VPN only the VPN can read it.'
			}`,
			evidence: evidenceOf(captured, undefined, DNS_PORT),
		},
	];
}

function questionsIn(snapshot: Snapshot): string {
	const questions = snapshot.capture?.dns.filter(({ kind }) => kind === 'query').length ?? 0;
	return questions === 0 ? '' : `${counted(questions, 'question')} in the capture. `;
}

function isLocal(address: string): boolean {
	const scope = addressScope(address);
	return scope === 'private' || scope === 'link-local' || scope === 'multicast';
}

function evidenceOf(captured: boolean, uid: Uid | undefined, port: number): Finding['evidence'] {
	const owner = uid === undefined ? '' : `${uid} `;
	return captured
		? { page: 'capture', filter: `${owner}${port}` }
		: { page: 'connections', filter: `${owner}:${port}` };
}
