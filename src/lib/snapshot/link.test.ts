import { deflateRawSync, inflateRawSync } from 'node:zlib';
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
import { toBase64Url } from './base64url.ts';
import { crc32 } from '../base/crc32.ts';
import { explain } from './failure.ts';
import { decodeLink, encodeLink, isLink, LINK_SIZE } from './link.ts';
import { summaryOf } from './redact.ts';

function decoded(fragment: string): Snapshot {
	const snapshot = decodeLink(fragment);
	if (!snapshot.ok) throw new Error(explain(snapshot.error));
	return snapshot.value;
}

const throughLink = (snapshot: Snapshot, maxBytes = 1e6): Snapshot =>
	decoded(encodeLink(snapshot, { maxBytes }).fragment);

const valueIn = ({ readings }: Snapshot) => ({
	usage: readings.usage?.outcome,
	packages: readings.packages?.outcome,
	interfaces: readings.interfaces?.outcome,
});

/** A fragment around any text, with a true checksum. */
function fragmentOf(text: string | Uint8Array): string {
	const packed = deflateRawSync(text);
	const data = Buffer.concat([Buffer.alloc(4), packed]);
	data.writeUInt32BE(crc32(packed));
	return `#s=1.${toBase64Url(data)}`;
}

describe('a link', () => {
	test('shows the example whole: apps, counters, sockets, flows, names, owners', () => {
		const snapshot = exampleSnapshot();
		const { fragment, size, leftOut } = encodeLink(snapshot);
		expect(size).toBe(fragment.length);
		expect(size).toBeLessThanOrEqual(LINK_SIZE);
		const { readings, ...rows } = leftOut;
		expect(Object.values(rows)).toEqual([0, 0, 0, 0, 0, 0]);
		expect(readings).toBeLessThanOrEqual(1);
		const seen = decoded(fragment);
		// Of the counters their sums: parts change every second and stay in files.
		expect(valueIn(seen)).toStrictEqual(valueIn(summaryOf(snapshot)));
		const telling = ({ capture }: Snapshot) =>
			capture?.flows.map(({ id, bytes, packets, names, owner, tcp, phone, ...rest }) => ({
				...{ id, bytes, packets, names, owner, tcp, phone },
				remote: phone === 'a' ? rest.b : rest.a,
			}));
		const neighbour = JSON.stringify(telling(seen)).replace('fe80::', 'fe80::21a:2bff:fe3c:4d5e');
		expect(neighbour).toBe(JSON.stringify(telling(snapshot)));
		expect(seen.watch?.sightings).toHaveLength(40);
		expect(seen.origin).toEqual({ kind: 'link' });
	});

	test('tells how much each app used while it was watched', () => {
		const used = ({ watch }: Snapshot) => {
			const [first, last] = [watch?.usage[0], watch?.usage.at(-1)];
			return last?.rows.map((row, at) => row.rxBytes - (first?.rows[at]?.rxBytes ?? 0));
		};
		expect(used(throughLink(exampleSnapshot()))).toEqual(used(exampleSnapshot()));
	});

	test('leaves out how interfaces and protocols went over time', () => {
		const { watch } = throughLink(exampleSnapshot());
		expect(watch).toBeDefined();
		expect(Object.keys(watch ?? {})).not.toContain('interfaces');
		expect(Object.keys(watch ?? {})).not.toContain('protocols');
	});

	test('shows any snapshot as its summary', () => {
		fc.assert(
			fc.property(arbitrarySnapshot(), (snapshot) => {
				expect(throughLink(snapshot)).toStrictEqual(summaryOf(snapshot));
			}),
		);
	});

	/** The example with its first flow told in more detail. */
	function detailed(): Snapshot {
		const snapshot = exampleSnapshot();
		const { capture } = snapshot;
		const [flow, ...others] = capture?.flows ?? [];
		if (capture === undefined || flow === undefined) throw new Error('the example has flows');
		const told: Flow = {
			...flow,
			names: [{ name: 'www.example.com', from: 'quic' }],
			owner: { kind: 'captured', uid: uid(10_123) },
			service: { name: 'quic', by: 'content' },
			carrier: true,
			interface: 'wlan0',
		};
		return { ...snapshot, capture: { ...capture, flows: [told, ...others] } };
	}

	test('keeps what a flow speaks, whose it is by the capture, and that it carried others', () => {
		const [flow] = throughLink(detailed()).capture?.flows ?? [];
		expect(flow).toMatchObject({
			names: [{ name: 'www.example.com', from: 'quic' }],
			owner: { kind: 'captured', uid: 10_123 },
			service: { name: 'quic', by: 'content' },
			carrier: true,
		});
		expect(flow).not.toHaveProperty('interface');
	});

	test('of an older copy, which told neither services nor carriers, opens', () => {
		const data = encodeLink(detailed()).fragment.slice('#s=1.'.length);
		const json = inflateRawSync(Buffer.from(data, 'base64url').subarray(4)).toString();
		const older = fragmentOf(
			JSON.stringify(JSON.parse(json), (key, value: unknown) =>
				key === 'services' || key === 'carriers' ? undefined : value,
			),
		);
		const [flow] = decoded(older).capture?.flows ?? [];
		expect(flow?.names).toEqual([{ name: 'www.example.com', from: 'quic' }]);
		expect(flow).not.toHaveProperty('service');
	});

	test('can be shared again, and says the same', () => {
		fc.assert(
			fc.property(arbitrarySnapshot(), (snapshot) => {
				const once = encodeLink(snapshot, { maxBytes: 1e6 });
				expect(encodeLink(decoded(once.fragment), { maxBytes: 1e6 })).toEqual(once);
			}),
		);
	});

	test('is safe to stand in a URL as it is', () => {
		const { fragment } = encodeLink(rootedSnapshot());
		expect(new URL(fragment, 'https://example.org/app/').hash).toBe(fragment);
		expect(fragment).toMatch(/^#s=1\.[\w-]+$/);
		expect(isLink(fragment)).toBe(true);
		expect(isLink('#flow=12')).toBe(false);
	});
});

describe('a link with little room', () => {
	test.each([600, 1000, 2000, 4000])('of %i characters keeps to them', (maxBytes) => {
		const { fragment, size } = encodeLink(exampleSnapshot(), { maxBytes });
		expect(size).toBeLessThanOrEqual(maxBytes);
		expect(size).toBeGreaterThan(maxBytes / 2);
		expect(decoded(fragment).readings.identity?.outcome.kind).toBe('ok');
	});

	test('keeps the largest flows, and says inside how many are missing', () => {
		const { fragment, leftOut } = encodeLink(captureOnlySnapshot(), { maxBytes: 2000 });
		const { capture, ladder } = decoded(fragment);
		const ids = captureOnlySnapshot().capture?.flows.map((flow) => flow.id) ?? [];
		const kept = capture?.flows.map((flow) => flow.id) ?? [];
		expect(kept.length).toBeGreaterThan(10);
		expect(kept).toEqual(ids.slice(0, kept.length));
		expect(leftOut.flows).toBe(60 - kept.length);
		expect(capture?.summary.flows).toBe(60);
		expect(ladder[0]?.why).toContain(`${leftOut.flows} flows`);
	});

	test('keeps the busiest apps, and the counters say that some are missing', () => {
		const { fragment, leftOut } = encodeLink(exampleSnapshot(), { maxBytes: 1200 });
		const usage = decoded(fragment).readings.usage?.outcome;
		const rows = usage?.kind === 'ok' ? usage.value.rows : [];
		expect(rows.length + leftOut.apps).toBe(16);
		expect(rows.map((row) => row.uid)).toContain(uid(10130)); // the video app
		expect(usage).toMatchObject({
			value: { doubts: [expect.stringContaining(`${leftOut.apps} apps`)] },
		});
	});

	test('does not fill up with the names that a maker gave to one uid', () => {
		const { packages, ...readings } = exampleSnapshot().readings;
		if (packages === undefined) throw new Error('the example has packages');
		const value = Array.from({ length: 900 }, (_, at) => ({
			name: `com.maker.part${Math.imul(at, 2_654_435_761) >>> 0}`,
			uid: uid(1000),
		}));
		const { fragment, leftOut } = encodeLink({
			...exampleSnapshot(),
			readings: { ...readings, packages: { ...packages, outcome: { kind: 'ok', value } } },
		});
		expect(leftOut).toMatchObject({ flows: 0, packages: 896 });
		expect(decoded(fragment).ladder[0]?.why).toContain('896 package names');
	});
});

describe('decodeLink', () => {
	const { fragment } = encodeLink(exampleSnapshot(), { maxBytes: 1500 });

	test('finds a cut at every place, in words', () => {
		for (let length = 0; length < fragment.length; length++) {
			const result = decodeLink(fragment.slice(0, length));
			if (result.ok) throw new Error(`cut at ${length}, and shown all the same`);
			expect(explain(result.error)).toMatch(/damaged|not a Porthole/);
		}
	});

	test('finds a wrong character at every place', () => {
		fc.assert(
			fc.property(fc.nat(fragment.length - 6), fc.string({ maxLength: 2 }), (at, text) => {
				const mutated = fragment.slice(0, at + 5) + text + fragment.slice(at + 6);
				// The last character's lowest bits may be padding.
				fc.pre(mutated !== fragment && at + 6 < fragment.length);
				expect(decodeLink(mutated).ok).toBe(false);
			}),
		);
	});

	test('never throws, whatever JSON a link with a true checksum holds', () => {
		const bare = JSON.stringify({ at: 0, strings: [], phone: null, readings: [[], [], [], []] });
		fc.assert(
			fc.property(fc.oneof(fc.json(), fc.constant(bare)), (json) => {
				expect(decodeLink(fragmentOf(json)).ok).toBe(false);
			}),
		);
	});

	test.each<[string, string, string]>([
		['a bomb', fragmentOf(new Uint8Array(50_000_000)), 'too-big'],
		['an endless link', `#s=1.${'A'.repeat(300_000)}`, 'too-big'],
		['a link of later', '#s=2.AAAA', 'newer-version'],
		['no JSON', fragmentOf('{'), 'damaged'],
		['nothing packed', '#s=1.', 'damaged'],
		['another fragment', '#flows?sort=bytes', 'not-a-snapshot'],
		['no fragment', '', 'not-a-snapshot'],
	])('refuses %s', (_, text, kind) => {
		expect(decodeLink(text)).toMatchObject({ ok: false, error: { kind } });
	});

	/** The JSON of a true link, with a place in it overwritten. */
	function tampered(key: string, value: unknown): string {
		const data = Buffer.from(fragment.slice('#s=1.'.length), 'base64url').subarray(4);
		const link = Object(JSON.parse(inflateRawSync(data).toString())) as object;
		return fragmentOf(JSON.stringify({ ...link, [key]: value }));
	}

	test.each<[string, string, unknown]>([
		['a table with a column too few', 'sockets', [[0], [0]]],
		['columns of different lengths', 'packages', [[0, 1], [2]]],
		['a number that is not whole', 'packages', [[0], [0.5]]],
		['a place beyond the strings', 'packages', [[99_999], [10_123]]],
		['a place before the strings', 'packages', [[-1], [10_123]]],
		['a socket that is not there', 'open', [99_999]],
		['strings that are none', 'strings', [1, 2, 3]],
	])('refuses %s', (_, key, value) => {
		expect(decodeLink(tampered(key, value))).toMatchObject({
			ok: false,
			error: { kind: 'damaged' },
		});
	});
});
