// The server's certificate, as far as names go: RFC 5280 4.1, in a Certificate message of TLS up to 1.2 (RFC 5246
// 7.4.2). Only the first of the chain, which is the server's own; no signature is checked.
import * as layout from '../../layout';
import { be24 } from '../../memory/bytes';
import * as der from '../../wire/der';
import * as scratch from '../scratch';
import * as distinguishedName from './distinguishedName';
import * as handshake from './handshake';
import * as hostNames from './hostNames';
import * as textList from './textList';

/** Of the list, and of each certificate in it. */
const LENGTH: u32 = 3;
/** subjectAltName, 2.5.29.17, as content of an OBJECT IDENTIFIER. */
const ALT_NAME_SIZE: usize = 3;
const ALT_NAME: u32 = 0x111d55;
/** Values in front of the extensions that are passed over, and extensions that are looked at. */
const MAX_FIELDS: u32 = 8;
const MAX_EXTENSIONS: u32 = 64;
const MAX_ALT_NAMES: u32 = 256;

/** Bytes of the body of a Certificate message that have to be there for `read`; at least `length` are known to be. */
export function needed(at: usize, length: u32): u32 {
	if (length < LENGTH + LENGTH) return LENGTH + LENGTH;
	return LENGTH + LENGTH + be24(at + LENGTH);
}

/** Reads the body of a Certificate message, of which `length` bytes are there, into the TLS_* record of `flow`. */
export function read(flow: usize, at: usize, length: u32): void {
	const record = handshake.find(flow);
	if (record == 0 || length < LENGTH + LENGTH || needed(at, length) > length) return;
	const begin = at + LENGTH + LENGTH;
	if (!der.readTag(begin, begin + be24(at + LENGTH), der.SEQUENCE)) return;
	if (!der.readTag(der.content, der.end, der.SEQUENCE)) return;
	readFields(flow, record, der.content, der.end);
}

/** Of the part that is signed: version, number, algorithm, issuer, validity, subject, key, extensions. */
function readFields(flow: usize, record: usize, at: usize, end: usize): void {
	if (der.readTag(at, end, der.CONTEXT_0)) at = der.end;
	at = skip(at, end, 2);
	if (at == 0 || !der.readTag(at, end, der.SEQUENCE)) return;
	const issuer = der.content;
	const issuerEnd = der.end;
	at = skip(issuerEnd, end, 1);
	if (at == 0 || !der.readTag(at, end, der.SEQUENCE)) return;
	const behind = der.end;
	const named = distinguishedName.readSubject(der.content, der.end);
	if (named) keepSubject(flow, record);
	if (distinguishedName.readIssuer(issuer, issuerEnd))
		handshake.keepText(record, layout.TLS_ISSUER);
	readExtensions(flow, record, skip(behind, end, 1), end);
}

function keepSubject(flow: usize, record: usize): void {
	handshake.keepText(record, layout.TLS_SUBJECT);
	hostNames.add(flow, distinguishedName.value, distinguishedName.valueLength);
}

/** Gives the address behind `count` values; 0 where they are not there. */
function skip(at: usize, end: usize, count: u32): usize {
	for (let i: u32 = 0; i < count; i++) {
		if (!der.read(at, end)) return 0;
		at = der.end;
	}
	return at;
}

function readExtensions(flow: usize, record: usize, at: usize, end: usize): void {
	for (let i: u32 = 0; i < MAX_FIELDS; i++) {
		if (at == 0 || !der.read(at, end)) return;
		if (der.tag == der.CONTEXT_3) break;
		at = der.end;
	}
	if (der.tag != der.CONTEXT_3 || !der.readTag(der.content, der.end, der.SEQUENCE)) return;
	const last = der.end;
	at = der.content;
	for (let i: u32 = 0; i < MAX_EXTENSIONS; i++) {
		if (!der.readTag(at, last, der.SEQUENCE)) return;
		at = der.end;
		if (findAltNames(der.content, der.end)) return readAltNames(flow, record, der.content, der.end);
	}
}

/** Is the extension whose fields stand here the alternative names? Then `der` is at their list. */
function findAltNames(at: usize, end: usize): bool {
	if (!der.readTag(at, end, der.OBJECT_IDENTIFIER)) return false;
	if (der.end - der.content != ALT_NAME_SIZE) return false;
	const low = (<u32>load<u16>(der.content)) | ((<u32>load<u8>(der.content, 2)) << 16);
	if (low != ALT_NAME) return false;
	at = der.end;
	if (der.readTag(at, end, der.BOOLEAN)) at = der.end;
	if (!der.readTag(at, end, der.OCTET_STRING)) return false;
	return der.readTag(der.content, der.end, der.SEQUENCE);
}

/** The names of hosts among them (dNSName): all into one text, then each for the flow. */
function readAltNames(flow: usize, record: usize, at: usize, end: usize): void {
	textList.begin();
	let place = at;
	for (let i: u32 = 0; i < MAX_ALT_NAMES && der.read(place, end); i++) {
		place = der.end;
		if (der.tag != der.CONTEXT_2_PLAIN || der.end == der.content) continue;
		if (!textList.add(der.content, <u32>(der.end - der.content))) break;
	}
	if (scratch.size() == 0) return;
	handshake.keepText(record, layout.TLS_ALT_NAMES);
	place = at;
	for (let i: u32 = 0; i < hostNames.MOST && der.read(place, end); i++) {
		place = der.end;
		if (der.tag == der.CONTEXT_2_PLAIN)
			hostNames.add(flow, der.content, <u32>(der.end - der.content));
	}
}
