// What a TCP stream says: whoever knows it reads it. Until one does, they are asked in turn.
import * as layout from '../layout';
import * as key from '../flow/key';
import { DNS_PORT } from './dns/dnsDatagram';
import * as dns from './dns/dnsStream';
import * as exchanges from './http/exchanges';
import * as http from './http/httpStream';
import * as services from './services/tcpServices';
import * as tls from './tls/tlsStream';
import * as verdicts from './verdict';
import { DONE, MORE, NONE } from './verdict';

/** Readers, as bits: in the order in which they are asked. */
const TLS: u32 = 1;
const HTTP: u32 = 2;
const DNS: u32 = 4;
const SERVICES: u32 = 8;

const HANDSHAKE: u32 = 22;
const APPLICATION: u32 = 23;

/** Who may still read the direction in hand. */
export let readers: u32 = 0;

export function setReaders(mask: u32): void {
	readers = mask;
}

/** Those who may read a direction of which nothing was seen yet. */
export function setReadersOf(flow: usize): void {
	const service = <u32>load<u8>(flow, layout.FLOW_SERVICE);
	readers = service == layout.SERVICE_NONE ? all() : readerOf(service, flow);
}

/** TLS alone, where something else was spoken before. Says whether it may begin with the byte at `at`. */
export function setTls(flow: usize, at: usize): bool {
	readers = TLS;
	const first = <u32>load<u8>(at);
	if (first == HANDSHAKE) return true;
	return first == APPLICATION && load<u8>(flow, layout.FLOW_SERVICE) == layout.SERVICE_NONE;
}

/** Those who may read what a proxy passes on, which begins with the byte at `at`. */
export function setReadersInside(at: usize): void {
	readers = load<u8>(at) == HANDSHAKE ? TLS : HTTP;
}

function all(): u32 {
	const isDns = key.sourcePort == DNS_PORT || key.destinationPort == DNS_PORT;
	return TLS | HTTP | SERVICES | (isDns ? DNS : 0);
}

function readerOf(service: u32, flow: usize): u32 {
	if (service == layout.SERVICE_TLS) return TLS;
	if (service == layout.SERVICE_HTTP) return HTTP;
	if (service == layout.SERVICE_SOCKS && exchanges.areIn(flow)) return HTTP;
	return service == layout.SERVICE_DNS ? DNS : SERVICES;
}

/** Is TLS all that is looked for? */
export function isTls(): bool {
	return readers == TLS;
}

/**
 * Shows contiguous bytes to those in `readers`, and gives what the first says who does not say NONE. Afterwards only
 * they are left who may still read the direction.
 */
export function ask(flow: usize, way: u32, at: usize, length: u32, last: bool): u32 {
	verdicts.begin();
	while (readers != 0) {
		const reader = readers & (0 - readers);
		const verdict = askOne(reader, flow, way, at, length, last);
		if (verdict == MORE && !last && verdicts.turned == 0) return MORE;
		if (verdicts.turned != 0 || (verdict != NONE && verdict != MORE)) {
			readers = reader;
			return verdicts.turned == 0 ? verdict : DONE;
		}
		readers &= ~reader;
	}
	return NONE;
}

function askOne(reader: u32, flow: usize, way: u32, at: usize, length: u32, last: bool): u32 {
	if (reader == TLS) return tls.stream(flow, way, at, length, last);
	if (reader == HTTP) return http.stream(flow, way, at, length, last);
	if (reader == DNS) return dns.stream(flow, way, at, length, last);
	return services.stream(flow, way, at, length, last);
}
