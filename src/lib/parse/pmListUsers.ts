import { ok, type Result } from '../base/result.ts';
import type { Absent, ParseFailure } from '../model/failure.ts';
import { absent, idNumber, linesOf, malformed } from './text.ts';

/** A person, a work profile or a vendor's second copy of apps on the phone. */
export interface PhoneUser {
	readonly id: number;
	/** As the person wrote it: hostile text, and private. */
	readonly name: string;
	/** `UserInfo.FLAG_*` (AOSP `core/java/android/content/pm/UserInfo.java`): 0x20 is a work profile. */
	readonly flags: number;
	readonly running: boolean;
}

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
