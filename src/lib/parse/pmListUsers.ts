import { ok, type Result } from '../base/result.ts';
import type { Absent, ParseFailure } from '../model/failure.ts';
import type { PhoneUser } from '../model/phone.ts';
import { absent, idNumber, linesOf, malformed } from './text.ts';

const ROW = /^\s*UserInfo\{(\d{1,10}):(.*):([0-9a-fA-F]{1,8})\}(.*)$/;

/** Reads `pm list users` (Android 4.2 on): `UserInfo{10:Work profile:1030} running`. A name may hold colons. */
export function parsePmListUsers(
	text: string,
): Result<readonly PhoneUser[], ParseFailure | Absent> {
	const users: PhoneUser[] = [];
	for (const [index, line] of linesOf(text).entries()) {
		if (!line.trimStart().startsWith('UserInfo{')) continue;
		const [, id, name, flags, rest] = ROW.exec(line) ?? [];
		const number = idNumber(id);
		if (number === undefined || name === undefined || flags === undefined) {
			return malformed('UserInfo{id:name:flags}', index, line);
		}
		const running = rest?.includes('running') === true;
		users.push({ id: number, name, flags: Number.parseInt(flags, 16), running });
	}
	return users.length === 0 ? absent('users') : ok(users);
}
