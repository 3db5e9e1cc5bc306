import * as layout from '#core/layout.ts';
import type { TlsHandshake } from '../model/flow.ts';
import type { CoreMemory } from './coreMemory.ts';
import type { CoreRecords } from './coreRecords.ts';

/** Handshake `index`: the record of layout TLS_*. */
export function readTls(source: CoreRecords, index: number): TlsHandshake {
	const { memory } = source;
	const at = source.at(layout.TABLE_TLS, index);
	const bits = memory.u8(at + layout.TLS_BITS);
	const transport = transportOf(memory.u8(at + layout.TLS_TRANSPORT));
	return {
		flow: memory.u32(at + layout.TLS_FLOW),
		at: source.clock(memory.f64(at + layout.TLS_TIME)),
		transport,
		sni: memory.textAt(at + layout.TLS_SNI),
		alpn: listAt(memory, at + layout.TLS_ALPN),
		chosenAlpn: memory.textAt(at + layout.TLS_CHOSEN_ALPN),
		offered: orUndefined(memory.u16(at + layout.TLS_OFFERED)),
		chosen: orUndefined(memory.u16(at + layout.TLS_CHOSEN)),
		cipher: orUndefined(memory.u16(at + layout.TLS_CIPHER)),
		ja4: memory.textAt(at + layout.TLS_JA4),
		ech: (bits & layout.TLS_BIT_ECH) !== 0,
		resumed: (bits & layout.TLS_BIT_RESUMED) !== 0,
		certificate: readCertificate(memory, at),
		quicVersion: transport === 'quic' ? memory.u32(at + layout.TLS_QUIC_VERSION) : undefined,
	};
}

function transportOf(service: number): TlsHandshake['transport'] {
	if (service === layout.SERVICE_QUIC) return 'quic';
	return service === layout.SERVICE_DTLS ? 'dtls' : 'tls';
}

function readCertificate(memory: CoreMemory, at: number): TlsHandshake['certificate'] {
	const subject = memory.textAt(at + layout.TLS_SUBJECT);
	const issuer = memory.textAt(at + layout.TLS_ISSUER);
	const altNames = listAt(memory, at + layout.TLS_ALT_NAMES);
	if (subject === undefined && issuer === undefined && altNames.length === 0) return undefined;
	return { subject: subject ?? '', issuer: issuer ?? '', altNames };
}

const orUndefined = (value: number): number | undefined => (value === 0 ? undefined : value);

const listAt = (memory: CoreMemory, field: number): readonly string[] =>
	memory.textAt(field)?.split(',').filter(Boolean) ?? [];
