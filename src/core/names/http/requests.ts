// What a request says of its flow: where it goes, and with which credentials.
import * as layout from '../../layout';
import * as extras from '../../flow/extra';
import { min } from '../../memory/bytes';
import * as name from '../name';
import * as scratch from '../scratch';
import * as exchanges from './exchanges';
import * as head from './head';
import * as secrets from './secrets';
import * as startLine from './startLine';
import * as words from './words';

const COLON: u32 = 0x3a;
const DOT: u32 = 0x2e;
const AT: u32 = 0x40;
const SLASH: u32 = 0x2f;
const BRACKET: u32 = 0x5b;

/** Of the body of a form so many bytes are looked at. */
export const FORM_LOOK: u32 = 4096;

/** Keeps the request in `head`. */
export function keep(flow: usize, way: u32): void {
	nameFlow(flow);
	const kinds = credentials(secrets.addTarget(startLine.target, startLine.targetLength));
	const record = exchanges.ask(flow, way);
	if (kinds != 0) extras.markCredentials(flow, kinds);
	if (record == 0) return;
	if (kinds != 0) exchanges.mark(record, layout.HTTP_BIT_CREDENTIALS);
	if (isConnect()) exchanges.mark(record, layout.HTTP_BIT_CONNECT);
	if (head.value(words.UPGRADE) != 0) exchanges.mark(record, layout.HTTP_BIT_UPGRADE);
	secrets.addTarget(startLine.target, startLine.targetLength);
	exchanges.keepText(record, layout.HTTP_TARGET);
	scratch.clear();
	scratch.addText(startLine.method, startLine.methodLength);
	exchanges.keepText(record, layout.HTTP_METHOD);
}

function isConnect(): bool {
	return startLine.methodIndex == words.METHOD_CONNECT;
}

/** The secrets of the target, and those that an Authorization in clear has. */
function credentials(kinds: u32): u32 {
	const isBasic =
		head.startsWith(words.AUTHORIZATION, words.BASIC) ||
		head.startsWith(words.PROXY_AUTHORIZATION, words.BASIC);
	return isBasic ? kinds | layout.CREDENTIALS_HTTP_BASIC : kinds;
}

/** Marks the newest request where `length` bytes at `at`, the beginning of its form, have a password. */
export function lookAtForm(flow: usize, at: usize, length: u32): void {
	if (!secrets.isInForm(at, min(length, FORM_LOOK))) return;
	extras.markCredentials(flow, layout.CREDENTIALS_HTTP_FORM);
	exchanges.markNewest(flow, layout.HTTP_BIT_CREDENTIALS);
}

export function isForm(): bool {
	return head.startsWith(words.CONTENT_TYPE, words.FORM);
}

/** By the target of CONNECT, the Host field, or what stands in its place in a target for a proxy. */
function nameFlow(flow: usize): void {
	const from = isConnect() ? 0 : secrets.authority(startLine.target, startLine.targetLength);
	if (isConnect())
		return addHost(flow, layout.NAME_FROM_CONNECT, startLine.target, startLine.targetLength);
	if (head.valueLength(words.HOST) > 0)
		return addHost(
			flow,
			layout.NAME_FROM_HTTP,
			head.value(words.HOST),
			head.valueLength(words.HOST),
		);
	if (from > 0)
		addHost(flow, layout.NAME_FROM_HTTP, startLine.target + from, startLine.targetLength - from);
}

/** Adds the host at the beginning of `length` bytes, without user and port. An address is no name. */
function addHost(flow: usize, source: u32, at: usize, length: u32): void {
	let from: u32 = 0;
	let end: u32 = 0;
	let hasLetter = false;
	for (let i: u32 = 0; i < length; i++) {
		const byte = <u32>load<u8>(at + i);
		if (byte == SLASH) break;
		if (byte == AT) {
			from = i + 1;
			hasLetter = false;
		}
		end = i + 1;
	}
	for (let i = from; i < end; i++) {
		const byte = <u32>load<u8>(at + i);
		if (byte == COLON) end = i;
		else if (byte != DOT && (byte < 0x30 || byte > 0x39)) hasLetter = true;
	}
	if (!hasLetter || load<u8>(at + from) == BRACKET) return;
	scratch.clear();
	scratch.add(at + from, end - from, true);
	name.add(flow, source);
}
