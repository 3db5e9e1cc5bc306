import {
	ETHER_IPV4,
	ETHER_IPV6,
	ethernet,
	ipv4,
	ipv6,
	u16,
	type Octets,
} from '../../fixtures/packets.ts';
import { pick, type World } from './world.ts';

/** The phone's own addresses: IPv4, IPv6. */
const PHONE = ['192.168.1.42', '2001:db8:1::42'] as const;
const ROUTER = ['192.168.1.1', '2001:db8:1::1'] as const;

const TCP = 6;
const UDP = 17;
const ETHERNET_HEADER = 14;
/** Where the length stands in an IP header, and how long that header is. */
const IPV4 = { lengthAt: 2, header: 20, counted: 20 };
const IPV6 = { lengthAt: 4, header: 40, counted: 0 };
const UDP_HEADER = 8;

/** A packet: its headers, and what is behind them. */
export interface Frame {
	readonly head: Uint8Array;
	readonly payload: Uint8Array;
}

/** Both ends of a conversation. */
export interface Ends {
	readonly phone: string;
	readonly other: string;
	readonly ports: { readonly phone: number; readonly other: number };
}

/** A fifth of everything is IPv6. */
const isSix = (world: World): boolean => world.dice(5) === 0;

/** Ports of a client's range that belong to a protocol: who knows it would look for it in what is ours. */
const TAKEN: ReadonlySet<number> = new Set([
	...[34_962, 34_980, 37_008, 41_170, 44_321, 44_322, 44_818, 45_564, 47_000, 47_808, 48_049],
	...[48_898, 49_999, 54_328, 56_000, 56_001, 56_500, 56_501, 57_000, 57_001, 57_032, 57_033],
	...[57_500, 57_501, 57_532, 57_533, 59_000, 59_001, 59_032, 59_033, 59_500, 59_501, 59_532],
	...[59_533, 60_001],
]);

const FIRST_PORT = 32_768;
const PORTS = 28_000;
/** From one port to the next one: without a divisor of their number, so that none comes again before all others came. */
const STRIDE = 9973;

function ephemeral({ opened }: World): number {
	for (;;) {
		opened.ports += 1;
		const port = FIRST_PORT + ((opened.ports * STRIDE) % PORTS);
		if (!TAKEN.has(port)) return port;
	}
}

/** The phone and one of many servers. */
export function toServer(world: World, port: number): Ends {
	const { dice } = world;
	const six = isSix(world);
	const net = pick(dice, ['198.51.100', '203.0.113', '192.0.2', '198.18.7']);
	const other = six ? `2001:db8:5::${1 + dice(9999)}` : `${net}.${1 + dice(250)}`;
	const ports = { phone: ephemeral(world), other: port };
	return { phone: PHONE[six ? 1 : 0], other, ports };
}

/** The phone and someone at whose end the port says nothing either. */
export const toPeer = (world: World): Ends => toServer(world, ephemeral(world));

/** The phone and the router beside it. */
export function toRouter(world: World, port: number): Ends {
	const family = isSix(world) ? 1 : 0;
	const ports = { phone: ephemeral(world), other: port };
	return { phone: PHONE[family], other: ROUTER[family], ports };
}

/** A group on the local network, with the same port at both ends. */
export const toGroup = (group: string, port: number, sender: string = PHONE[0]): Ends => ({
	phone: sender,
	other: group,
	ports: { phone: port, other: port },
});

/** Which end sends. */
export const SENDERS = ['phone', 'other'] as const;
export type Sender = (typeof SENDERS)[number];

export const peerOf = (sender: Sender): Sender => (sender === 'phone' ? 'other' : 'phone');

/** The headers that all packets of one kind begin with, from one end to the other. */
export interface Front {
	readonly bytes: Uint8Array;
	readonly ip: typeof IPV4;
	/** Where the transport header begins. */
	readonly transport: number;
}

function frontOf(ends: Ends, sender: Sender, protocol: number, header: Octets): Front {
	const from = ends[sender];
	const to = ends[peerOf(sender)];
	const six = from.includes(':');
	const bytes = six
		? ethernet(ETHER_IPV6, ipv6({ from, to, next: protocol }, header))
		: ethernet(ETHER_IPV4, ipv4({ from, to, protocol }, header));
	const ip = six ? IPV6 : IPV4;
	return { bytes: Uint8Array.from(bytes), ip, transport: ETHERNET_HEADER + ip.header };
}

/** A copy of the headers, as they stand in front of so many bytes. */
export function headersBefore({ bytes, ip, transport }: Front, length: number): DataView {
	const head = new DataView(bytes.slice().buffer);
	head.setUint16(ETHERNET_HEADER + ip.lengthAt, ip.counted + bytes.length - transport + length);
	return head;
}

const portsFrom = ({ ports }: Ends, sender: Sender): Octets => [
	...u16(ports[sender]),
	...u16(ports[peerOf(sender)]),
];

/** A TCP header whose numbers are still zero. */
export function tcpFront(ends: Ends, sender: Sender, options: Octets): Front {
	const words = 5 + options.length / 4;
	const rest = [...new Array<number>(8).fill(0), words << 4, 0, 0, 0, 0, 0, 0, 0];
	return frontOf(ends, sender, TCP, [...portsFrom(ends, sender), ...rest, ...options]);
}

/** Makes a datagram of what one end sends. */
export type Send = (sender: Sender, payload: Uint8Array | Octets) => Frame;

export function datagramsBetween(ends: Ends): Send {
	// Without a checksum in IPv4; in IPv6 there must be one, and nobody checks it here.
	const checksum = ends.phone.includes(':') ? [255, 255] : [0, 0];
	const front = (sender: Sender): Front =>
		frontOf(ends, sender, UDP, [...portsFrom(ends, sender), 0, 0, ...checksum]);
	const fronts = { phone: front('phone'), other: front('other') };
	return (sender, payload) => {
		const head = headersBefore(fronts[sender], payload.length);
		head.setUint16(fronts[sender].transport + 4, UDP_HEADER + payload.length);
		return { head: new Uint8Array(head.buffer), payload: Uint8Array.from(payload) };
	};
}
