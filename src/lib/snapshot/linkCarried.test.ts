import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { ProbeId, ProbeValues, Reading, Readings } from '#lib/model/reading.ts';
import type { Snapshot } from '#lib/model/snapshot.ts';
import { uid } from '#lib/model/uid.ts';
import { emptySnapshot } from '../../../tests/fixtures/snapshots.ts';
import { crc32 } from '../base/crc32.ts';
import { reread } from '../probes/reread.ts';
import { toBase64Url } from './base64url.ts';
import { explain } from './failure.ts';
import { readSnapshotFile, writeSnapshotFile } from './file.ts';
import { decodeLink, encodeLink } from './link.ts';
import { summaryOf } from './redact.ts';
import { CARRIED_IDS } from './schemaCarried.ts';

// The readings that a link carries beside counters, sockets and flows.

function ok<Id extends ProbeId>(probe: Id, value: ProbeValues[Id]): Readings {
	const said = { command: 'ask', exit: 0, raw: 'Smith family 5G', stderr: '' };
	const reading: Reading<ProbeValues[Id]> = {
		...{ probe, at: 1_700_000_000_000, duration: 12, ...said },
		outcome: { kind: 'ok', value },
	};
	return { [probe]: reading };
}

/** What must never travel, in every place that takes free text or an address. */
const SECRETS = {
	ssid: 'Smith family 5G',
	mac: '00:1a:2b:3c:4d:5e',
	own: '192.168.7.41',
	own6: '2001:db8:aaaa:1:21a:2bff:fe3c:4d5e',
	server: 'a1b2c3.dns.example',
	proxy: 'proxy.employer.example',
	client: '192.168.43.77',
	operator: 'Mobile of Elbonia',
} as const;

const connectivity: Readings = ok('connectivity', {
	...{ defaultNetwork: 100, dataSaver: undefined },
	blocked: [{ uid: uid(10_123), by: 'reasons', mask: 4 }],
	networks: [
		{
			...{ netId: 100, transports: ['WIFI', 'VPN'], capabilities: ['INTERNET'], mtu: 1500 },
			...{ interface: 'wlan0', underlying: [99], nat64Prefix: '64:ff9b::/96' },
			addresses: [`${SECRETS.own}/24`, `${SECRETS.own6}/64`],
			dnsServers: ['192.168.7.1', '2001:db8:aaaa:1::53', '2620:fe::9'],
			routes: [
				{ destination: '0.0.0.0/0', gateway: '192.168.7.1', unreachable: false },
				{ destination: '2001:db8:aaaa:1::/64', gateway: undefined, unreachable: false },
			],
			privateDns: { used: true, server: SECRETS.server, broken: false },
			httpProxy: `${SECRETS.proxy}:3128`,
			vpn: {
				...{ owner: uid(10_300), session: SECRETS.ssid, bypassable: true },
				uids: [{ from: 0, to: 99_999 }],
			},
		},
	],
});

const system: Readings = {
	...ok('privateDns', { mode: 'hostname', specifier: SECRETS.server, defaultMode: undefined }),
	...ok('sysctl', [{ key: 'net/ipv4/ip_forward', interface: undefined, value: '0' }]),
	...ok('protocols', {
		groups: [
			{
				...{ file: 'snmp', name: 'Tcp' },
				counters: [
					{ id: 'TcpMaxConn', value: -1 },
					{ id: 'TcpInErrs', value: 0 },
				],
			},
		],
		softnet: [{ cpu: 0, processed: 9, dropped: 0, timeSqueeze: 1 }],
		unread: [{ file: 'xfrm_stat', why: SECRETS.ssid }],
	}),
	...ok('uidFirewall', {
		...{ enabled: ['DOZABLE'], noInternet: [uid(10_400)], doubts: [SECRETS.ssid] },
		rows: [
			{ uid: uid(10_123), matches: ['IIF'], interface: `wlx${SECRETS.mac.replaceAll(':', '')}` },
		],
	}),
	...ok('netpolicy', {
		...{ dataSaver: true, batterySaver: false, doze: undefined, restrictedMode: undefined },
		...{ lowPowerStandby: undefined, meteredInterfaces: ['rmnet0'] },
		plans: [{ network: 'MOBILE', warning: 2e9, limit: undefined, metered: true, inferred: true }],
		uidPolicies: [{ uid: uid(10_123), policies: ['REJECT_METERED_BACKGROUND'] }],
		uidStates: [
			{ uid: uid(10_123), state: 'TOP', rules: [], blocked: ['DOZE'] },
			{ uid: uid(10_124), state: 'CEM', rules: [], blocked: [] },
		],
	}),
};

