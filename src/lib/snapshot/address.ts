// Addresses as a link shows them: the far ends stay, the phone and its neighbours do not.
import { addressText } from '../base/ip.ts';
import { octetsOf } from '../base/ipOctets.ts';
import type { Endpoint } from '../model/endpoint.ts';
import type { Flow } from '../model/flow.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Socket } from '../model/socket.ts';
import { valueOf } from '../model/reading.ts';
import { NOT_IN_LINK } from './linkWords.ts';

/** Stand for the phone itself, whatever its addresses were: the unspecified address of either family. */
export const PHONE_V4 = '0.0.0.0';
export const PHONE_V6 = '::';

/** Stands for any neighbour on a link of the phone's own: a name for the place, without the machine. */
const NEIGHBOUR = 'fe80::';
/** Stands for any address of a private IPv6 network (RFC 4193): the prefix is a network's fingerprint. */
const PRIVATE_V6 = 'fd00::';
/** A solicited-node group ends in three bytes of the asked one's address (RFC 4291 2.7.1). */
const SOLICITED_NODE = 'ff02::1:ff00:0';

const isV6 = (address: string): boolean => address.includes(':');

/** The eight groups of an IPv6 address in canonical text (RFC 5952). */
function groupsOf(address: string): readonly number[] {
	const [head = '', tail] = address.split('::');
	const read = (text: string): number[] =>
		text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16));
	const before = read(head);
	const after = read(tail ?? '');
	const gap = Math.max(0, 8 - before.length - after.length);
	return [...before, ...new Array<number>(gap).fill(0), ...after];
}

/** The upper 64 bits, as text that compares. */
const networkOf = (groups: readonly number[]): string => groups.slice(0, 4).join(':');

/** Made from a MAC, which stands in it for everybody to read (RFC 4291, appendix A). */
const holdsMac = (groups: readonly number[]): boolean =>
	((groups[5] ?? 0) & 0xff) === 0xff && (groups[6] ?? 0) >> 8 === 0xfe;

const isUnspecified = (address: string): boolean => address === PHONE_V4 || address === PHONE_V6;
const isLoopback = (address: string): boolean => address === '::1' || address.startsWith('127.');

/** Hides addresses of one snapshot, always the same way. */
export class AddressHider {
	readonly #own: ReadonlySet<string>;
	readonly #networks: ReadonlySet<string>;

	constructor(snapshot: Snapshot) {
		this.#own = ownAddresses(snapshot);
		this.#networks = new Set([...this.#own].filter(isV6).map((own) => networkOf(groupsOf(own))));
	}

	flow(flow: Flow): Pick<Flow, 'a' | 'b'> {
		const side = phoneSide(flow);
		return { a: this.#end(flow.a, side === 'a'), b: this.#end(flow.b, side === 'b') };
	}

	/** Any address, also with a prefix length behind it; what is none stays behind. */
	text(text: string): string {
		const [address = '', ...length] = text.split('/');
		const octets = octetsOf(address);
		if (octets === undefined) return NOT_IN_LINK;
		return [this.#address(addressText(octets), false), ...length].join('/');
	}

	socket(socket: Socket): Pick<Socket, 'local' | 'remote'> {
		return { local: this.#end(socket.local, true), remote: this.#end(socket.remote, false) };
	}

	#end(end: Endpoint, phone: boolean): Endpoint {
		return { address: this.#address(end.address, phone), port: end.port };
	}

	#address(address: string, phone: boolean): string {
		if (isUnspecified(address) || isLoopback(address)) return address;
		if (phone || this.#own.has(address)) return isV6(address) ? PHONE_V6 : PHONE_V4;
		return isV6(address) ? this.#farV6(address) : address;
	}

	#farV6(address: string): string {
		const groups = groupsOf(address);
		const [first = 0] = groups;
		if ((first & 0xffc0) === 0xfe80 || this.#networks.has(networkOf(groups))) return NEIGHBOUR;
		if ((first & 0xfe00) === 0xfc00) return PRIVATE_V6;
		if (address.startsWith('ff02::1:ff')) return SOLICITED_NODE;
		if (!holdsMac(groups)) return address;
		const network = groups.slice(0, 4).map((group) => group.toString(16));
		return `${network.join(':').replace(/(:0)+$/, '')}::`;
	}
}

/** As sockets and flows write it, without a prefix length; empty where it is none. */
function canonical(text: string): string {
	const octets = octetsOf(text.replace(/\/\d+$/, ''));
	return octets === undefined ? PHONE_V4 : addressText(octets);
}

/** Every address that the phone has used for itself, as far as the snapshot tells. */
function ownAddresses(snapshot: Snapshot): ReadonlySet<string> {
	const open = valueOf(snapshot.readings.sockets) ?? [];
	const seen = snapshot.watch?.sightings.map((sighting) => sighting.socket) ?? [];
	const flows = snapshot.capture?.flows ?? [];
	const links = valueOf(snapshot.readings.links) ?? [];
	const networks = valueOf(snapshot.readings.connectivity)?.networks ?? [];
	const all = [
		...[...open, ...seen].map((socket) => socket.local.address),
		...flows.map((flow) => flow[phoneSide(flow)].address),
		...links.flatMap(({ addresses }) => addresses.map(({ address }) => canonical(address))),
		...networks.flatMap(({ addresses }) => addresses.map(canonical)),
	];
	return new Set(all.filter((address) => !isUnspecified(address) && !isLoopback(address)));
}

/**
 * The end to hide. Where the capture does not say which one the phone is: the end with the higher port, which
 * is a client's, else the one that spoke first. Wrong at times, and then a far end is hidden too.
 */
function phoneSide({ phone, a, b }: Flow): 'a' | 'b' {
	if (phone !== undefined) return phone;
	if (isUnspecified(a.address)) return 'a';
	if (isUnspecified(b.address)) return 'b';
	return a.port >= b.port ? 'a' : 'b';
}
