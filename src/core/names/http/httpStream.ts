// HTTP/1 in a TCP stream, RFC 9112: heads of requests and responses. Bodies are passed over where their length is told.
import * as layout from '../../layout';
import * as flows from '../../flow/flows';
import { min } from '../../memory/bytes';
import * as memo from '../services/memo';
import { toInside, toTls } from '../services/upgrade';
import { DONE, MORE, next, NONE, SEEK } from '../verdict';
import * as chunks from './chunks';
import * as exchanges from './exchanges';
import * as head from './head';
import * as requests from './requests';
import * as startLine from './startLine';
import * as words from './words';

const SWITCHING_PROTOCOLS: u32 = 101;
const NO_CONTENT: u32 = 204;
const NOT_MODIFIED: u32 = 304;

/** A longer body is not counted off. */
const MAX_BODY: u64 = 0x40000000;

/** As names/tls/tlsStream; `at` is where a head may begin, or what the last call left there. */
export function stream(flow: usize, way: u32, at: usize, length: u32, last: bool): u32 {
	if (!mayBeHttp(flow)) return NONE;
	if (length == 0) return MORE;
	const state = exchanges.state(flow, way);
	if (state == exchanges.AT_CHUNK || state == exchanges.AT_TRAILER)
		return body(flow, way, at, length, last);
	if (state == exchanges.AT_FORM) return form(flow, way, at, length, last);
	const verdict = head.read(at, length, last);
	if (verdict == MORE) return last ? otherwise(flow, state) : MORE;
	if (verdict == NONE) return otherwise(flow, state);
	if (startLine.isSimple && !isHttp(flow)) return otherwise(flow, state);
	return startLine.isResponse ? response(flow, way) : request(flow, way, at, length);
}

/** A flow that the other direction told to be something else keeps the state of that: no two write EXTRA_STATE. */
function mayBeHttp(flow: usize): bool {
	const service = <u32>load<u8>(flow, layout.FLOW_SERVICE);
	if (service == layout.SERVICE_NONE || service == layout.SERVICE_HTTP) return true;
	return service == layout.SERVICE_WEBSOCKET || service == layout.SERVICE_SOCKS;
}

/** A line without a version tells so little that it counts only where HTTP is spoken already. */
function isHttp(flow: usize): bool {
	return <u32>load<u8>(flow, layout.FLOW_SERVICE) == layout.SERVICE_HTTP;
}

/** No head begins here. */
function otherwise(flow: usize, state: u32): u32 {
	if (state == exchanges.AT_OTHER) return DONE;
	return exchanges.areIn(flow) ? SEEK : NONE;
}

function request(flow: usize, way: u32, at: usize, length: u32): u32 {
	flows.setService(flow, layout.SERVICE_HTTP);
	requests.keep(flow, way);
	exchanges.setState(flow, way, exchanges.AT_HEAD);
	if (startLine.methodIndex == words.METHOD_CONNECT) {
		// A proxy that wants to know first who asks gets another request.
		exchanges.setState(flow, way, exchanges.AT_OTHER);
		return next(head.size);
	}
	if (requests.isForm()) {
		if (!isFormThere(length - head.size)) return waitForForm(flow, way);
		requests.lookAtForm(flow, at + head.size, length - head.size);
	}
	return behindHead(flow, way, head.size);
}

/** Is as much of the form behind `head` there as is looked at? Of an unknown length all that comes with the head is. */
function isFormThere(there: u32): bool {
	const length = head.contentLength();
	if (length == head.NO_LENGTH || length > MAX_BODY) return there > 0;
	return there >= min(<u32>length, requests.FORM_LOOK);
}

function waitForForm(flow: usize, way: u32): u32 {
	const length = head.contentLength();
	memo.keep(flow, way, length > MAX_BODY ? 0 : length);
	exchanges.setState(flow, way, exchanges.AT_FORM);
	return next(head.size);
}

/** What comes behind a head that said it is a form; what is there already is looked at in case the rest never comes. */
function form(flow: usize, way: u32, at: usize, length: u32, last: bool): u32 {
	const body = <u32>memo.keyOf(flow, way);
	requests.lookAtForm(flow, at, body == 0 ? length : min(body, length));
	if (length < min(body, requests.FORM_LOOK) && !last) return MORE;
	exchanges.setState(flow, way, exchanges.AT_HEAD);
	return body == 0 ? SEEK : next(body);
}

function response(flow: usize, way: u32): u32 {
	const status = startLine.status;
	const isOther = status == SWITCHING_PROTOCOLS;
	const isWebSocket = isOther && head.startsWith(words.UPGRADE, words.WEBSOCKET);
	flows.setService(flow, isWebSocket ? layout.SERVICE_WEBSOCKET : layout.SERVICE_HTTP);
	if (status < 200 && !isOther) return next(head.size);
	const record = exchanges.answer(flow, way);
	exchanges.setState(flow, way, exchanges.AT_HEAD);
	if (isOther && record != 0) exchanges.mark(record, layout.HTTP_BIT_UPGRADE);
	if (isOther) return toTls(flow);
	if (status < 300 && record != 0 && exchanges.has(record, layout.HTTP_BIT_CONNECT)) {
		// What begins there need not be HTTP.
		exchanges.setState(flow, way, exchanges.AT_OTHER);
		return toInside(flow);
	}
	const isEmpty = status == NO_CONTENT || status == NOT_MODIFIED;
	if (isEmpty || (record != 0 && exchanges.isHeadOnly(record))) return next(head.size);
	return behindHead(flow, way, 0);
}

/** Passes over the body. Where its length is not told a request has none (`otherwise`), a response ends somewhere. */
function behindHead(flow: usize, way: u32, otherwise: u32): u32 {
	if (!head.isWhole) return SEEK;
	if (head.endsWith(words.TRANSFER_ENCODING, words.CHUNKED)) {
		exchanges.setState(flow, way, exchanges.AT_CHUNK);
		return next(head.size);
	}
	const length = head.contentLength();
	if (length == head.NO_LENGTH) return otherwise == 0 ? SEEK : next(otherwise);
	return length > MAX_BODY ? SEEK : next(head.size + <u32>length);
}

function body(flow: usize, way: u32, at: usize, length: u32, last: bool): u32 {
	const isTrailer = exchanges.state(flow, way) == exchanges.AT_TRAILER;
	const came = isTrailer ? chunks.passTrailer(at, length) : chunks.pass(at, length);
	if (came == chunks.DAMAGED || (came == chunks.MORE && last)) {
		exchanges.setState(flow, way, exchanges.AT_HEAD);
		return SEEK;
	}
	if (came == chunks.LAST)
		exchanges.setState(flow, way, isTrailer ? exchanges.AT_HEAD : exchanges.AT_TRAILER);
	return chunks.consumed == 0 ? MORE : next(chunks.consumed);
}
