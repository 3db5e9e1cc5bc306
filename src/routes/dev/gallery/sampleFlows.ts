// Made-up flows in every state that the Capture page can show.
import type { CaptureSummary } from '#lib/model/capture.ts';
import type {
	DnsMessage,
	Flow,
	FlowPacket,
	HttpExchange,
	TcpHealth,
	TlsHandshake,
} from '#lib/model/flow.ts';
import { uid } from '#lib/model/uid.ts';
import type { FlowSource } from '#lib/ui/flow/flowSource.ts';
import { sampleStart } from './sample.ts';

const WELL: Flow = {
	id: 0,
	protocol: 6,
	a: { address: '192.168.1.7', port: 41_822 },
	b: { address: '203.0.113.77', port: 443 },
	phone: 'a',
	packets: [812, 1930],
	bytes: [61_204, 2_612_900],
	payload: [18_112, 2_508_311],
	first: sampleStart,
	last: sampleStart + 189_000,
	tcp: {
		state: 'established',
		flags: [0x1a, 0x1a],
		handshake: 23.4,
		rtt: [24.9, 0.31],
		response: 51.2,
		mss: [1460, 1400],
		windowScale: [9, 7],
		sack: true,
	},
	names: [
		{ name: 'cdn.gameshub.example', from: 'sni' },
		{ name: 'edge.gameshub.example', from: 'dns' },
		{ name: '*.gameshub.example', from: 'certificate' },
	],
	owner: { kind: 'sure', uid: uid(10_198) },
	service: { name: 'tls', by: 'content' },
	interface: 'wlan0',
	offset: 24,
};

const TLS: TlsHandshake = {
	flow: 0,
	at: sampleStart,
	transport: 'tls',
	sni: 'cdn.gameshub.example',
	alpn: ['h2', 'http/1.1'],
	chosenAlpn: 'h2',
	offered: 0x0304,
	chosen: 0x0303,
	cipher: 0xc02f,
	ja4: 't13d1516h2_8daaf6152771_02713d6af862',
	ech: true,
	resumed: true,
	certificate: {
		subject: 'CN=gameshub.example',
		issuer: 'CN=Example CA',
		altNames: ['gameshub.example', '*.gameshub.example'],
	},
	quicVersion: undefined,
};

/** Everything went wrong that can. */
const ILL: TcpHealth = {
	retransmittedBytes: [1460, 301_222],
	retransmissions: [1, 140],
	fastRetransmissions: [0, 61],
	spuriousRetransmissions: [0, 7],
	outOfOrder: [0, 19],
	duplicateAcks: [88, 0],
	lostSegments: [0, 3],
	ackedLost: [0, 1],
	keepAlives: [4, 4],
	zeroWindows: [5, 0],
	zeroWindowProbes: [0, 2],
	windowFull: [0, 5],
};

const QUIC: Flow = {
	...WELL,
	id: 2,
	protocol: 17,
	b: { address: '2001:db8::20', port: 443 },
	a: { address: '2001:db8::7', port: 50_211 },
	tcp: undefined,
	owner: { kind: 'captured', uid: uid(10_198) },
	service: { name: 'quic', by: 'content' },
	names: [{ name: 'events.metrics.example', from: 'quic' }],
	icmp: { count: 3, type: 1, code: 4 },
	outer: 4,
	tls: {
		...TLS,
		transport: 'quic',
		alpn: ['h3'],
		chosenAlpn: undefined,
		chosen: undefined,
		cipher: undefined,
		ech: false,
		resumed: false,
		certificate: undefined,
		quicVersion: 1,
		ja4: 'q13d0312h3_55b375c5d22e_06cda9e17597',
	},
};

export const sampleFlows: readonly Flow[] = [
	{ ...WELL, tls: TLS },
	{
		...WELL,
		id: 1,
		tcp: WELL.tcp && { ...WELL.tcp, state: 'reset', portReused: true, health: ILL },
		b: { address: '198.51.100.20', port: 80 },
		service: { name: 'http', by: 'content' },
		names: [
			{ name: 'login.shop.example', from: 'http' },
			{ name: 'evil\u202egpj.exe', from: 'other' },
		],
		credentials: ['http-basic', 'http-form'],
		owner: { kind: 'likely', uid: uid(10_123) },
	},
	QUIC,
	{
		...WELL,
		id: 3,
		b: { address: '192.0.2.53', port: 53 },
		protocol: 17,
		tcp: undefined,
		owner: { kind: 'unknown' },
		names: [],
		service: { name: 'dns', by: 'content' },
		packets: [30, 31],
		bytes: [320, 611],
		payload: [152, 443],
	},
	{
		...WELL,
		id: 4,
		carrier: true,
		protocol: 17,
		tcp: undefined,
		owner: { kind: 'unknown' },
		names: [{ name: 'vpn.example', from: 'capture' }],
		b: { address: '198.51.100.99', port: 2152 },
		service: { name: 'gtp-u', by: 'port' },
	},
	{
		...WELL,
		id: 5,
		a: { address: '10.215.173.1', port: 39_022 },
		owner: { kind: 'captured', uid: uid(10_044) },
		names: [{ name: 'mail.example', from: 'connect' }],
		service: { name: 'imap', by: 'port' },
	},
	{
		...WELL,
		id: 6,
		b: { address: '192.0.2.200', port: 8443 },
		tcp: { state: 'syn-sent', flags: [0x02, 0] },
		packets: [4, 0],
		bytes: [296, 0],
		payload: [0, 0],
		names: [],
		service: undefined,
	},
];

