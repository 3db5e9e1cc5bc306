import type { KnownPort, PortMeaning, PortNumbers } from '../model/port.ts';
import { protocolName } from '../model/protocol.ts';
import { waits, type Socket } from '../model/socket.ts';
import { APP_PORTS } from './portsApps.ts';
import { LOCAL_PORTS } from './portsLocal.ts';
import { SYSTEM_PORTS } from './portsSystem.ts';

type Ported = 'tcp' | 'udp';
type ByPort = ReadonlyMap<number, KnownPort>;

/** Everything that Porthole knows of ports; whoever needs a service or words takes it from here. */
const KNOWN_PORTS: readonly KnownPort[] = [...SYSTEM_PORTS, ...APP_PORTS, ...LOCAL_PORTS];

function byPort(protocol: Ported): ByPort {
	const known = new Map<number, KnownPort>();
	for (const row of KNOWN_PORTS) {
		if (row.protocol !== protocol && row.protocol !== 'both') continue;
		const unregistered = { ...row, iana: undefined };
		for (const number of row.ports.flatMap(numbersOf)) known.set(number, row);
		for (const number of (row.also ?? []).flatMap(numbersOf)) known.set(number, unregistered);
	}
	return known;
}

function numbersOf(port: PortNumbers): readonly number[] {
	const [from, to] = typeof port === 'number' ? [port, port] : port;
	return Array.from({ length: to - from + 1 }, (_, nth) => from + nth);
}

const PORTS: Readonly<Record<Ported, ByPort>> = { tcp: byPort('tcp'), udp: byPort('udp') };

/** What is known of a port, whoever has it. */
export const knownPort = (protocol: Ported, port: number): KnownPort | undefined =>
	PORTS[protocol].get(port);

/** Who adbd runs as when it is not root (AOSP `android_filesystem_config.h`). */
const SHELL = 2000;
/** Where wireless debugging listens since Android 11: any port of these (as seen; it asks the kernel for one). */
const WIRELESS_DEBUGGING = [30_000, 50_000] as const;
/** Above, ports are handed out by the kernel to whoever needs any (`ip_local_port_range`). */
const FIRST_DYNAMIC = 32_768;

/**
 * What a socket's port says. The far end's port names what is contacted; one's own does where the socket waits, or was
 * accepted on a port that is known where the far end's is not. Undefined where no number says anything.
 */
export function portMeaning(socket: Socket): PortMeaning | undefined {
	const { protocol, local, remote } = socket;
	if (protocol === 'raw') return rawMeaning(local.port);
	if (protocol === 'icmp') return meaning('contacted', local.port, PING);
	const ported = protocol === 'tcp' ? 'tcp' : 'udp';
	if (waits(socket)) return openMeaning(socket, ported);
	const far = knownPort(ported, remote.port);
	if (far !== undefined) return meaning('contacted', remote.port, far);
	const own = remote.port >= 1024 ? knownPort(ported, local.port) : undefined;
	return own && meaning('open', local.port, own);
}

function openMeaning(socket: Socket, protocol: Ported): PortMeaning | undefined {
	const { port } = socket.local;
	const known = knownPort(protocol, port);
	if (known !== undefined) return meaning('open', port, known);
	const [from, to] = WIRELESS_DEBUGGING;
	if (protocol === 'tcp' && socket.uid === SHELL && port >= from && port <= to) {
		return meaning('open', port, WIRELESS);
	}
	return protocol === 'udp' && port >= FIRST_DYNAMIC ? meaning('open', port, CLIENT) : undefined;
}

const WIRELESS: Omit<KnownPort, 'protocol' | 'ports'> = {
	title: 'Wireless debugging?',
	open: 'The shell waits here, as it does for wireless debugging: paired computers only, and encrypted.',
};
const CLIENT: Omit<KnownPort, 'protocol' | 'ports'> = {
	title: 'Client',
	open: 'The kernel handed out this number: somebody who asks and waits for the answer, rather than a service.',
};
const PING: Omit<KnownPort, 'protocol' | 'ports'> = {
	title: 'Ping',
	contacted: 'Asks whether a host is there. The number is the identifier of the questions.',
};

function rawMeaning(protocol: number): PortMeaning {
	const name = protocolName(protocol);
	const usual = RAW.get(protocol) ?? `Takes and sends packets of ${name} by itself.`;
	return meaning('open', protocol, {
		title: name,
		open: `${usual} The number is the protocol's, not a port.`,
	});
}

const RAW: ReadonlyMap<number, string> = new Map([
	[1, 'Hears all ICMP: pings and what the network says of lost packets.'],
	[58, 'Hears ICMPv6, how IPv6 finds routers and neighbours: normal for the network stack.'],
	[255, 'Sends packets that it wrote whole by itself.'],
]);

const UNUSUAL = {
	contacted: 'The phone talks to this port of the far end.',
	open: 'The phone waits on this port.',
} as const;

function meaning(
	side: PortMeaning['side'],
	port: number,
	known: Omit<KnownPort, 'protocol' | 'ports'>,
): PortMeaning {
	return {
		side,
		port,
		title: known.title,
		iana: known.iana,
		words: known[side] ?? UNUSUAL[side],
		concern: known.concern?.[side],
	};
}