const radios: Readings = {
	...ok('wifi', {
		enabled: true,
		connection: {
			...{ ssid: SECRETS.ssid, bssid: SECRETS.mac, mac: SECRETS.mac, address: SECRETS.own },
			...{ rssi: -61, linkSpeed: 433, txSpeed: 433, rxSpeed: undefined, frequency: 5180 },
			...{ standard: '11ac', security: 2 },
		},
	}),
	...ok('telephony', {
		phones: [
			{
				...{ id: 0, voice: 'in service', data: 'in service', operator: SECRETS.operator },
				...{ technology: 'LTE', shownAs: undefined, roaming: false, dataAllowed: true },
				...{ connection: 'connected', activity: 'in and out' },
				signals: [{ technology: 'LTE', dbm: -97, level: 3 }],
			},
		],
	}),
	...ok('links', [
		{
			...{ index: 3, name: 'wlan0', flags: ['UP'], mtu: 1500, state: 'up', type: 'ether' },
			mac: SECRETS.mac,
			addresses: [{ address: SECRETS.own, prefixLength: 24, scope: 'global' }],
		},
	]),
	...ok('tethering', {
		...{ upstreamWanted: true, upstreams: ['rmnet0'], hardware: [SECRETS.ssid], bpf: true },
		downstreams: [{ name: 'ap0', state: 'tethered', error: 0 }],
		forwarded: [{ upstream: 'rmnet0', rxBytes: 5, txBytes: 6 }],
		flows: [],
		clients: [{ address: SECRETS.client, mac: SECRETS.mac, downstream: 'ap0' }],
	}),
	...ok('resolver', [
		{
			...{ netId: 100, privateDnsMode: 'STRICT', nat64: undefined },
			servers: [{ address: '192.168.7.1', samples: undefined, broken: false }],
			privateDns: [{ address: '192.0.2.53', name: SECRETS.server, status: 'success' }],
			statistics: [
				{
					...{ protocol: 'UDP', address: '192.168.7.1', total: 9, rtt: 12.5 },
					rcodes: [{ code: 'NOERROR', count: 9 }],
				},
			],
		},
	]),
};

const whole: Snapshot = { ...emptySnapshot(), readings: { ...connectivity, ...system, ...radios } };

function opened(fragment: string): Snapshot {
	const snapshot = decodeLink(fragment);
	if (!snapshot.ok) throw new Error(explain(snapshot.error));
	return snapshot.value;
}

