import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Flow } from '#lib/model/flow.ts';
import type { Snapshot } from '#lib/model/snapshot.ts';
import { uid } from '#lib/model/uid.ts';
import { arbitrarySnapshot } from '../../../tests/fixtures/arbitrarySnapshot.ts';
import {
	captureOnlySnapshot,
	exampleSnapshot,
	rootedSnapshot,
} from '../../../tests/fixtures/snapshots.ts';
import { decodeLink, encodeLink } from './link.ts';
import { shareableName, withoutHardwareIds } from './names.ts';
import { summaryOf } from './redact.ts';

/** Everything that the one who opens the link has, as text. */
function shown(snapshot: Snapshot): string {
	const decoded = decodeLink(encodeLink(snapshot, { maxBytes: 1e6 }).fragment);
	if (!decoded.ok) throw new Error(decoded.error.kind);
	return JSON.stringify(decoded.value);
}

/** What must never travel: a serial, a MAC, an SSID, a token from a payload. */
const CANARIES = ['FG7EXAMPLE0041', '02:1a:2b:3c:4d:5e', 'Smith family 5G', 'canary-7f3a'];

test('no canary in any free text comes through', () => {
	const canary = fc.constantFrom(...CANARIES, CANARIES.join(' '));
	fc.assert(
		fc.property(arbitrarySnapshot(canary), (snapshot) => {
			const text = shown(snapshot);
			for (const secret of CANARIES) expect(text).not.toContain(secret);
		}),
		{ numRuns: 200 },
	);
});

/** Both ends of everything that talks. */
const endsOf = ({ readings, watch, capture }: Snapshot) => {
	const open = readings.sockets?.outcome.kind === 'ok' ? readings.sockets.outcome.value : [];
	const sockets = [...open, ...(watch?.sightings ?? []).map((seen) => seen.socket)];
	return {
		local: [
			...sockets.map((socket) => socket.local.address),
			...(capture?.flows ?? []).flatMap((flow) =>
				flow.phone === undefined ? [] : [flow[flow.phone].address],
			),
		],
		all: [
			...sockets.flatMap((socket) => [socket.local.address, socket.remote.address]),
			...(capture?.flows ?? []).flatMap((flow) => [flow.a.address, flow.b.address]),
		],
	};
};

const harmless = (address: string): boolean =>
	['0.0.0.0', '::', '::1'].includes(address) || address.startsWith('127.');

test('none of the addresses of the phone comes through, at whichever end it stands', () => {
	fc.assert(
		fc.property(arbitrarySnapshot(), (snapshot) => {
			const own = endsOf(snapshot).local.filter((address) => !harmless(address));
			const after = new Set(endsOf(summaryOf(snapshot)).all);
			// fe80:: is the marker itself.
			expect(own.filter((address) => after.has(address) && address !== 'fe80::')).toEqual([]);
		}),
	);
});

test('the example tells nothing of the place: not the phone, not the neighbour, not the home network', () => {
	for (const snapshot of [exampleSnapshot(), rootedSnapshot(), captureOnlySnapshot()]) {
		const text = shown(snapshot);
		for (const secret of ['192.168.178.41', '2001:db8:aaaa', '2bff:fe3c', 'evening.pcap']) {
			expect(JSON.stringify(exampleSnapshot())).toContain(secret);
			expect(text).not.toContain(secret);
		}
	}
	expect(shown(rootedSnapshot())).not.toContain('not port 5555');
});

test('the time on the phone stays behind', () => {
	const clockOf = ({ readings }: Snapshot) =>
		readings.identity?.outcome.kind === 'ok' ? readings.identity.outcome.value.clock : undefined;
	const clock = clockOf(exampleSnapshot());
	expect(clock).toBeGreaterThan(0);
	expect(clockOf(summaryOf(exampleSnapshot()))).toBeUndefined();
	expect(shown(exampleSnapshot())).not.toContain(String(clock));
});

