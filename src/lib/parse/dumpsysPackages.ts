import { ok, type Result } from '../base/result.ts';
import type { Package } from '../model/app.ts';
import type { Absent, ParseFailure } from '../model/failure.ts';
import { uid } from '../model/uid.ts';
import { absent, idNumber, linesOf, malformed } from './text.ts';

const PACKAGE = /^ {2}Package \[([A-Za-z0-9_.]{1,255})\]/;
/** `userId=` up to Android 13, `appId=` from 14; 4.x goes on with ` gids=[...]` in the same line. */
const APP_ID = /^ {4}(?:userId|appId)=(\d+)/;
const USER = /^ {4}User (\d{1,6}):(?:.* installed=(true|false))?/;
/** `SharedUserSetting{7fb54b1 android.uid.phone/1001}`: the hash, the name, the uid. */
const SHARED = /^ {4}sharedUser=SharedUserSetting\{\w{1,16} ([A-Za-z0-9_.]{1,255})\/\d/;
/** The two sections that describe packages; an updated system app stands in both. */
const SECTION = /^(?:Packages|Hidden system packages):/;

interface Block {
	readonly name: string;
	/** Where it begins, from 0, and that line. */
	readonly index: number;
	readonly line: string;
	appId: number | undefined;
	sharedUser: string | undefined;
	/** Users that have it; none named: Android before 4.2, one user. */
	readonly users: number[];
	usersNamed: boolean;
}

/**
 * Reads `dumpsys package packages` (AOSP `services/core/java/com/android/server/pm/Settings.java`), the way to uids
 * where `pm list packages` has no -U. One row per package and user that has it installed.
 *
 * Uids of permissions and of shared users stand in other sections and are left alone; a package names its shared user
 * itself.
 */
export function parseDumpsysPackages(
	text: string,
): Result<readonly Package[], ParseFailure | Absent> {
	const blocks: Block[] = [];
	let inside = false;
	for (const [index, line] of linesOf(text).entries()) {
		if (/^\S/.test(line)) inside = SECTION.test(line);
		if (!inside) continue;
		const name = PACKAGE.exec(line)?.[1];
		if (name === undefined) readLine(blocks.at(-1), line);
		else blocks.push({ name, index, line, ...unknown(), usersNamed: false });
	}
	return packagesOf(blocks, text.includes('DUMP TIMEOUT'));
}

/** Before any line of a block was read. */
const unknown = () => ({ appId: undefined, sharedUser: undefined, users: [] });

function readLine(block: Block | undefined, line: string): void {
	if (block === undefined) return;
	block.sharedUser ??= SHARED.exec(line)?.[1];
	block.appId ??= idNumber(APP_ID.exec(line)?.[1]);
	const [, user, installed] = USER.exec(line) ?? [];
	if (user === undefined) return;
	block.usersNamed = true;
	if (installed !== 'false') block.users.push(Number(user));
}

/** A dump that ran out of time may end in the middle of its last block; any other block has an id. */
function packagesOf(
	blocks: readonly Block[],
	cutShort: boolean,
): Result<readonly Package[], ParseFailure | Absent> {
	const packages = new Map<string, Package>();
	for (const block of blocks) {
		const { appId, name, sharedUser } = block;
		if (appId === undefined) {
			if (cutShort && block === blocks.at(-1)) break;
			return malformed('a block with userId= or appId=', block.index, block.line);
		}
		for (const user of block.usersNamed ? block.users : [0]) {
			const owner = user * 100_000 + appId;
			packages.set(`${name} ${owner}`, {
				...{ name, uid: uid(owner) },
				...(sharedUser !== undefined && { sharedUser }),
			});
		}
	}
	return packages.size === 0 ? absent('packages') : ok([...packages.values()]);
}
