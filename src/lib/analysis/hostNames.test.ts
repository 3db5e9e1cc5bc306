import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DnsAnswer, DnsMessage } from '../model/flow.ts';
import { HostNames, namedAddresses } from './hostNames.ts';

const a = (name: string, value: string): DnsAnswer => ({ name, type: 'A', value, ttl: 60 });
const alias = (name: string, value: string): DnsAnswer => ({ name, type: 'CNAME', value, ttl: 60 });

function response(answers: readonly DnsAnswer[], at = 0): DnsMessage {
	const question = answers[0]?.name ?? '';
	return { at, flow: 0, id: 1, kind: 'response', question, type: 1, rcode: 0, answers };
}

describe('namedAddresses', () => {
	test('an address goes by the name that was asked for, not by its alias', () => {
		const chain = [
			alias('www.example.org', 'edge.example.net'),
			alias('edge.example.net', 'host7.example.com'),
			a('host7.example.com', '192.0.2.7'),
			a('host7.example.com', '192.0.2.8'),
		];
		expect(namedAddresses(response(chain))).toEqual([
			{ address: '192.0.2.7', name: 'www.example.org' },
			{ address: '192.0.2.8', name: 'www.example.org' },
		]);
	});

	test('aliases may come in any order and any case, with or without the final dot', () => {
		const chain = [
			a('HOST7.example.com', '192.0.2.7'),
			alias('eDge.example.net.', 'host7.example.com'),
			alias('wWw.Example.org', 'edge.example.NET'),
		];
		expect(namedAddresses(response(chain))).toEqual([
			{ address: '192.0.2.7', name: 'www.example.org' },
		]);
	});

	test('only addresses are named: not what other records point to', () => {
		const answers: readonly DnsAnswer[] = [
			{ name: '9.2.0.192.in-addr.arpa', type: 'PTR', value: 'host.example', ttl: 60 },
			{ name: 'example.org', type: 'HTTPS', value: '1 . ipv4hint=192.0.2.3', ttl: 60 },
			a('example.org', '192.0.2.4'),
		];
		expect(namedAddresses(response(answers))).toEqual([
			{ address: '192.0.2.4', name: 'example.org' },
		]);
	});

	test('a loop of aliases ends', () => {
		const loop = [
			alias('a.example', 'b.example'),
			alias('b.example', 'c.example'),
			alias('c.example', 'a.example'),
			a('c.example', '192.0.2.1'),
		];
		expect(namedAddresses(response(loop))).toEqual([{ address: '192.0.2.1', name: 'a.example' }]);
		const self = [alias('a.example', 'a.example'), a('a.example', '192.0.2.1')];
		expect(namedAddresses(response(self))).toEqual([{ address: '192.0.2.1', name: 'a.example' }]);
	});

	test('any heap of aliases ends, and a name is one that stands in the message', () => {
		const name = fc.constantFrom('a.example', 'b.example', 'c.example', 'd.example');
		const heap = fc.array(fc.tuple(name, name));
		fc.assert(
			fc.property(heap, name, (pairs, last) => {
				const answers = [...pairs.map(([from, to]) => alias(from, to)), a(last, '192.0.2.1')];
				const [found] = namedAddresses(response(answers));
				expect(answers.map((answer) => answer.name)).toContain(found?.name);
			}),
		);
	});

	test('a question names nothing', () => {
		const query = { ...response([a('a.example', '192.0.2.1')]), kind: 'query' } as const;
		expect(namedAddresses(query)).toEqual([]);
	});
});

describe('HostNames', () => {
	const named = (answers: readonly (readonly [at: number, name: string])[]): HostNames => {
		const names = new HostNames();
		for (const [at, name] of answers) names.add(response([a(name, '192.0.2.1')], at));
		return names;
	};

	test('the last answer before the conversation comes first, later ones last', () => {
		const names = named([
			[10, 'old.example'],
			[20, 'new.example'],
			[30, 'later.example'],
		]);
		expect(names.of('192.0.2.1', 25)).toEqual(['new.example', 'old.example', 'later.example']);
		expect(names.of('192.0.2.1', 15)).toEqual(['old.example', 'new.example', 'later.example']);
		expect(names.of('192.0.2.1', 5)).toEqual(['old.example', 'new.example', 'later.example']);
	});

	test('an answer at the very moment of the first packet counts as before it', () => {
		expect(
			named([
				[10, 'a.example'],
				[20, 'b.example'],
			]).of('192.0.2.1', 20)[0],
		).toBe('b.example');
	});

	test('captures out of order give the same as in order', () => {
		const shuffled = named([
			[30, 'c.example'],
			[10, 'a.example'],
			[20, 'b.example'],
		]);
		expect(shuffled.of('192.0.2.1', 25)).toEqual(['b.example', 'a.example', 'c.example']);
	});

	test('the same answer over and over is one name', () => {
		const names = named(Array.from({ length: 500 }, (_, at) => [at, 'a.example'] as const));
		expect(names.of('192.0.2.1', 400)).toEqual(['a.example']);
	});

	test('an address nobody asked for has no name', () => {
		expect(named([[1, 'a.example']]).of('192.0.2.2', 5)).toEqual([]);
	});
});
