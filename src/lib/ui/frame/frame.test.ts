import { expect, test } from 'vitest';
import { KeyReader, grouped, keyGroups, type FramePage } from './frame.ts';

const apps: FramePage = { href: '/dev/gallery/', title: 'Apps', icon: 'apps', key: 'a' };
const guide: FramePage = {
	href: '/dev/gallery/',
	title: 'Guide',
	icon: 'guide',
	key: 'g',
	group: 2,
};
const names: FramePage = {
	href: '/dev/gallery/',
	title: 'Names',
	icon: 'names',
	key: 'n',
	more: true,
};
const pages = [apps, guide, names];

/** Reads the keys, 100 ms apart, and gives what the last one meant. */
function last(keys: string, apart = 100) {
	const reader = new KeyReader();
	let command;
	for (let i = 0; i < keys.length; i++) command = reader.read(keys.charAt(i), i * apart, pages);
	return command;
}

test('g and a letter go to a page', () => {
	expect(last('ga')).toEqual({ kind: 'go', page: apps });
	expect(last('gA')).toEqual({ kind: 'go', page: apps });
	expect(last('gg')).toEqual({ kind: 'go', page: guide });
	expect(last('xga')).toEqual({ kind: 'go', page: apps });
});

test('a letter alone, a wrong one or a late one goes nowhere', () => {
	expect(last('a')).toEqual({ kind: 'none' });
	expect(last('gx')).toEqual({ kind: 'none' });
	expect(last('gxa')).toEqual({ kind: 'none' });
	expect(last('ga', 2000)).toEqual({ kind: 'none' });
});

test('? helps, with every page in the list', () => {
	expect(last('?')).toEqual({ kind: 'help' });
	expect(last('g?')).toEqual({ kind: 'help' });
	expect(keyGroups(pages)[0]?.keys).toContainEqual({ keys: ['g', 'n'], does: 'Names' });
});

test('groups keep their order', () => {
	expect(grouped(pages)).toEqual([[apps, names], [guide]]);
});
