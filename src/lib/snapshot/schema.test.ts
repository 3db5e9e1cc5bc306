import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitrarySnapshot } from '../../../tests/fixtures/arbitrarySnapshot.ts';
import { exampleSnapshot } from '../../../tests/fixtures/snapshots.ts';
import { reread } from '../probes/reread.ts';
import { explain } from './failure.ts';
import { parseSnapshot, whyRefused } from './schema.ts';

/** The example as JSON gives it back, with one place changed. */
function changed(path: readonly (string | number)[], value: unknown): unknown {
	const copy: unknown = JSON.parse(JSON.stringify(exampleSnapshot()));
	const parent = path
		.slice(0, -1)
		.reduce<unknown>((at, key) => Reflect.get(Object(at) as object, key), copy);
	Reflect.set(Object(parent) as object, path.at(-1) ?? '', value);
	return copy;
}

const FLOW = ['capture', 'flows', 3] as const;
const DNS = ['capture', 'dns', 0] as const;
const LONG = 'x'.repeat(5000);

describe('parseSnapshot', () => {
	test('gives back every snapshot that the model allows, through JSON and directly', () => {
		fc.assert(
			fc.property(arbitrarySnapshot(), (snapshot) => {
				expect(whyRefused(snapshot)).toBeUndefined();
				const json: unknown = JSON.parse(JSON.stringify(snapshot));
				expect(parseSnapshot(json, reread)).toStrictEqual({ ok: true, value: snapshot });
			}),
			{ numRuns: 50 },
		);
	});

	test('drops what the model does not know', () => {
		const more = changed([...FLOW, 'extra'], { html: '<script>' });
		expect(parseSnapshot(more, reread)).toStrictEqual({ ok: true, value: exampleSnapshot() });
	});

	test.each<[string, readonly (string | number)[], number]>([
		['a flow before 1970', [...FLOW, 'first'], -5000],
		['a capture before 1970', ['capture', 'summary', 'first'], -5000],
		['an answer longer after its question than any calendar is long', [...DNS, 'latency'], 1e22],
	])('takes %s: the clock of a capture may stand anywhere', (_, path, value) => {
		expect(parseSnapshot(changed(path, value), reread)).toMatchObject({ ok: true });
	});

	test('takes a phone that was not asked for its clock yet', () => {
		const path = ['readings', 'identity', 'outcome', 'value', 'clock'];
		const older: unknown = JSON.parse(JSON.stringify(changed(path, undefined)));
		expect(JSON.stringify(older)).not.toContain('"clock":');
		const opened = parseSnapshot(older, reread);
		const outcome = opened.ok ? opened.value.readings.identity?.outcome : undefined;
		expect(outcome).toMatchObject({ kind: 'ok', value: { model: 'Lumen 7', clock: undefined } });
	});

	test.each<[string, readonly (string | number)[], unknown]>([
		['a negative count', [...FLOW, 'bytes', 0], -1],
		['a count beyond 2^53', [...FLOW, 'packets', 1], 2 ** 53],
		['a fraction of a byte', [...FLOW, 'bytes', 1], 0.5],
		['no number at all', [...FLOW, 'first'], null],
		['a time no Date can show', ['takenAt'], 1e16],
		['a clock that is no time', ['readings', 'identity', 'outcome', 'value', 'clock'], -1],
		['a port beyond 65535', [...FLOW, 'a', 'port'], 65_536],
		['an address that is none', [...FLOW, 'b', 'address'], 'javascript:alert(1)'],
		['a word that is in no list', [...FLOW, 'tcp', 'state'], 'constructor'],
		['an owner of no kind', [...FLOW, 'owner'], { kind: '__proto__', uid: 1 }],
		['a third direction', [...FLOW, 'bytes'], [1, 2, 3]],
		['a text for a list', ['watch', 'usage'], 'samples'],
		['a reading under another name', ['readings', 'usage', 'probe'], 'sockets'],
		['another version', ['version'], 2],
		['a service of no name', [...FLOW, 'service'], { name: 'constructor', by: 'port' }],
		['payload that is less than none', [...FLOW, 'payload'], [0, -1]],
		['a credential of no kind', [...FLOW, 'credentials'], ['passwords']],
		['a handshake without its transport', [...FLOW, 'tls'], { flow: 1, at: 1, alpn: [] }],
		['a round trip in words', [...FLOW, 'tcp', 'rtt'], ['fast', null]],
		['an ICMP type beyond an octet', [...FLOW, 'icmp'], { count: 1, type: 256, code: 0 }],
	])('refuses %s and names the place', (_, path, value) => {
		const result = parseSnapshot(changed(path, value), reread);
		const place = path.slice(0, 3).join('.');
		expect(result).toMatchObject({
			ok: false,
			error: { kind: 'damaged', what: expect.stringContaining(place) as string },
		});
	});

	test.each<[string, readonly (string | number)[], unknown]>([
		['a host name', [...FLOW, 'names'], [{ name: LONG, from: 'dns' }]],
		['a list', ['capture', 'flows'], new Array(5001).fill(exampleSnapshot().capture?.flows[0])],
		['a list of credentials', [...FLOW, 'credentials'], new Array(9).fill('ftp')],
		['an interface', [...FLOW, 'interface'], LONG],
		['a word', ['readings', 'identity', 'outcome', 'value', 'model'], LONG],
	])('says which %s is too long', (_, path, value) => {
		const result = parseSnapshot(changed(path, value), reread);
		expect(result).toMatchObject({ ok: false, error: { kind: 'too-big' } });
		if (!result.ok) expect(explain(result.error)).toContain(path.slice(0, 3).join('.'));
	});

	test('never throws, whatever it is given', () => {
		fc.assert(fc.property(fc.anything(), (value) => !parseSnapshot(value, reread).ok));
	});
});
