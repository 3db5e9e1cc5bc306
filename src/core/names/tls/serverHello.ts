// What a ServerHello tells, RFC 8446 4.1.3, RFC 5246 7.4.1.3.
import * as layout from '../../layout';
import { be16 } from '../../memory/bytes';
import * as flows from '../../flow/flows';
import * as hello from '../../wire/tlsHello';
import * as handshake from './handshake';
import * as textList from './textList';

const LIST_HEADER: u32 = 2;

/** As clientHello.read. A HelloRetryRequest is one too, but tells nothing final. */
export function read(flow: usize, at: usize, length: u32, transport: u32): bool {
	if (!hello.walkServer(at, length)) return false;
	flows.setService(flow, transport);
	const record = handshake.ensure(flow, transport);
	if (record == 0 || hello.isRetry(at)) return true;
	let chosen = hello.version(at);
	const cipher = be16(at + hello.ciphers);
	let offset = hello.next(at, hello.extensions);
	while (offset != 0) {
		const size = hello.dataEnd - hello.data;
		if (hello.type == hello.EXTENSION_VERSIONS && size == 2) chosen = be16(at + hello.data);
		if (hello.type == hello.EXTENSION_ALPN) keepAlpn(record, at + hello.data, size);
		offset = hello.next(at, offset);
	}
	store<u16>(record, <u16>chosen, layout.TLS_CHOSEN);
	store<u16>(record, <u16>cipher, layout.TLS_CIPHER);
	return true;
}

/** The one protocol that was chosen, in the shape of a list (RFC 7301 3.1). */
function keepAlpn(record: usize, at: usize, length: u32): void {
	if (length < LIST_HEADER + 1) return;
	const size = <u32>load<u8>(at + LIST_HEADER);
	if (size == 0 || size > length - LIST_HEADER - 1) return;
	textList.begin();
	if (textList.add(at + LIST_HEADER + 1, size)) handshake.keepText(record, layout.TLS_CHOSEN_ALPN);
}
