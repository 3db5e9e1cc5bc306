import { addressScope } from '../base/ip.ts';
import type { Finding } from '../model/finding.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Socket } from '../model/socket.ts';
import { appIdOf, type Uid } from '../model/uid.ts';
import type { AppLookup } from './apps.ts';
import { groupBy, seenSockets, someOf, type Check } from './findingsCheck.ts';
import { portMeaning } from './ports.ts';

/** Where adbd listens after `adb tcpip` (AOSP `packages/modules/adb`). */
const ADB_PORT = 5555;
/** Who adbd is: root, adb, shell. */
const ADB_UIDS: ReadonlySet<number> = new Set([0, 1011, 2000]);

export const exposureChecks: readonly Check[] = [
	{ fine: 'Debugging is not reachable over the network', run: adbOnNetwork },
	{ fine: 'No app accepts connections from the network', run: openPorts },
];

/** TCP sockets that wait for connections on an address that others can reach. */
function reachable(snapshot: Snapshot): readonly Socket[] | undefined {
	return seenSockets(snapshot)?.filter(
		({ protocol, state, local }) =>
			protocol === 'tcp' && state === 'listen' && addressScope(local.address) !== 'loopback',
	);
}

const isAdb = ({ local, uid }: Socket): boolean =>
	local.port === ADB_PORT && (uid === undefined || ADB_UIDS.has(uid));

function adbOnNetwork(snapshot: Snapshot): readonly Finding[] | 'not looked' {
	const listeners = reachable(snapshot);
	if (listeners === undefined) return 'not looked';
	if (!listeners.some(isAdb)) return [];
	const identity = snapshot.readings.identity?.outcome;
	const emulator = identity?.kind === 'ok' && identity.value.emulator;
	return [
		{
			id: 'adb-network',
			severity: emulator ? 'info' : 'danger',
			title: `Debugging is reachable over the network on port ${ADB_PORT}`,
			detail: emulator
				? 'An emulator always listens there; its network is inside this computer.'
				: 'Whoever reaches this port and is accepted controls the phone. Switch it off with "adb usb", or restart the phone; take back permissions under Developer options, Revoke USB debugging authorisations.',
			evidence: { page: 'connections', filter: `:${ADB_PORT} listen` },
		},
	];
}

function openPorts(snapshot: Snapshot, appOf: AppLookup): readonly Finding[] | 'not looked' {
	const listeners = reachable(snapshot);
	if (listeners === undefined) return 'not looked';
	const others = listeners.filter((socket) => !isAdb(socket));
	return [...groupBy(others, ({ uid }) => uid)].map(([uid, sockets]) =>
		openPort(uid, sockets, appOf),
	);
}

function openPort(uid: Uid | undefined, sockets: readonly Socket[], appOf: AppLookup): Finding {
	const isApp = uid !== undefined && appIdOf(uid) >= 10_000;
	const name = uid === undefined ? 'A socket without known owner' : appOf(uid).name;
	const ports = someOf(sockets.map(portName));
	const abused = sockets.map(portMeaning).find((port) => port?.concern === 'danger');
	return {
		id: `open-port:${uid ?? 'unknown'}`,
		severity: abused !== undefined ? 'danger' : isApp ? 'warn' : 'info',
		title: `${name} accepts connections from the network`,
		detail: `It waits on TCP port ${ports}, ${reachOf(sockets)}: others on the same network can talk to it. ${abused === undefined ? '' : `${abused.words} `}File transfer, casting, remote control and chat apps do this on purpose; an app that has no reason to should be stopped.`,
		evidence: { page: 'connections', filter: `${uid ?? 'unknown'} listen` },
	};
}

/** `8080 (HTTP)`. */
function portName(socket: Socket): string {
	const title = portMeaning(socket)?.title;
	return title === undefined ? String(socket.local.port) : `${socket.local.port} (${title})`;
}

function reachOf(sockets: readonly Socket[]): string {
	const addresses = sockets.map(({ local }) => local.address);
	const anywhere = addresses.some((address) => addressScope(address) === 'unspecified');
	return anywhere ? 'on every interface' : `on ${someOf(addresses)}`;
}
