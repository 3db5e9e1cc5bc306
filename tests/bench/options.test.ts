import { expect, test } from 'vitest';
import { commandOf, readOptions, whyNotFile } from './options.ts';

test('a file of one’s own is decoded, by the command that is printed', () => {
	const options = readOptions(['--only', 'decode', '--file', 'my.pcap', '--runs', '2']);
	expect(options).toMatchObject({ parts: ['decode'], file: 'my.pcap', runs: 2 });
	if (options === undefined) return;
	expect(commandOf('decode', options)).toBe(
		'npm run bench -- --only decode --runs 2 --file my.pcap',
	);
});

test.each([
	['with every part', ['--file', 'my.pcap']],
	['with another part', ['--only', 'live', '--file', 'my.pcap']],
	['with a size', ['--only', 'decode', '--size', '1GB', '--file', 'my.pcap']],
	['without a name', ['--only', 'decode', '--file', '']],
	['without anything', ['--only', 'decode', '--file']],
])('a file %s is not understood', (_, args) => {
	expect(readOptions(args)).toBeUndefined();
});

test('a generated capture has a size', () => {
	expect(readOptions(['--size', '1GB'])).toMatchObject({ size: 1e9, file: undefined });
	expect(readOptions(['--size', '2GB'])).toBeUndefined();
});

test('a file must be there, and be a file', () => {
	expect(whyNotFile(import.meta.filename)).toBeUndefined();
	expect(whyNotFile(`${import.meta.filename}.pcap`)).toBe('there is no such file');
	expect(whyNotFile(import.meta.dirname)).toBe('not a file with bytes');
});
