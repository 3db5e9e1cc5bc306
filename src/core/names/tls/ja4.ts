// JA4, the fingerprint of a TLS client (FoxIO, JA4.md, BSD 3-Clause): transport, version, whether a server is named,
// how many cipher suites and extensions, both ends of the first ALPN value; then the beginnings of two hashes: of the
// sorted cipher suites, and of the sorted extensions with the signature algorithms. GREASE counts nowhere.
import * as layout from '../../layout';
import { be16, min } from '../../memory/bytes';
import { isGrease } from '../../wire/tls';
import * as hello from '../../wire/tlsHello';
import * as scratch from '../scratch';
import * as digests from './ja4Digests';
import * as list from './ja4List';

/** Bytes of a digest that are shown. */
const SHOWN: u32 = 6;
const MOST_COUNTED: u32 = 99;
const LIST_HEADER: u32 = 2;
const UNDERSCORE: u32 = 0x5f;

// What the extensions of the hello in hand tell.
let extensions: u32 = 0;
let named: bool = false;
let alpn: usize = 0;
let alpnLength: u32 = 0;
let signatures: usize = 0;
let signaturesLength: u32 = 0;

/**
 * Writes the fingerprint of the ClientHello at `at`, whose fields wire/tlsHello found, into `scratch`. `version` is
 * the highest it offers. False where its lists are longer than any client's.
 */
export function write(at: usize, transport: u32, version: u32): bool {
	readExtensions(at);
	scratch.clear();
	scratch.addCharacter(transportLetter(transport));
	addVersion(version);
	scratch.addCharacter(named ? 0x64 : 0x69); // d, i
	list.begin();
	addToList(at + hello.ciphers, hello.ciphersEnd - hello.ciphers);
	addCount(list.count);
	addCount(extensions);
	addAlpnEnds();
	addSortedHash(0, 0);
	if (list.overflowed) return false;
	list.begin();
	listExtensions(at);
	addSortedHash(signatures, signaturesLength);
	return !list.overflowed;
}

function readExtensions(at: usize): void {
	extensions = 0;
	named = false;
	alpnLength = 0;
	signaturesLength = 0;
	let offset = hello.next(at, hello.extensions);
	while (offset != 0) {
		if (!isGrease(hello.type)) extensions += 1;
		const length = hello.dataEnd - hello.data;
		if (hello.type == hello.EXTENSION_SERVER_NAME) named = true;
		else if (length > LIST_HEADER) readList(at + hello.data + LIST_HEADER, length - LIST_HEADER);
		offset = hello.next(at, offset);
	}
}

/** The list in the extension that the walk is at. */
function readList(at: usize, length: u32): void {
	if (hello.type == hello.EXTENSION_SIGNATURES) {
		signatures = at;
		signaturesLength = length;
	} else if (hello.type == hello.EXTENSION_ALPN) {
		alpn = at + 1;
		alpnLength = min(load<u8>(at), length - 1);
	}
}

/** All but those that stand in the first part already. */
function listExtensions(at: usize): void {
	let offset = hello.next(at, hello.extensions);
	while (offset != 0) {
		if (hello.type != hello.EXTENSION_SERVER_NAME && hello.type != hello.EXTENSION_ALPN)
			list.add(hello.type);
		offset = hello.next(at, offset);
	}
}

function addToList(at: usize, length: u32): void {
	for (let offset: u32 = 0; offset + 2 <= length; offset += 2) list.add(be16(at + offset));
}

function transportLetter(transport: u32): u32 {
	if (transport == layout.SERVICE_QUIC) return 0x71; // q
	return transport == layout.SERVICE_DTLS ? 0x64 : 0x74; // d, t
}

function addVersion(version: u32): void {
	const minor = version & 0xff;
	if (version >= 0x0301 && version <= 0x0304) {
		scratch.addDecimal(10 + minor - 1);
	} else if (version == 0x0300 || version == 0x0002) {
		scratch.addCharacter(0x73); // s
		scratch.addDecimal(version == 0x0300 ? 3 : 2);
	} else if (version == 0xfeff || version == 0xfefd || version == 0xfefc) {
		scratch.addCharacter(0x64); // d
		scratch.addDecimal(version == 0xfeff ? 1 : 0xff - minor);
	} else {
		addCount(0);
	}
}

/** Two digits. */
function addCount(count: u32): void {
	const shown = min(count, MOST_COUNTED);
	scratch.addDecimal(shown / 10);
	scratch.addDecimal(shown % 10);
}

/** First and last character of the first value; of its hexadecimal digits where one of them is no letter or digit. */
function addAlpnEnds(): void {
	if (alpnLength == 0) return addCount(0);
	const first = <u32>load<u8>(alpn);
	const last = <u32>load<u8>(alpn + alpnLength - 1);
	if (isAlphanumeric(first) && isAlphanumeric(last)) {
		scratch.addCharacter(first);
		scratch.addCharacter(last);
	} else {
		scratch.addHex(first >> 4, 1);
		scratch.addHex(last & 15, 1);
	}
}

function isAlphanumeric(byte: u32): bool {
	const lower = byte | 0x20;
	return (lower >= 0x61 && lower <= 0x7a) || (byte >= 0x30 && byte <= 0x39);
}

/** The hash of the list, sorted, with another list behind it as it stands on the wire; zeros where the list is empty. */
function addSortedHash(behind: usize, length: u32): void {
	const isEmpty = list.count == 0;
	list.sort();
	list.write();
	if (length > 0) {
		list.clear();
		addToList(behind, length);
		list.write();
	}
	scratch.addCharacter(UNDERSCORE);
	const digest: usize = isEmpty ? 0 : digests.digest(list.text, list.textLength);
	for (let i: u32 = 0; i < SHOWN; i++) scratch.addHex(isEmpty ? 0 : load<u8>(digest + i), 2);
}
