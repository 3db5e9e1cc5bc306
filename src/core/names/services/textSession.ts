// Sessions of FTP, SMTP, POP3 and IMAP: lines of a client, in which secrets may be, and a server that may agree to
// go on inside TLS.
import * as layout from '../../layout';
import * as extra from '../../flow/extra';
import { min } from '../../memory/bytes';
import * as imap from '../../wire/imap';
import * as text from '../../wire/text';
import { DONE } from '../verdict';
import * as dialogue from './dialogue';
import { toTls } from './upgrade';

/** Bytes of a segment in which lines are read; commands are shorter. */
const LOOK: u32 = 2048;

const USER: u32 = 0x52455355;
const PASS: u32 = 0x53534150;
const AUTH: u32 = 0x48545541;
const START_TLS: u32 = 0x52415453; // "STAR"
const STLS: u32 = 0x534c5453;
const DATA: u32 = 0x41544144;
const BDAT: u32 = 0x54414442;
const ANONYMOUS: u32 = 0x4e4f4e41; // "ANON"
const PLAIN: u32 = 0x49414c50; // "PLAI"
const LOGIN: u32 = 0x49474f4c; // "LOGI"

const SPACE: u32 = 0x20;
const PLUS: u32 = 0x2b;
const TWO: u32 = 0x32;
// "ftp"
const FTP = memory.data<u8>([0x66, 0x74, 0x70]);
// " OK"
const OK = memory.data<u8>([0x20, 0x6f, 0x6b]);
/** Bytes of "AUTHENTICATE". */
const WORD: u32 = 12;
/** The least that a name or password is worth encoding: shorter words are commands. */
const SHORTEST_SECRET: u32 = 5;

/** Reads what one direction sent, and gives a verdict. */
export function follow(service: u32, flow: usize, way: u32, at: usize, length: u32): u32 {
	if (!dialogue.isClient(flow, way)) return answer(service, flow, way, at, length);
	const end = at + min(length, LOOK);
	while (at < end) {
		const size = text.line(at, <u32>(end - at));
		if (size >= 4 && !command(service, flow, at, size)) return DONE;
		at += text.lineWithEnd(at, <u32>(end - at));
	}
	return dialogue.goOn(flow, way);
}

/** The server's answer matters where TLS was asked for. */
function answer(service: u32, flow: usize, way: u32, at: usize, length: u32): u32 {
	if (dialogue.has(flow, dialogue.TLS_ASKED)) {
		if (isPositive(service, at, text.line(at, length))) return toTls(flow);
		dialogue.clear(flow, dialogue.TLS_ASKED);
	}
	return dialogue.goOn(flow, way);
}

function isPositive(service: u32, at: usize, size: u32): bool {
	if (service == layout.SERVICE_POP3) return size > 0 && load<u8>(at) == PLUS;
	if (service == layout.SERVICE_IMAP) return text.find(at, min(size, 24), OK, 3) != text.NOWHERE;
	return size > 0 && load<u8>(at) == TWO;
}

/** A line of at least four bytes. False where no more commands follow. */
function command(service: u32, flow: usize, at: usize, size: u32): bool {
	if (service == layout.SERVICE_FTP) return ftp(flow, at, size);
	if (service == layout.SERVICE_IMAP) return imapLine(flow, at, size);
	const word = text.word(at);
	if (word == DATA || word == BDAT) return service != layout.SERVICE_SMTP;
	if (word == START_TLS || word == STLS) dialogue.set(flow, dialogue.TLS_ASKED);
	else if (word == PASS && service == layout.SERVICE_POP3) markMail(flow);
	else if (word == AUTH) authenticate(flow, at + 4, size - 4);
	else secret(flow, at, size);
	return true;
}

function ftp(flow: usize, at: usize, size: u32): bool {
	const word = text.word(at);
	if (word == USER && isAnonymous(at + 5, size - min(size, 5)))
		dialogue.set(flow, dialogue.ANONYMOUS);
	else if (word == USER) dialogue.clear(flow, dialogue.ANONYMOUS);
	else if (word == AUTH) dialogue.set(flow, dialogue.TLS_ASKED);
	else if (word == PASS && size > 5 && !dialogue.has(flow, dialogue.ANONYMOUS))
		extra.markCredentials(flow, layout.CREDENTIALS_FTP);
	return true;
}

/** "anonymous" (RFC 1635), and "ftp", which servers take for the same. */
function isAnonymous(at: usize, size: u32): bool {
	if (size == 3) return text.find(at, size, FTP, 3) == 0;
	return size >= 4 && text.word(at) == ANONYMOUS;
}

function imapLine(flow: usize, at: usize, size: u32): bool {
	const word = imap.command(at, size);
	if (word == imap.LOGIN) markMail(flow);
	else if (word == imap.STARTTLS) dialogue.set(flow, dialogue.TLS_ASKED);
	else if (word == imap.AUTHENTICATE)
		authenticate(flow, imap.word + WORD, size - min(size, <u32>(imap.word - at) + WORD));
	else secret(flow, at, size);
	return true;
}

/** " PLAIN" or " LOGIN", which merely encode: the secret stands behind it or in the next line (RFC 4954 4). */
function authenticate(flow: usize, at: usize, size: u32): void {
	if (size < 6) return;
	const mechanism = text.word(at + 1);
	if (mechanism != PLAIN && mechanism != LOGIN) return;
	if (size > 8) markMail(flow);
	else dialogue.set(flow, dialogue.SECRET_DUE);
}

function secret(flow: usize, at: usize, size: u32): void {
	if (!dialogue.has(flow, dialogue.SECRET_DUE)) return;
	if (size < SHORTEST_SECRET || text.until(at, size, SPACE) < size) return;
	dialogue.clear(flow, dialogue.SECRET_DUE);
	markMail(flow);
}

function markMail(flow: usize): void {
	extra.markCredentials(flow, layout.CREDENTIALS_MAIL);
}
