import { expect, test } from 'vitest';
import { parseId } from './id.ts';

test('reads the shell of a current phone', () => {
	const text =
		'uid=2000(shell) gid=2000(shell) groups=2000(shell),3003(inet),3009(readproc) context=u:r:shell:s0\n';
	expect(parseId(text)).toEqual({
		ok: true,
		value: { uid: 2000, groups: [2000, 3003, 3009], selinuxContext: 'u:r:shell:s0' },
	});
});

test('reads a phone without names and without SELinux', () => {
	expect(parseId('uid=0 gid=0\r\n')).toEqual({
		ok: true,
		value: { uid: 0, groups: [], selinuxContext: undefined },
	});
});

test('names the line of groups that are no numbers', () => {
	expect(parseId('warning\nuid=2000(shell) groups=shell,inet')).toMatchObject({
		error: { kind: 'malformed', line: 2 },
	});
});

test('refuses a uid that no kernel has', () => {
	expect(parseId('uid=4294967296(x)')).toMatchObject({ error: { kind: 'malformed', line: 1 } });
});
