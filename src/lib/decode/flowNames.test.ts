import { expect, test } from 'vitest';
import { FileNames, mergedNames } from './flowNames.ts';

test('what the client asked for comes before what others call the server', () => {
	const own = [
		{ name: 'cdn.example.com', from: 'certificate' as const },
		{ name: 'proxy.example.com', from: 'connect' as const },
		{ name: 'www.example.com', from: 'sni' as const },
	];
	expect(mergedNames(own, ['edge.example.net'], ['printer'])).toEqual([
		own[2],
		own[1],
		own[0],
		{ name: 'edge.example.net', from: 'dns' },
		{ name: 'printer', from: 'capture' },
	]);
});

test('a name stands once, where it was read best, whatever its case', () => {
	const own = [
		{ name: 'WWW.example.com', from: 'http' as const },
		{ name: 'www.example.com', from: 'sni' as const },
	];
	expect(mergedNames(own, ['www.example.com', 'a.example'], ['A.EXAMPLE'])).toEqual([
		own[1],
		{ name: 'a.example', from: 'dns' },
	]);
});

test('names of the file are learnt as it is read, few for each address', () => {
	const names = new FileNames();
	const hosts = ['one', 'two', 'three', 'four', 'five'].map((name) => ({
		address: '192.0.2.9',
		name,
	}));
	const learn = (count: number) =>
		names.learn(count, (index) => hosts[index] ?? { address: '', name: '' });
	expect(learn(1)).toEqual(['192.0.2.9']);
	expect(names.of('192.0.2.9')).toEqual(['one']);
	expect(learn(1)).toEqual([]);
	expect(learn(5)).toEqual(new Array(4).fill('192.0.2.9'));
	expect(names.of('192.0.2.9')).toEqual(['one', 'two', 'three', 'four']);
	expect(names.of('192.0.2.10')).toEqual([]);
});
