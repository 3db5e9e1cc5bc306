import { ok, type Result } from '../base/result.ts';
import type { Package } from '../model/app.ts';
import type { Absent, ParseFailure } from '../model/failure.ts';
import { uid } from '../model/uid.ts';
import { absent, linesOf, malformed } from './text.ts';

const NAME = /^[A-Za-z0-9_.]{1,255}$/;
const MAX_UID = 2 ** 32 - 1;

/**
 * Reads `packages.json` of an AndroidQF acquisition (its `adb/packages.go`): one list of objects, of which `name` and
 * `uid` count here. A uid of 0 is one that the tool could not read.
 */
export function parsePackagesJson(text: string): Result<readonly Package[], ParseFailure | Absent> {
	if (!/^\s{0,100}\[\s{0,100}[{\]]/.test(text)) return absent('a list of packages');
	const list = listOf(text);
	if (list === undefined) return malformed('a list in JSON', 0, linesOf(text)[0] ?? '');
	const packages = new Map<string, Package>();
	for (const item of list) {
		const found = packageOf(item);
		if (found !== undefined) packages.set(`${found.name} ${found.uid}`, found);
	}
	return packages.size === 0 ? absent('packages') : ok([...packages.values()]);
}

function listOf(text: string): readonly unknown[] | undefined {
	try {
		const value: unknown = JSON.parse(text);
		return Array.isArray(value) ? value : undefined;
	} catch {
		return undefined;
	}
}

function packageOf(item: unknown): Package | undefined {
	if (typeof item !== 'object' || item === null || !('name' in item) || !('uid' in item)) {
		return undefined;
	}
	const { name, uid: owner } = item;
	if (typeof name !== 'string' || !NAME.test(name)) return undefined;
	if (typeof owner !== 'number' || !Number.isInteger(owner)) return undefined;
	return owner > 0 && owner <= MAX_UID ? { name, uid: uid(owner) } : undefined;
}
