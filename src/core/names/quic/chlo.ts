// The client hello of Google's own handshake (Langley and Chang, "QUIC Crypto", 2016): a list of tags with values, of
// which one is the server's name. Every number is little-endian.
import * as layout from '../../layout';
import * as status from '../../status';
import * as handshake from '../tls/handshake';
import * as name from '../name';
import * as scratch from '../scratch';

/** Both as they stand in memory. */
const CHLO: u32 = 0x4f4c4843;
const SNI: u32 = 0x00494e53;
const COUNT: usize = 4;
/** Each is a name of four bytes, and where its value ends behind the end of the list. */
const TAGS: u32 = 8;
const TAG_SIZE: u32 = 8;
const END: usize = 4;
const MAX_TAGS: u32 = 128;
const MAX_NAME: u32 = 255;

/** Does one begin here? */
export function check(at: usize, length: u32): bool {
	return length >= TAGS && load<u32>(at) == CHLO && load<u16>(at, COUNT) <= MAX_TAGS;
}

/** Reads the hello of which `length` bytes are there. False where its name may still come. */
export function read(flow: usize, at: usize, length: u32): bool {
	if (length < TAGS) return false;
	if (!check(at, length)) return true;
	const values = TAGS + <u32>load<u16>(at, COUNT) * TAG_SIZE;
	if (values > length) return false;
	let begin = values;
	for (let tag = TAGS; tag < values; tag += TAG_SIZE) {
		const end = values + load<u32>(at + tag, END);
		if (end < begin) return true;
		if (end > length) return false;
		if (load<u32>(at + tag) == SNI) takeName(flow, at + begin, end - begin);
		begin = end;
	}
	return true;
}

function takeName(flow: usize, at: usize, length: u32): void {
	if (length == 0 || length > MAX_NAME) return;
	scratch.clear();
	scratch.add(at, length, true);
	name.add(flow, layout.NAME_FROM_QUIC);
	const record = handshake.ensure(flow, layout.SERVICE_QUIC);
	if (record == 0) return;
	const text = scratch.keep();
	if (text == 0) status.addEvicted();
	else store<u32>(record, <u32>text, layout.TLS_SNI);
}
