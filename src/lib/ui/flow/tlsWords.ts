// Numbers of TLS, DTLS and QUIC by their names.
import type { TlsHandshake } from '#lib/model/flow.ts';

/** ProtocolVersion (RFC 8446 4.2.1, RFC 9147 5.3). */
const VERSIONS: ReadonlyMap<number, string> = new Map([
	[0x0002, 'SSL 2.0'],
	[0x0300, 'SSL 3.0'],
	[0x0301, 'TLS 1.0'],
	[0x0302, 'TLS 1.1'],
	[0x0303, 'TLS 1.2'],
	[0x0304, 'TLS 1.3'],
	[0xfeff, 'DTLS 1.0'],
	[0xfefd, 'DTLS 1.2'],
	[0xfefc, 'DTLS 1.3'],
]);

/** IANA TLS Cipher Suites, those that phones and servers of today choose, without their `TLS_`. */
const CIPHERS: ReadonlyMap<number, string> = new Map([
	[0x0004, 'RSA_WITH_RC4_128_MD5'],
	[0x0005, 'RSA_WITH_RC4_128_SHA'],
	[0x000a, 'RSA_WITH_3DES_EDE_CBC_SHA'],
	[0x002f, 'RSA_WITH_AES_128_CBC_SHA'],
	[0x0033, 'DHE_RSA_WITH_AES_128_CBC_SHA'],
	[0x0035, 'RSA_WITH_AES_256_CBC_SHA'],
	[0x0039, 'DHE_RSA_WITH_AES_256_CBC_SHA'],
	[0x003c, 'RSA_WITH_AES_128_CBC_SHA256'],
	[0x003d, 'RSA_WITH_AES_256_CBC_SHA256'],
	[0x009c, 'RSA_WITH_AES_128_GCM_SHA256'],
	[0x009d, 'RSA_WITH_AES_256_GCM_SHA384'],
	[0x009e, 'DHE_RSA_WITH_AES_128_GCM_SHA256'],
	[0x009f, 'DHE_RSA_WITH_AES_256_GCM_SHA384'],
	[0x1301, 'AES_128_GCM_SHA256'],
	[0x1302, 'AES_256_GCM_SHA384'],
	[0x1303, 'CHACHA20_POLY1305_SHA256'],
	[0x1304, 'AES_128_CCM_SHA256'],
	[0x1305, 'AES_128_CCM_8_SHA256'],
	[0xc007, 'ECDHE_ECDSA_WITH_RC4_128_SHA'],
	[0xc009, 'ECDHE_ECDSA_WITH_AES_128_CBC_SHA'],
	[0xc00a, 'ECDHE_ECDSA_WITH_AES_256_CBC_SHA'],
	[0xc011, 'ECDHE_RSA_WITH_RC4_128_SHA'],
	[0xc013, 'ECDHE_RSA_WITH_AES_128_CBC_SHA'],
	[0xc014, 'ECDHE_RSA_WITH_AES_256_CBC_SHA'],
	[0xc023, 'ECDHE_ECDSA_WITH_AES_128_CBC_SHA256'],
	[0xc024, 'ECDHE_ECDSA_WITH_AES_256_CBC_SHA384'],
	[0xc027, 'ECDHE_RSA_WITH_AES_128_CBC_SHA256'],
	[0xc028, 'ECDHE_RSA_WITH_AES_256_CBC_SHA384'],
	[0xc02b, 'ECDHE_ECDSA_WITH_AES_128_GCM_SHA256'],
	[0xc02c, 'ECDHE_ECDSA_WITH_AES_256_GCM_SHA384'],
	[0xc02f, 'ECDHE_RSA_WITH_AES_128_GCM_SHA256'],
	[0xc030, 'ECDHE_RSA_WITH_AES_256_GCM_SHA384'],
	[0xcca8, 'ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256'],
	[0xcca9, 'ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256'],
	[0xccaa, 'DHE_RSA_WITH_CHACHA20_POLY1305_SHA256'],
]);

const hex = (value: number, digits: number): string =>
	`0x${value.toString(16).padStart(digits, '0')}`;

const versionName = (version: number): string => VERSIONS.get(version) ?? hex(version, 4);

export const cipherName = (cipher: number): string => CIPHERS.get(cipher) ?? hex(cipher, 4);

/** TLS 1.1 and before, which RFC 8996 forbids, and all of SSL; DTLS 1.0 likewise. */
const OLD = new Set([0x0002, 0x0300, 0x0301, 0x0302, 0xfeff]);

export const isOldVersion = ({ chosen }: TlsHandshake): boolean =>
	chosen !== undefined && OLD.has(chosen);

/** What the server chose; where that was not seen, what the client would have had at best. */
export function versionWords({ chosen, offered }: TlsHandshake): string {
	if (chosen !== undefined) return versionName(chosen);
	return offered === undefined ? 'not seen' : `${versionName(offered)} offered`;
}

const QUIC_2 = 0x6b3343cf;
const IETF_DRAFT = 0xff0000;
const GOOGLE = /^[QT]\d{3}$/;

/** A version of QUIC: RFC 9000's, RFC 9369's, a draft's, Google's own. */
export function quicVersionName(version: number): string {
	if (version === 1) return 'QUIC v1';
	if (version === QUIC_2) return 'QUIC v2';
	if (version >>> 8 === IETF_DRAFT) return `QUIC draft ${version & 0xff}`;
	const letters = [24, 16, 8, 0].map((shift) => String.fromCharCode((version >>> shift) & 0xff));
	const word = letters.join('');
	return GOOGLE.test(word) ? `Google QUIC ${word}` : `QUIC ${hex(version, 8)}`;
}
