// PostgreSQL, MySQL and Redis: passwords in clear, and the way into TLS.
import * as layout from '../../layout';
import * as extra from '../../flow/extra';
import * as mysql from '../../wire/mysql';
import * as postgresql from '../../wire/postgresql';
import * as redis from '../../wire/redis';
import { DONE } from '../verdict';
import * as dialogue from './dialogue';
import { toTls } from './upgrade';

export function followPostgresql(flow: usize, way: u32, at: usize, length: u32): u32 {
	if (postgresql.matches(at, length)) {
		dialogue.setClient(flow, way);
		if (postgresql.asksTls(at)) dialogue.set(flow, dialogue.TLS_ASKED);
	} else if (dialogue.isClient(flow, way)) {
		if (dialogue.has(flow, dialogue.SECRET_DUE)) return password(flow, at, length);
	} else {
		const asked = dialogue.has(flow, dialogue.TLS_ASKED);
		dialogue.clear(flow, dialogue.TLS_ASKED);
		if (asked && postgresql.grantsTls(at, length)) return toTls(flow);
		if (postgresql.asksPassword(at, length)) dialogue.set(flow, dialogue.SECRET_DUE);
	}
	return dialogue.goOn(flow, way);
}

function password(flow: usize, at: usize, length: u32): u32 {
	if (postgresql.isPassword(at, length)) extra.markCredentials(flow, layout.CREDENTIALS_OTHER);
	return DONE;
}

/** MySQL's passwords are never sent as they are. */
export function followMysql(flow: usize, way: u32, at: usize, length: u32): u32 {
	if (mysql.isGreeting(at, length)) return DONE;
	return mysql.asksTls(at, length) ? toTls(flow) : DONE;
}

export function followRedis(flow: usize, way: u32, at: usize, length: u32): u32 {
	if (redis.matches(at, length)) {
		if (redis.hasPassword(at, length)) extra.markCredentials(flow, layout.CREDENTIALS_OTHER);
		return dialogue.goOn(flow, way);
	}
	return DONE;
}
