// SOCKS: a short dialogue, behind which the client speaks with the host it asked for.
import * as layout from '../../layout';
import * as extra from '../../flow/extra';
import * as flows from '../../flow/flows';
import * as socks from '../../wire/socks';
import * as name from '../name';
import * as scratch from '../scratch';
import { DONE, MORE, NONE, next } from '../verdict';
import * as dialogue from './dialogue';
import { toInside } from './upgrade';

const CHOICE_LEN: u32 = 2;
const PASSWORD_REPLY_LEN: u32 = 2;
const PASSWORD_VERSION: u32 = 1;

/** How SOCKS begins, or goes on while it is not told yet; NONE for anything else. */
export function begin(flow: usize, way: u32, at: usize, length: u32): u32 {
	if (dialogue.has(flow, dialogue.SOCKS_4) && !dialogue.isClient(flow, way))
		return socks.isReply4(at, length) ? reply4(flow, at) : NONE;
	if (dialogue.has(flow, dialogue.SOCKS_5)) {
		if (dialogue.isClient(flow, way)) return client(flow, at, length);
		if (socks.isChoice(at, length)) return next(choice(flow));
		return NONE;
	}
	const greeting = socks.greeting(at, length);
	if (greeting != 0) return opened(flow, way, dialogue.SOCKS_5, greeting);
	if (!socks.isRequest4(at, length)) return NONE;
	opened(flow, way, dialogue.SOCKS_4, length);
	if (socks.hostSize != 0) told(flow);
	return DONE;
}

function opened(flow: usize, way: u32, version: u32, bytes: u32): u32 {
	dialogue.setClient(flow, way);
	dialogue.set(flow, version);
	return next(bytes);
}

/** Version 5 behind its greeting; the service is told. */
export function follow(flow: usize, way: u32, at: usize, length: u32): u32 {
	if (dialogue.isClient(flow, way))
		return dialogue.has(flow, dialogue.SOCKS_5) ? client(flow, at, length) : DONE;
	if (dialogue.has(flow, dialogue.SOCKS_4))
		return socks.isReply4(at, length) ? reply4(flow, at) : DONE;
	if (length < CHOICE_LEN) return MORE;
	if (load<u8>(at) == PASSWORD_VERSION) return next(PASSWORD_REPLY_LEN);
	if (length == CHOICE_LEN) return next(CHOICE_LEN);
	return socks.isSuccess(at, length) ? toInside(flow) : DONE;
}

function choice(flow: usize): u32 {
	flows.setService(flow, layout.SERVICE_SOCKS);
	return CHOICE_LEN;
}

function client(flow: usize, at: usize, length: u32): u32 {
	const password = socks.passwordLength(at, length);
	if (password != 0) {
		extra.markCredentials(flow, layout.CREDENTIALS_OTHER);
		return next(password);
	}
	if (socks.isRequest(at, length)) told(flow);
	return DONE;
}

/** A request was read, with the host it may name. */
function told(flow: usize): void {
	flows.setService(flow, layout.SERVICE_SOCKS);
	if (socks.hostSize == 0) return;
	scratch.clear();
	scratch.add(socks.host, socks.hostSize, true);
	name.add(flow, layout.NAME_FROM_CONNECT);
}

function reply4(flow: usize, at: usize): u32 {
	flows.setService(flow, layout.SERVICE_SOCKS);
	return socks.isGranted4(at) ? toInside(flow) : DONE;
}