export const sampleLookups: readonly DnsMessage[] = [
	['shop.example', 1, 0, 'A', '203.0.113.77'],
	['shop.example', 65, 0, 'HTTPS', '1 . alpn=h3,h2 ipv4hint=203.0.113.77'],
	['nowhere.example', 28, 3, 'A', ''],
	['broken.example', 1, 2, 'A', ''],
].map(([question, type, rcode, answer, value], id) => ({
	at: sampleStart + id * 40,
	flow: 3,
	id,
	kind: 'response',
	protocol: 'dns',
	question: String(question),
	type: Number(type),
	rcode: Number(rcode),
	answers:
		value === ''
			? []
			: [
					{
						name: String(question),
						type: answer === 'HTTPS' ? 'HTTPS' : 'A',
						value: String(value),
						ttl: 300,
					},
				],
	latency: 18.2 + id,
}));

const EXCHANGE: HttpExchange = {
	flow: 1,
	at: sampleStart,
	way: 0,
	method: 'GET',
	target: '/account?next=%2Forders',
	host: 'login.shop.example',
	userAgent: 'Shop/4.1 (Android 16)',
	status: 200,
	contentType: 'text/html; charset=utf-8',
	server: 'nginx',
	latency: 81.4,
	credentials: true,
};

const EXCHANGES: readonly HttpExchange[] = [
	EXCHANGE,
	{ ...EXCHANGE, method: 'POST', target: '/login', status: 404, credentials: false },
	{ ...EXCHANGE, target: '/img/\u202egpj.exe', status: undefined, latency: undefined },
];

const NOTES: Readonly<Record<number, Pick<FlowPacket, 'notes' | 'stop'>>> = {
	3: { notes: ['retransmission'], stop: undefined },
	4: { notes: ['duplicate-ack', 'window-update'], stop: undefined },
	7: { notes: ['zero-window'], stop: undefined },
	9: { notes: [], stop: { reason: 'truncated', layer: 'transport' } },
};

const packetAt = (index: number): FlowPacket => ({
	number: 41 + index * 3,
	at: sampleStart + index ** 2 * 7.31,
	offset: 24 + index * 1530,
	length: index % 3 === 0 ? 66 : 1514,
	way: index % 3 === 0 ? 0 : 1,
	notes: [],
	stop: undefined,
	...NOTES[index],
});

/** Packets and requests for whatever flow is asked for. */
export const sampleSource: FlowSource = {
	packets: (flow, from, count) => {
		const total = flow === 4 ? 0 : 61;
		const length = Math.max(0, Math.min(count, total - from));
		return Promise.resolve({
			total,
			from,
			rows: Array.from({ length }, (_, index) => packetAt(from + index)),
		});
	},
	http: () => Promise.resolve({ exchanges: EXCHANGES, more: true }),
};

const READ: CaptureSummary = {
	origin: { kind: 'file', name: 'home.pcap', size: 12_600_000 },
	read: 12_387_011,
	format: 'pcap',
	linkTypes: [1],
	packets: 31_207,
	bytes: 13_600_123,
	cut: 0,
	undecoded: 0,
	first: sampleStart,
	last: sampleStart + 189_000,
	flows: sampleFlows.length,
	evicted: 0,
	dns: 4,
	stop: undefined,
	complete: true,
	tool: undefined,
};

const STOP_AT = 12_387_011;

/** A capture by how its reading ended. */
export const sampleSummaries: readonly (readonly [title: string, summary: CaptureSummary])[] = [
	['Whole', READ],
	['Cut', { ...READ, stop: { offset: STOP_AT, reason: 'truncated' } }],
	['Damaged', { ...READ, stop: { offset: STOP_AT, reason: 'malformed' } }],
	[
		'Read on, and much left out',
		{
			...READ,
			damages: 2,
			linkTypes: [1, 195],
			undecoded: 211,
			stopped: 14,
			cut: 3,
			evicted: 1,
			origin: { kind: 'tcpdump', interface: 'any', filter: '', startedAt: sampleStart },
			tool: {
				stderr: '',
				captured: 31_207,
				receivedByFilter: 31_219,
				droppedByKernel: 12,
				ended: true,
				fault: 'The phone was unplugged',
			},
		},
	],
	['Not a capture', { ...READ, packets: 0, stop: { offset: 0, reason: 'not-a-capture' } }],
];