describe('what a link carries of the readings', () => {
	test('is what the summary shows, all of it', () => {
		const { fragment, leftOut } = encodeLink(whole);
		expect(leftOut.readings).toBe(0);
		expect(opened(fragment)).toStrictEqual(summaryOf(whole));
		expect(Object.keys(opened(fragment).readings).sort()).toEqual([...CARRIED_IDS].sort());
	});

	test('holds no name of a network or person, no hardware address, no address of the phone', () => {
		const text = JSON.stringify(opened(encodeLink(whole).fragment));
		for (const secret of Object.values(SECRETS)) expect(text).not.toContain(secret);
		expect(text).not.toContain(SECRETS.mac.replaceAll(':', ''));
		expect(text).not.toContain('2001:db8:aaaa');
		// And it could have: the snapshot is full of them.
		expect(JSON.stringify(whole)).toContain(SECRETS.ssid);
	});

	test('keeps what tells nothing of the place', () => {
		const { readings } = opened(encodeLink(whole).fragment);
		expect(readings.connectivity?.outcome).toMatchObject({
			value: {
				networks: [
					{ dnsServers: ['192.168.7.1', 'fe80::', '2620:fe::9'], nat64Prefix: '64:ff9b::/96' },
				],
			},
		});
		expect(readings.wifi?.outcome).toMatchObject({ value: { connection: { rssi: -61 } } });
	});

	test('says that a phone refused', () => {
		const denied = { kind: 'denied', why: SECRETS.ssid } as const;
		const { resolver } = whole.readings;
		if (resolver === undefined) throw new Error('there is one');
		const snapshot = { ...whole, readings: { resolver: { ...resolver, outcome: denied } } };
		const { outcome } = opened(encodeLink(snapshot).fragment).readings.resolver ?? {};
		expect(outcome?.kind).toBe('denied');
		expect(JSON.stringify(outcome)).not.toContain(SECRETS.ssid);
	});

	test('leaves out a reading that the link itself would refuse, and fields that no schema names', () => {
		const long = ok('sysctl', [{ key: 'a', interface: undefined, value: 'x'.repeat(500) }]);
		const wider = { mode: 'off', specifier: undefined, defaultMode: undefined, more: SECRETS.ssid };
		const snapshot = { ...whole, readings: { ...long, ...ok('privateDns', wider) } };
		const { readings } = opened(encodeLink(snapshot).fragment);
		expect(Object.keys(readings)).toEqual(['privateDns']);
		expect(encodeLink(snapshot).fragment).toBe(
			encodeLink(opened(encodeLink(snapshot).fragment)).fragment,
		);
		expect(JSON.stringify(summaryOf(snapshot))).not.toContain(SECRETS.ssid);
	});

	test('gives way where there is no room, the least telling first, and is counted', () => {
		const value = Array.from({ length: 3000 }, (_, at) => ({
			...{
				key: `net/ipv4/${Math.imul(at, 2_654_435_761) >>> 0}`,
				interface: undefined,
				value: '1',
			},
		}));
		const full = { ...whole, readings: { ...whole.readings, ...ok('sysctl', value) } };
		const { fragment, leftOut, size } = encodeLink(full);
		expect(size).toBeLessThanOrEqual(8000);
		expect(leftOut.readings).toBe(1);
		const { readings, ladder } = opened(fragment);
		expect(readings.sysctl).toBeUndefined();
		expect(readings.protocols?.outcome.kind).toBe('ok');
		expect(ladder[0]?.why).toContain('1 reading of networks');
	});

	test('stays in a file that is saved of it', async () => {
		const shown = opened(encodeLink(whole).fragment);
		const file = await writeSnapshotFile(shown);
		if (!file.ok) throw new Error(explain(file.error));
		const again = await readSnapshotFile(file.value, reread);
		if (!again.ok) throw new Error(explain(again.error));
		expect(again.value.snapshot.readings).toStrictEqual(shown.readings);
	});
});

/** The link's JSON with something done to it, and a true checksum. */
function changed(change: (link: Record<string, unknown>) => object): string {
	const data = encodeLink(whole).fragment.slice('#s=1.'.length);
	const text = inflateRawSync(Buffer.from(data, 'base64url').subarray(4)).toString();
	const packed = deflateRawSync(
		JSON.stringify(change(Object(JSON.parse(text)) as Record<string, unknown>)),
	);
	const bytes = Buffer.concat([Buffer.alloc(4), packed]);
	bytes.writeUInt32BE(crc32(packed));
	return `#s=1.${toBase64Url(bytes)}`;
}

const withTold = (told: unknown): string => changed((link) => ({ ...link, told }));
const asked = { outcome: 0, at: 0, duration: 1 };

describe('a link that comes in', () => {
	test('of an older copy, without such readings, opens', () => {
		const older = changed(({ told, leftOut, ...link }) => {
			expect(told).toBeDefined();
			const { readings, ...rows } = Object(leftOut) as Record<string, unknown>;
			expect(readings).toBe(0);
			return { ...link, leftOut: rows };
		});
		expect(opened(older).readings).toEqual({});
	});

	test('of a later copy, with readings that this one does not know, opens without them', () => {
		const later = withTold({ weather: { ...asked, value: {} }, sockets: { ...asked, value: [] } });
		expect(opened(later).readings).toEqual({});
	});

	test.each<[string, unknown]>([
		['a value of another shape', { sysctl: { ...asked, value: [{ key: 1 }] } }],
		[
			'a name that no link holds',
			{ wifi: { ...asked, value: { enabled: true, connection: { ssid: 'x' } } } },
		],
		['a text beyond any length', { privateDns: { ...asked, value: { mode: 'x'.repeat(200) } } }],
		[
			'a list beyond any length',
			{ sysctl: { ...asked, value: new Array(10_001).fill({ key: '', value: '' }) } },
		],
		['no object', { sysctl: 7 }],
		['an outcome that is none', { sysctl: { ...asked, outcome: 9, value: [] } }],
	])('with %s is refused', (_, told) => {
		expect(decodeLink(withTold(told))).toMatchObject({ ok: false });
	});
});