describe('an address of the far end', () => {
	function far(address: string, change: Partial<Flow> = {}): string | undefined {
		const [flow] = captureOnlySnapshot().capture?.flows ?? [];
		const { capture } = captureOnlySnapshot();
		if (flow === undefined || capture === undefined) throw new Error('the example has flows');
		const flows = [{ ...flow, b: { address, port: 443 }, ...change }];
		const after = summaryOf({ ...captureOnlySnapshot(), capture: { ...capture, flows } });
		return after.capture?.flows[0]?.b.address;
	}

	test.each([
		['a public server', '198.51.100.7', '198.51.100.7'],
		['a public server, IPv6', '2606:4700::6810:84e5', '2606:4700::6810:84e5'],
		['the router', '192.168.1.1', '192.168.1.1'],
		['a multicast group', 'ff02::fb', 'ff02::fb'],
		['a neighbour', 'fe80::21a:2bff:fe3c:4d5e', 'fe80::'],
		['a machine of the same network', '2001:db8:aaaa:1::77', 'fe80::'],
		['a private network', 'fd12:3456:789a:1::1', 'fd00::'],
		['an address made from a MAC', '2001:db8:5:0:21a:2bff:fe3c:4d5e', '2001:db8:5::'],
		['the asking for a neighbour', 'ff02::1:ff3c:4d5e', 'ff02::1:ff00:0'],
	])('%s', (_, address, expected) => {
		expect(far(address)).toBe(expected);
	});

	test('where the capture does not say which end is the phone, the client is hidden', () => {
		const a = { address: '2001:db8:77::9', port: 50_123 };
		const snapshot = captureOnlySnapshot();
		const [flow] = snapshot.capture?.flows ?? [];
		if (flow === undefined || snapshot.capture === undefined) throw new Error('it has flows');
		const flows = [{ ...flow, a, b: { address: '192.0.2.9', port: 443 }, phone: undefined }];
		const after = summaryOf({ ...snapshot, capture: { ...snapshot.capture, flows } });
		expect(after.capture?.flows[0]).toMatchObject({
			a: { address: '::' },
			b: { address: '192.0.2.9' },
			phone: undefined,
		});
	});
});

test.each([
	['www.example.com', 'www.example.com'],
	['Annas-Phone.local', undefined],
	['annas-laptop', undefined],
	['nas.fritz.box', undefined],
	['41.178.168.192.in-addr.arpa', undefined],
	['printer.home.arpa.', undefined],
	['local.example.com', 'local.example.com'],
	['*.example.com', '*.example.com'],
	['192.168.178.41', undefined],
	['anna@sip.example.com', undefined],
	['anna\\064sip.example.com', undefined],
	['2001\\058db8\\058\\0581.example.com', undefined],
	['021a2b3c4d5e.cam.example.com', '(hidden).cam.example.com'],
	['02-1a-2b-3c-4d-5e.cam.example.com', '(hidden).cam.example.com'],
	['d111111abcdef8.cloud.example.com', 'd111111abcdef8.cloud.example.com'],
])('the name %s is shown as %s', (name, expected) => {
	expect(shareableName(name)).toBe(expected);
});

test('an interface keeps its name, but not the MAC in it', () => {
	expect(withoutHardwareIds('rmnet_data0')).toBe('rmnet_data0');
	expect(withoutHardwareIds('enx021a2b3c4d5e')).toBe('enx(hidden)');
});

test('names of the own network and MACs in names stay behind, wherever they stand', () => {
	const { readings, capture } = rootedSnapshot();
	const [flow] = capture?.flows ?? [];
	const { interfaces } = readings;
	if (interfaces?.outcome.kind !== 'ok' || !flow || capture?.summary.origin.kind !== 'tcpdump') {
		throw new Error('the example has interfaces and a capture by tcpdump');
	}
	const name = 'enx021a2b3c4d5e';
	const value = interfaces.outcome.value.map((row) => ({ ...row, name }));
	const names = [
		{ name: 'Annas-Phone.local', from: 'dns' as const },
		{ name: 'www.example.com', from: 'sni' as const },
	];
	const origin = { ...capture.summary.origin, interface: name };
	const text = shown({
		...rootedSnapshot(),
		readings: {
			...readings,
			interfaces: { ...interfaces, outcome: { kind: 'ok', value } },
		},
		capture: {
			...capture,
			summary: { ...capture.summary, origin },
			flows: [{ ...flow, names }],
		},
	});
	expect(text).toContain('www.example.com');
	expect(text).not.toContain('Annas-Phone');
	expect(text).not.toContain('021a2b3c4d5e');
});

test('only apps that are seen to use the network are named', () => {
	const { packages, ...readings } = exampleSnapshot().readings;
	if (packages?.outcome.kind !== 'ok') throw new Error('the example has packages');
	const quiet = { name: 'com.example.secret', uid: uid(10_999) };
	const value = [...packages.outcome.value, quiet];
	const text = shown({
		...exampleSnapshot(),
		readings: { ...readings, packages: { ...packages, outcome: { kind: 'ok', value } } },
	});
	expect(text).toContain('com.example.video');
	expect(text).not.toContain('com.example.secret');
});
