// ClientHello and ServerHello, RFC 8446 4.1.2 and 4.1.3, RFC 5246 7.4.1: the body behind the header of the message.
// `walk` first: it finds the fields of variable length, as far as the body is there.
import { be16, min } from '../memory/bytes';
import { DRAFT_MAJOR } from './tls';

const VERSION: usize = 0;
const RANDOM: usize = 2;
/** Version and random number. */
const FIXED: u32 = 34;
const EXTENSION_HEADER: u32 = 4;

/** SHA-256 of "HelloRetryRequest", as it stands in place of a random number (RFC 8446 4.1.3). */
const RETRY_0: u64 = 0x11619ae574ad21cf;
const RETRY_1: u64 = 0x91b8651e028c1dbe;
const RETRY_2: u64 = 0x5e8cbb7a1611a2c2;
const RETRY_3: u64 = 0x9c33a8c8e2099e07;

export const EXTENSION_SERVER_NAME: u32 = 0;
export const EXTENSION_SIGNATURES: u32 = 13;
export const EXTENSION_ALPN: u32 = 16;
export const EXTENSION_TICKET: u32 = 35;
export const EXTENSION_PSK: u32 = 41;
export const EXTENSION_EARLY_DATA: u32 = 42;
export const EXTENSION_VERSIONS: u32 = 43;
export const EXTENSION_ECH: u32 = 0xfe0d;

/** Bytes of the session number. */
export let sessionLength: u32 = 0;
/** Offsets in the body: cipher suites (or the one that was chosen) and where they end. */
export let ciphers: u32 = 0;
export let ciphersEnd: u32 = 0;
/** Where the extensions begin, and end as far as they are there. */
export let extensions: u32 = 0;
export let extensionsEnd: u32 = 0;
/** Is the body there to its end? */
export let whole: bool = false;

/** Of the extension that `next` came to: its type, and where its data begins and ends. */
export let type: u32 = 0;
export let data: u32 = 0;
export let dataEnd: u32 = 0;

export function version(at: usize): u32 {
	return be16(at + VERSION);
}

/** Finds the fields of a ClientHello; that of DTLS has a cookie. False where not even the fixed ones are there. */
export function walkClient(at: usize, length: u32, cookie: bool): bool {
	let offset = session(at, length, FIXED);
	if (cookie && offset < length) offset += 1 + <u32>load<u8>(at + offset);
	if (offset + 2 <= length) {
		ciphers = offset + 2;
		ciphersEnd = ciphers + be16(at + offset);
		offset = ciphersEnd;
		if (offset < length) offset += 1 + <u32>load<u8>(at + offset); // compression methods
		findExtensions(at, length, offset);
		ciphersEnd = min(ciphersEnd, length);
	}
	return length >= FIXED;
}

/** Finds the fields of a ServerHello. False where no cipher suite is there. */
export function walkServer(at: usize, length: u32): bool {
	// Those of drafts before the 22nd have no session number and no compression.
	const draft = length >= FIXED && version(at) >> 8 == DRAFT_MAJOR;
	const offset = draft ? FIXED : session(at, length, FIXED);
	if (offset + 2 > length) return false;
	ciphers = offset;
	ciphersEnd = offset + 2;
	findExtensions(at, length, ciphersEnd + (draft ? 0 : 1));
	return true;
}

/** Gives the offset behind the session number, which may be behind the end. */
function session(at: usize, length: u32, offset: u32): u32 {
	sessionLength = 0;
	ciphers = 0;
	ciphersEnd = 0;
	extensions = 0;
	extensionsEnd = 0;
	whole = false;
	if (offset >= length) return offset + 1;
	sessionLength = load<u8>(at + offset);
	return offset + 1 + sessionLength;
}

function findExtensions(at: usize, length: u32, offset: u32): void {
	whole = offset == length;
	if (offset + 2 > length) return;
	extensions = offset + 2;
	const end = extensions + be16(at + offset);
	whole = end <= length;
	extensionsEnd = min(end, length);
}

/** Comes to the extension at `offset`, from `extensions` on. Gives the offset behind it; 0: no whole one is there. */
export function next(at: usize, offset: u32): u32 {
	if (offset == 0 || offset + EXTENSION_HEADER > extensionsEnd) return 0;
	type = be16(at + offset);
	data = offset + EXTENSION_HEADER;
	dataEnd = data + be16(at + offset + 2);
	return dataEnd <= extensionsEnd ? dataEnd : 0;
}

/** Is the ServerHello a HelloRetryRequest? */
export function isRetry(at: usize): bool {
	const random = at + RANDOM;
	if (load<u64>(random) != RETRY_0 || load<u64>(random, 8) != RETRY_1) return false;
	return load<u64>(random, 16) == RETRY_2 && load<u64>(random, 24) == RETRY_3;
}
