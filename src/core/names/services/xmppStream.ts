// XMPP: the host a client asks for, passwords in clear, and the way into TLS.
import * as layout from '../../layout';
import * as extra from '../../flow/extra';
import * as xmpp from '../../wire/xmpp';
import * as name from '../name';
import * as scratch from '../scratch';
import * as dialogue from './dialogue';
import { toTls } from './upgrade';

/** Reads what one direction sent, and gives a verdict. */
export function follow(flow: usize, way: u32, at: usize, length: u32): u32 {
	if (way == 0 && xmpp.isStream(at, length) && xmpp.findHost(at, length)) addHost(flow);
	if (dialogue.has(flow, dialogue.TLS_ASKED) && xmpp.grantsTls(at, length)) return toTls(flow);
	// Servers offer it in the same word, inside <stream:features>.
	if (way == 0 && xmpp.asksTls(at, length)) dialogue.set(flow, dialogue.TLS_ASKED);
	if (xmpp.hasPassword(at, length)) extra.markCredentials(flow, layout.CREDENTIALS_OTHER);
	return dialogue.goOn(flow, way);
}

function addHost(flow: usize): void {
	scratch.clear();
	scratch.add(xmpp.host, xmpp.hostSize, true);
	name.add(flow, layout.NAME_FROM_OTHER);
}
