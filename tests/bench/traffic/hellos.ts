import { certificate } from '../../fixtures/certificates.ts';
import { u16, type Octets } from '../../fixtures/packets.ts';
import {
	alpn,
	answerOf,
	certificates,
	chosenVersion,
	GREASE,
	helloOf,
	message,
	offeredVersions,
	serverName,
	signatureAlgorithms,
	TLS12,
	TLS13,
	tlsExtension,
} from '../../fixtures/tlsPackets.ts';
import { drawn, type World } from './world.ts';

const ECDHE_RSA_AES128 = 0xc02f;
const AES128 = 0x1301;
const X25519 = 0x1d;
const SECP256R1 = 0x17;
const RSA_PSS_SHA256 = 0x0804;
/** RFC 8422 5.4, RFC 5246 7.4.5 */
const SERVER_KEY = 12;
const SERVER_DONE = 14;

export const counted8 = (bytes: Octets): Octets => [bytes.length, ...bytes];
export const counted16 = (bytes: Octets): Octets => [...u16(bytes.length), ...bytes];

/** Extensions that clients of these years send and nobody here looks into. */
const USUAL: readonly Octets[] = [
	tlsExtension(23),
	tlsExtension(0xff01, [0]),
	tlsExtension(10, counted16([GREASE, X25519, SECP256R1, 0x18].flatMap(u16))),
	tlsExtension(11, [1, 0]),
	tlsExtension(35),
	tlsExtension(5, [1, 0, 0, 0, 0]),
	signatureAlgorithms(0x0403, RSA_PSS_SHA256, 0x0401, 0x0503, 0x0805, 0x0501, 0x0806, 0x0601),
	tlsExtension(18),
	tlsExtension(45, [1, 1]),
	tlsExtension(27, [2, 0, 2]),
];

const CIPHERS = [GREASE, AES128, 0x1302, 0x1303, 0xc02b, ECDHE_RSA_AES128, 0xc02c, 0xc030, 0xcca9];

const keyShare = (key: Octets): Octets => [...u16(X25519), ...counted16(key)];

/** A ClientHello, with more extensions where asked. */
export function hello(
	world: World,
	host: string,
	protocols: readonly string[],
	more: readonly Octets[] = [],
): Octets {
	const shares = counted16(keyShare([...world.noise(32)]));
	return helloOf({
		random: drawn(world, 32),
		session: more.length === 0 ? drawn(world, 32) : [],
		ciphers: CIPHERS,
		extensions: [
			serverName(host),
			...USUAL,
			alpn(...protocols),
			tlsExtension(51, shares),
			offeredVersions(GREASE, TLS13, TLS12),
			...more,
			tlsExtension(21, new Array<number>(120).fill(0)),
		],
	});
}

/** A ServerHello of TLS 1.3. */
export function hello13(world: World, session: Octets): Octets {
	return answerOf({
		...{ random: drawn(world, 32), session, ciphers: [AES128] },
		extensions: [tlsExtension(51, keyShare([...world.noise(32)])), chosenVersion(TLS13)],
	});
}

/** A server's certificate and that of its issuer: 2.5 kB, the same each time. */
function chainOf({ chains, noise }: World, domain: string): Octets {
	const known = chains.get(domain);
	if (known !== undefined) return known;
	const some = (length: number): Octets => [...noise(length)];
	const root = ['Trust Authority', 'Trust Root R1'] as const;
	const authority = { organization: 'Trust Authority', commonName: 'Trust Authority TLS 2025' };
	const issuer = [authority.organization, authority.commonName] as const;
	const hosts = [
		domain,
		`*.${domain}`,
		...['api', 'cdn', 'img'].map((part) => `*.${part}.${domain}`),
	];
	const made = certificates(
		certificate({ organization: 'Service', commonName: domain, issuer, hosts, noise: some }),
		certificate({ ...authority, issuer: root, hosts: [], noise: some }),
	);
	chains.set(domain, made);
	return made;
}

/** What a server of TLS 1.2 says before the client has said its keys: in clear, with its certificates. */
export function messages12(world: World, host: string): readonly Octets[] {
	const some = (length: number): Octets => [...world.noise(length)];
	const answer = answerOf({
		...{ random: drawn(world, 32), session: drawn(world, 32), ciphers: [ECDHE_RSA_AES128] },
		extensions: [tlsExtension(0xff01, [0]), tlsExtension(11, [1, 0]), tlsExtension(23), alpn('h2')],
	});
	const point = counted8([4, ...some(64)]);
	const signature = [...u16(RSA_PSS_SHA256), ...counted16(some(256))];
	const key = message(SERVER_KEY, [3, ...u16(SECP256R1), ...point, ...signature]);
	const domain = host.slice(host.indexOf('.') + 1);
	return [answer, chainOf(world, domain), key, message(SERVER_DONE, [])];
}
