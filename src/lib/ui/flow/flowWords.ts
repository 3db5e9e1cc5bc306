// The words of a flow's details.
import type { Milliseconds } from '#lib/base/units.ts';
import type {
	ClearCredentials,
	Flow,
	NameSource,
	PacketNote,
	PacketStop,
	Service,
	TcpState,
} from '#lib/model/flow.ts';
import { duration, NONE, THIN } from '../shared/format.ts';

/** Where a name was read, best known source first in each wording. */
export const nameSourceWords: Readonly<Record<NameSource, string>> = {
	sni: 'asked for in TLS (SNI)',
	quic: 'asked for in QUIC (SNI)',
	http: 'Host line of HTTP',
	connect: 'what a proxy was asked for',
	certificate: 'the server’s certificate',
	other: 'said inside its protocol',
	dns: 'looked up before (DNS)',
	capture: 'written in the capture file',
};

/** How it is known what a flow speaks. */
export const serviceByWords = ({ by }: Service): string =>
	by === 'content' ? 'told by its content' : 'guessed by its port';

/** A TCP state spelled out. */
export const stateSentence: Readonly<Record<TcpState, string>> = {
	'syn-sent': 'A SYN went out and nothing came back: the far end is off, or something drops it.',
	established: 'Still open when the capture ended.',
	midstream: 'Its beginning was not captured; open when the capture ended.',
	closing: 'One end has said goodbye, the other not yet.',
	closed: 'Both ends said goodbye.',
	reset: 'One end broke it off (RST).',
};

const CREDENTIALS: Readonly<Record<ClearCredentials, string>> = {
	'http-basic': 'a name and password for a web site (HTTP Basic)',
	'http-form': 'a web form with a password',
	ftp: 'a name and password for FTP',
	mail: 'a name and password for mail',
	other: 'a name and password',
};

/** What was sent in clear, as one list. */
export const credentialWords = (kinds: readonly ClearCredentials[]): string =>
	kinds.map((kind) => CREDENTIALS[kind]).join('; ');

/** Wireshark's words, spaced. */
export const noteWords = (note: PacketNote): string =>
	note
		.replaceAll('-', ' ')
		.replace('keep alive', 'keep-alive')
		.replace(/\back\b/, 'ACK');

/** What is no fault of anybody. */
const QUIET_NOTES = new Set<PacketNote>([
	'keep-alive',
	'keep-alive-ack',
	'window-update',
	'duplicate-ack',
	'port-reused',
]);

export const isQuietNote = (note: PacketNote): boolean => QUIET_NOTES.has(note);

const REASONS: Readonly<Record<PacketStop['reason'], string>> = {
	truncated: 'cut short',
	malformed: 'malformed',
	unsupported: 'not decoded',
};

const LAYERS: Readonly<Record<PacketStop['layer'], string>> = {
	link: 'link layer',
	network: 'IP',
	transport: 'TCP or UDP',
	tunnel: 'tunnel',
	content: 'content',
};

export const packetStopWords = ({ reason, layer }: PacketStop): string =>
	`${LAYERS[layer]} ${REASONS[reason]}`;

/** A time on the network: with tenths below 100 ms, where they tell near from far. */
export function roundTrip(ms: Milliseconds | undefined): string {
	if (ms === undefined) return NONE;
	if (ms < 0.95) return `${ms.toFixed(2)}${THIN}ms`;
	return ms < 99.95 ? `${ms.toFixed(1)}${THIN}ms` : duration(ms);
}

export const hasV6Ends = ({ a }: Flow): boolean => a.address.includes(':');
