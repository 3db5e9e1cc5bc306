import type { InterfaceCounters } from '../model/counters.ts';
import type { InterfaceKind } from '../model/interfaceSeen.ts';
import { CLAT, IPSEC, kindOf, TETHERED, TRANSPORT, VPN } from './interfaceKinds.ts';

/** An IPv6 header (40 bytes) in place of an IPv4 one (20): `IPV4V6_HEADER_DELTA` of AOSP's NetworkStats. */
const CLAT_DELTA = 20;

const bytesOf = ({ rx, tx }: InterfaceCounters): number => rx.bytes + tx.bytes;

/** What to know of one interface's numbers, given the interfaces that carried anything. */
export function notesOn(
	row: InterfaceCounters,
	kind: InterfaceKind,
	carriers: readonly InterfaceCounters[],
): readonly string[] {
	const notes: string[] = [];
	const names = carriers.map(({ name }) => name);
	if (bytesOf(row) > 0) notes.push(...doubleNotes(row, kind, names));
	if (kind === TETHERED && names.some(carriesOut)) {
		notes.push(
			'What tethered devices move stands here, and again on the interface that leads out.',
		);
	}
	if (row.rx.packets > 0 && row.rx.bytes === 0) {
		notes.push('Its driver counts packets and no bytes.');
	}
	return notes;
}

function doubleNotes(
	{ name }: InterfaceCounters,
	kind: InterfaceKind,
	names: readonly string[],
): readonly string[] {
	if (kind === VPN || kind === IPSEC) {
		return ['The same bytes count again, encrypted, on the interface that the tunnel runs over.'];
	}
	if (kind === CLAT) {
		const base = name.startsWith('v4-') ? name.slice(3) : undefined;
		const where = base !== undefined && names.includes(base) ? base : 'the mobile interface';
		return [
			`Each packet counts again as IPv6 on ${where}, with ${CLAT_DELTA} bytes more for its header.`,
		];
	}
	if (kind === TRANSPORT) {
		const carried = names.filter((other) => other.startsWith('rmnet_data'));
		return carried.length === 0
			? []
			: [`Carries ${carried.join(', ')}: the same bytes, counted once more.`];
	}
	if (kind.counts === 'again' && kind.title !== 'Tethering') return [kind.words];
	if (names.some((other) => other === `v4-${name}`)) {
		return [`A part of it is IPv4 that v4-${name} counts too.`];
	}
	return [];
}

const carriesOut = (name: string): boolean => {
	const { title } = kindOf(name);
	return title === 'Mobile data' || title === 'Wi-Fi' || title === 'Ethernet';
};
