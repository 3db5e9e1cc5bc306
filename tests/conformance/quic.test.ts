import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { LINK_RAW, pcap } from '../fixtures/captures.ts';
import { ipv4, udp, type Octets } from '../fixtures/packets.ts';
import * as quic from '../fixtures/quicPackets.ts';
import { readFile } from './ours.ts';
import { ourHandshakes, tsharkHandshakes } from './quicHandshakes.ts';
import { hasTshark } from './tshark.ts';

const folder = fileURLToPath(new URL('../../../shared/captures/', import.meta.url));

/** The captures in which tshark 4.0.17 sees QUIC or DTLS. */
const SEEN: readonly string[] = [
	'nDPI/anyconnect-vpn.pcap',
	'nDPI/capwap.pcap',
	'nDPI/doq_adguard.pcapng',
	'nDPI/dtls.pcap',
	'nDPI/dtls_certificate_fragments.pcap',
	'nDPI/dtls_old_version.pcapng',
	'nDPI/quic-23.pcap',
	'nDPI/quic-forcing-vn-with-data.pcapng',
	'nDPI/quic046.pcap',
	'nDPI/quic_0RTT.pcap',
	'nDPI/stun_dtls_unidirectional_client.pcap',
	'nDPI/telegram.pcap',
	'tcpdump/quic_handshake.pcap',
	'tcpdump/quic_vn.pcap',
	'zeek/dtls1_0.pcap',
	'zeek/quicdoq.pcap',
];

/** Why captures are told differently by tshark 4.0 and by us. Whoever stops to differ must leave the list. */
const DIFFERENCES: ReadonlyMap<string, string> = new Map([
	[
		'nDPI/quic-forcing-vn-with-data.pcapng',
		'tshark keeps the keys of the version that was refused, so it cannot open the client that begins again',
	],
	['tcpdump/quic_vn.pcap', 'as above'],
	['zeek/quicdoq.pcap', 'QUIC on port 853, which tshark takes for DTLS'],
]);

describe.skipIf(!existsSync(folder) || !hasTshark())('QUIC and DTLS of real captures', () => {
	const files = existsSync(folder)
		? readdirSync(folder, { recursive: true })
				.map(String)
				.filter((file) => /\.pcap(ng)?$/.test(file))
				.sort()
		: [];

	test('are found where tshark finds them, and nowhere else', () => {
		const ours = files.filter((file) => ourHandshakes(readFile(folder + file)).length > 0);
		expect(ours).toEqual(SEEN);
	});

	test.concurrent.each(SEEN)('%s', { timeout: 60_000 }, async (file) => {
		const [theirs, ours] = [
			await tsharkHandshakes(folder + file),
			ourHandshakes(readFile(folder + file)),
		];
		if (DIFFERENCES.has(file)) expect(ours).not.toEqual(theirs);
		else expect(ours).toEqual(theirs);
	});
});

const CLIENT = '10.0.0.2';
const SERVER = '203.0.113.53';

function connection(port: number, ...datagrams: readonly Octets[]): readonly Octets[] {
	return datagrams.map((datagram) =>
		ipv4({ from: CLIENT, to: SERVER, protocol: 17 }, udp({ from: port, to: 443 }, datagram)),
	);
}

function answer(port: number, datagram: Octets): Octets {
	return ipv4({ from: SERVER, to: CLIENT, protocol: 17 }, udp({ from: 443, to: port }, datagram));
}

/** Versions with TLS inside; tshark puts pieces together for all but Google's. */
const VERSIONS = [
	{ version: quic.DRAFT_22, inPieces: true },
	{ version: quic.DRAFT_27, inPieces: true },
	{ version: quic.DRAFT_29, inPieces: true },
	{ version: quic.DRAFT_34, inPieces: true },
	{ version: quic.MVFST_27, inPieces: true },
	{ version: quic.VERSION_1, inPieces: true },
	{ version: quic.VERSION_2, inPieces: true },
	{ version: quic.T050, inPieces: false },
	{ version: quic.T051, inPieces: false },
];

/** A connection in both directions, its hello in order or not. tshark tells connections apart by their ids. */
function withTls(version: number, inPieces: boolean, index: number): readonly Octets[] {
	const hello = quic.quicHello('version.example', ['h3', 'h3-29'], inPieces ? 1400 : 0);
	const pieces = (inPieces ? [0, 700, 1100] : [0]).map((from, piece, cuts) =>
		quic.cryptoFrame(from, hello.slice(from, cuts[piece + 1]), version),
	);
	const port = 40000 + index;
	const destination = [...quic.RFC_ID.slice(1), index];
	const source = [1, 2, 3, index];
	const client = pieces.map((frames, number) =>
		quic.initial({ version, destination, source, frames, number }),
	);
	const server = quic.initial({
		version,
		isServer: true,
		keys: destination,
		destination: source,
		source: [...quic.RFC_SERVER_ID.slice(1), index],
		frames: quic.cryptoFrame(0, quic.RFC_SERVER_HELLO, version),
	});
	const order = index % 2 === 0 ? client : client.toReversed();
	return [...connection(port, ...order), answer(port, server)];
}

/** Google's own handshake, and every version that had it. */
function withoutTls(): readonly Octets[] {
	const message = quic.chlo('google.example');
	const frames = quic.cryptoFrame(0, message, quic.Q050);
	const destination = [1, 2, 3, 4, 5, 6, 7, 8];
	const datagrams = [
		quic.initial({ version: quic.Q050, frames, source: [9], destination }),
		quic.q046(message),
		quic.oldGquic('Q043', message),
		quic.oldGquic('Q033', message),
	];
	return datagrams.flatMap((datagram, index) => connection(41000 + index, datagram));
}

test.skipIf(!hasTshark())('tshark reads every version as we do', async () => {
	const place = mkdtempSync(join(tmpdir(), 'quic-'));
	try {
		const file = join(place, 'versions.pcap');
		const packets = VERSIONS.flatMap(({ version, inPieces }, index) =>
			withTls(version, inPieces, index),
		);
		const records = [...packets, ...withoutTls()].map((bytes) => ({ bytes }));
		writeFileSync(file, pcap(records, { link: LINK_RAW }));
		const ours = ourHandshakes(readFile(file));
		expect(ours).toHaveLength(VERSIONS.length + 4);
		expect(ours).toEqual(await tsharkHandshakes(file));
	} finally {
		rmSync(place, { recursive: true });
	}
});
