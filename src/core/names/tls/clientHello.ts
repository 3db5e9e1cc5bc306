// What a ClientHello tells, RFC 8446 4.1.2, RFC 5246 7.4.1.2, RFC 9147 5.3.
import * as layout from '../../layout';
import { be16 } from '../../memory/bytes';
import * as flows from '../../flow/flows';
import * as tls from '../../wire/tls';
import * as hello from '../../wire/tlsHello';
import * as name from '../name';
import * as scratch from '../scratch';
import * as handshake from './handshake';
import * as ja4 from './ja4';
import * as textList from './textList';

const LIST_HEADER: u32 = 2;
const NAME_HEADER: u32 = 3;
const HOST_NAME: u32 = 0;
const MAX_NAME: u32 = 255;

// The hello in hand.
let flow: usize = 0;
let record: usize = 0;
let offered: u32 = 0;

/**
 * Reads a ClientHello into the TLS_* record of flow `owner`, and its server name into the flow's names. `at` is its body,
 * behind the header of the handshake message, of which `length` bytes are there: a hello that is cut is read as far
 * as it goes. `transport` is layout SERVICE_TLS, _DTLS (whose hello has a cookie) or _QUIC. False where the bytes
 * are no ClientHello. The first whole one of a flow counts.
 */
export function read(owner: usize, at: usize, length: u32, transport: u32): bool {
	if (!hello.walkClient(at, length, transport == layout.SERVICE_DTLS)) return false;
	flows.setService(owner, transport);
	flow = owner;
	record = handshake.ensure(owner, transport);
	if (record == 0) return true;
	if (((<u32>load<u8>(record, layout.TLS_BITS)) & layout.TLS_BIT_HELLO) != 0) return true;
	offered = 0;
	readExtensions(at);
	if (offered == 0) offered = hello.version(at);
	store<u16>(record, <u16>offered, layout.TLS_OFFERED);
	if (hello.sessionLength > 0 && tls.isBefore13(offered)) setBits(layout.TLS_BIT_RESUMED);
	if (!hello.whole) return true;
	setBits(layout.TLS_BIT_HELLO);
	if (ja4.write(at, transport, offered)) handshake.keepText(record, layout.TLS_JA4);
	return true;
}

function setBits(bits: u32): void {
	handshake.setBits(record, bits);
}

function readExtensions(at: usize): void {
	let offset = hello.next(at, hello.extensions);
	while (offset != 0) {
		take(at + hello.data, hello.dataEnd - hello.data);
		offset = hello.next(at, offset);
	}
}

/** The data of one extension, of `length` bytes. */
function take(at: usize, length: u32): void {
	switch (hello.type) {
		case hello.EXTENSION_SERVER_NAME:
			return takeName(at, length);
		case hello.EXTENSION_ALPN:
			return takeAlpn(at, length);
		case hello.EXTENSION_VERSIONS:
			return takeVersions(at, length);
		case hello.EXTENSION_TICKET:
			if (length > 0) setBits(layout.TLS_BIT_RESUMED);
			return;
		case hello.EXTENSION_PSK:
			return setBits(layout.TLS_BIT_RESUMED);
		case hello.EXTENSION_EARLY_DATA:
			return setBits(layout.TLS_BIT_EARLY_DATA);
		case hello.EXTENSION_ECH:
			return setBits(layout.TLS_BIT_ECH);
	}
}

/** RFC 6066 3. */
function takeName(at: usize, length: u32): void {
	if (load<u32>(record, layout.TLS_SNI) != 0) return;
	if (length < LIST_HEADER + NAME_HEADER || load<u8>(at + LIST_HEADER) != HOST_NAME) return;
	const size = be16(at + LIST_HEADER + 1);
	if (size == 0 || size > MAX_NAME || size > length - LIST_HEADER - NAME_HEADER) return;
	scratch.clear();
	scratch.add(at + LIST_HEADER + NAME_HEADER, size, true);
	handshake.keepText(record, layout.TLS_SNI);
	const isQuic = load<u8>(record, layout.TLS_TRANSPORT) == layout.SERVICE_QUIC;
	name.add(flow, isQuic ? layout.NAME_FROM_QUIC : layout.NAME_FROM_SNI);
}

/** RFC 7301 3.1. */
function takeAlpn(at: usize, length: u32): void {
	textList.begin();
	let offset = LIST_HEADER;
	while (offset < length) {
		const size = <u32>load<u8>(at + offset);
		offset += 1;
		if (size > length - offset) break;
		if (!textList.add(at + offset, size)) break;
		offset += size;
	}
	if (scratch.size() > 0) handshake.keepText(record, layout.TLS_ALPN);
}

/** RFC 8446 4.2.1. */
function takeVersions(at: usize, length: u32): void {
	for (let offset: u32 = 1; offset + 2 <= length; offset += 2) {
		const version = be16(at + offset);
		if (!tls.isGrease(version) && tls.isHigher(version, offered)) offered = version;
	}
}
