import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { zeros, type Octets } from '../../../tests/fixtures/packets.ts';
import * as quic from '../../../tests/fixtures/quicPackets.ts';
import {
	toServer,
	toPhone,
	read,
	handshakes,
	told,
	serverHello,
} from '../../../tests/fixtures/quicTold.ts';

describe('what is no QUIC, or cannot be opened', () => {
	const frames = quic.cryptoFrame(0, quic.quicHello('no.example'));
	const packet = quic.initial({ frames });
	const changed = (index: number, value: number): Octets =>
		packet.map((byte, each) => (each === index ? value : byte));

	test.each([
		{ what: 'an unknown version', payload: changed(1, 7) },
		{ what: 'a connection id longer than any', payload: changed(5, 21) },
		{ what: 'a short header', payload: changed(0, 0x40) },
		{ what: 'an id that does not end', payload: packet.slice(0, 12) },
		{ what: 'zeros', payload: zeros(1200) },
		{ what: 'negotiation of nothing', payload: quic.versionNegotiation() },
		{ what: 'negotiation of unknown versions', payload: quic.versionNegotiation(7, 9) },
		{ what: 'no version of Google', payload: quic.oldGquic('Q0x3', quic.chlo('no.example')) },
	])('$what is not recognised', ({ payload }) => {
		expect(told(toServer(payload))).toEqual({
			handshake: undefined,
			service: undefined,
			names: [],
		});
	});

	test.each([
		{ what: 'one bit is wrong', payload: changed(700, (packet[700] ?? 0) ^ 1) },
		{ what: 'its end was not stored', payload: packet.slice(0, 800) },
		{ what: 'it is shorter than a first one may be', payload: quic.initial({ frames, size: 600 }) },
		{ what: 'its length is longer than the datagram', payload: changed(16, 0x7f) },
	])('where $what, only QUIC is named', ({ payload }) => {
		expect(told(toServer(payload))).toEqual({ handshake: undefined, service: 'quic', names: [] });
	});

	test('where most are made up, only some are tried, until one opens', () => {
		const forged = changed(700, (packet[700] ?? 0) ^ 1);
		const flood = Array.from({ length: 1100 }, (_, index) => toServer(forged, 20000 + index));
		const honest = Array.from({ length: 40 }, (_, index) => toServer(packet, 30000 + index));
		const names = handshakes(read(...flood, ...honest)).length;
		expect(names).toBeGreaterThan(40 - 16);
		expect(names).toBeLessThan(40);
	});

	test('changed at random, it is read to an end', () => {
		const server = quic.initial(serverHello);
		const bytes = fc.array(fc.tuple(fc.nat(1300), fc.nat(255)), { maxLength: 12 });
		fc.assert(
			fc.property(bytes, bytes, (ofClient, ofServer) => {
				const mutate = (whole: Octets, changes: readonly (readonly [number, number])[]): Octets => {
					const copy = [...whole];
					for (const [index, value] of changes) copy[index % copy.length] = value;
					return copy;
				};
				read(
					toServer(mutate(packet, ofClient)),
					toPhone(mutate(server, ofServer)),
					toServer(packet),
				);
			}),
			{ numRuns: 60 },
		);
	});

	test('frames of any shape inside are read to an end', () => {
		const anything = fc.array(fc.oneof(fc.nat(255), fc.constantFrom(0, 1, 2, 3, 6, 8)), {
			maxLength: 200,
		});
		fc.assert(
			fc.property(anything, fc.constantFrom(quic.VERSION_1, quic.Q050), (content, version) => {
				expect(told(toServer(quic.initial({ version, frames: content }))).service).toBe('quic');
			}),
			{ numRuns: 60 },
		);
	});
});
