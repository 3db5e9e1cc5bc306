import { expect, test } from 'vitest';
import { parsePmListUsers } from './pmListUsers.ts';

test('reads owner, work profile and a copy of apps, whatever their names', () => {
	const text =
		'Users:\n\tUserInfo{0:Ann:4c13} running\n\tUserInfo{10:Work: {pro}file:1030} running\n\tUserInfo{999:XSpace:801010}\n';
	expect(parsePmListUsers(text)).toEqual({
		ok: true,
		value: [
			{ id: 0, name: 'Ann', flags: 0x4c13, running: true },
			{ id: 10, name: 'Work: {pro}file', flags: 0x1030, running: true },
			{ id: 999, name: 'XSpace', flags: 0x801010, running: false },
		],
	});
});

test('names the line of a user without number', () => {
	expect(parsePmListUsers('Users:\n\tUserInfo{x:Ann:13} running')).toMatchObject({
		error: { kind: 'malformed', line: 2 },
	});
});
