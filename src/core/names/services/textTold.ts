// Which text protocol a stream begins with, and which end began it.
import * as layout from '../../layout';
import * as adb from '../../wire/adb';
import * as imap from '../../wire/imap';
import * as mail from '../../wire/mail';
import * as redis from '../../wire/redis';
import * as rtsp from '../../wire/rtsp';
import * as sip from '../../wire/sip';
import * as ssh from '../../wire/ssh';
import * as syslog from '../../wire/syslog';
import * as text from '../../wire/text';
import * as vnc from '../../wire/vnc';
import * as xmpp from '../../wire/xmpp';
import * as dialogue from './dialogue';
import * as ends from './ends';

const EHLO: u32 = 0x4f4c4845;
const HELO: u32 = 0x4f4c4548;
const LHLO: u32 = 0x4f4c484c;
const USER: u32 = 0x52455355;
const AUTH: u32 = 0x48545541;
const FEAT: u32 = 0x54414546;
const CAPA: u32 = 0x41504143;
const APOP: u32 = 0x504f5041;
const TLS: u32 = 0x00534c54;
const SSL: u32 = 0x004c5353;
const THREE_BYTES: u32 = 0xffffff;

const FTP_PORT: u32 = 21;
const POP3_PORT: u32 = 110;
const SMTP_PORT: u32 = 25;
const SUBMISSION_PORT: u32 = 587;
const SPACE: u32 = 0x20;

/** Gives layout SERVICE_*. */
export function told(flow: usize, way: u32, at: usize, length: u32): u32 {
	if (length < 4) return layout.SERVICE_NONE;
	if (ssh.matches(at, length)) return layout.SERVICE_SSH;
	if (vnc.matches(at, length)) return layout.SERVICE_VNC;
	if (adb.matches(at, length)) return layout.SERVICE_ADB;
	if (redis.matches(at, length)) return layout.SERVICE_REDIS;
	if (xmpp.isStream(at, length)) return layout.SERVICE_XMPP;
	if (sip.matches(at, length)) return layout.SERVICE_SIP;
	if (rtsp.matches(at, length)) return layout.SERVICE_RTSP;
	if (syslog.matchesStream(at, length, ends.hasPort(flow, syslog.PORT)))
		return layout.SERVICE_SYSLOG;
	const service = greeting(flow, at, length);
	if (service != layout.SERVICE_NONE) {
		dialogue.setClient(flow, 1 - way);
		return service;
	}
	const asked = command(flow, at, length);
	if (asked != layout.SERVICE_NONE) dialogue.setClient(flow, way);
	return asked;
}

/** The server's first words. */
function greeting(flow: usize, at: usize, length: u32): u32 {
	if (mail.isPopGreeting(at, length)) return layout.SERVICE_POP3;
	if (mail.isImapGreeting(at, length)) return layout.SERVICE_IMAP;
	if (!mail.isReady(at, length)) return layout.SERVICE_NONE;
	if (ends.hasPort(flow, FTP_PORT)) return layout.SERVICE_FTP;
	if (ends.hasPort(flow, SMTP_PORT) || ends.hasPort(flow, SUBMISSION_PORT))
		return layout.SERVICE_SMTP;
	if (mail.saysMail(at, length)) return layout.SERVICE_SMTP;
	if (mail.saysFtp(at, length)) return layout.SERVICE_FTP;
	dialogue.set(flow, dialogue.GREETED);
	return layout.SERVICE_NONE;
}

/** The client's, where the server's were not seen or could be of two. */
function command(flow: usize, at: usize, length: u32): u32 {
	const size = text.line(at, length);
	if (size < 4 || !text.isPrintable(at, size)) return layout.SERVICE_NONE;
	switch (text.word(at)) {
		case EHLO:
		case HELO:
		case LHLO:
			return size > 5 && load<u8>(at + 4) == SPACE ? layout.SERVICE_SMTP : layout.SERVICE_NONE;
		case USER:
			return userOf(flow, at, size);
		case AUTH:
			return isTls(at, size) ? layout.SERVICE_FTP : layout.SERVICE_NONE;
		case FEAT:
			return isFtp(flow) && size == 4 ? layout.SERVICE_FTP : layout.SERVICE_NONE;
		case CAPA:
			return size == 4 ? layout.SERVICE_POP3 : layout.SERVICE_NONE;
		case APOP:
			return size > 36 && load<u8>(at + 4) == SPACE ? layout.SERVICE_POP3 : layout.SERVICE_NONE;
		default:
			return imap.begins(at, size) ? layout.SERVICE_IMAP : layout.SERVICE_NONE;
	}
}

/** FTP and POP3 both begin so; IRC does with more than one argument. */
function userOf(flow: usize, at: usize, size: u32): u32 {
	if (size < 6 || load<u8>(at + 4) != SPACE) return layout.SERVICE_NONE;
	if (text.until(at + 5, size - 5, SPACE) != size - 5) return layout.SERVICE_NONE;
	if (isFtp(flow)) return layout.SERVICE_FTP;
	return ends.hasPort(flow, POP3_PORT) ? layout.SERVICE_POP3 : layout.SERVICE_NONE;
}

function isFtp(flow: usize): bool {
	return ends.hasPort(flow, FTP_PORT) || dialogue.has(flow, dialogue.GREETED);
}

/** "AUTH TLS" and "AUTH SSL", RFC 4217. */
function isTls(at: usize, size: u32): bool {
	if (size != 8 || load<u8>(at + 4) != SPACE) return false;
	const kind = (text.word(at + 4) >> 8) & THREE_BYTES;
	return kind == TLS || kind == SSL;
}
