import { ok, type Result } from '../base/result.ts';
import type { Package } from '../model/app.ts';
import type { Absent, ParseFailure } from '../model/failure.ts';
import { uid, type Uid } from '../model/uid.ts';
import { absent, idNumber, isRemark, linesOf, malformed } from './text.ts';

const PREFIX = 'package:';

/** What `pm` puts behind the name, in any choice: ` versionCode:12 stopped=false installer=com.x uid:10123`. */
const TRAILER = / (?:(versionCode|uid):([\d,]{1,4000})|(?:installer|stopped)=\S{0,255})$/;
const TRAILERS = 4;

/** A package's name as the manifest allows it (AOSP `FrameworkParsingPackageUtils.validateName`). */
const NAME = /^[A-Za-z0-9_.]{1,255}$/;

/**
 * Reads `pm list packages -U`, with or without -f, -i and --show-versioncode.
 *
 * With -f the path comes first (`package:/data/app/~~a==/x/base.apk=com.x`): it may hold `=`, the name cannot. Asked
 * for all users at once, `pm` joins the uids of one package by commas. Before Android 8 there is no -U.
 */
export function parsePmListPackages(
	text: string,
): Result<readonly Package[], ParseFailure | Absent> {
	const packages = new Map<string, Package>();
	const lines = linesOf(text);
	if (!lines.some((line) => line.startsWith(PREFIX))) return absent('packages');
	for (const [index, line] of lines.entries()) {
		if (line.startsWith(PREFIX)) {
			const row = parseRow(line.slice(PREFIX.length).trimEnd());
			if (row === 'without uid') return absent('uids: pm lists the packages without them');
			if (row === undefined) return malformed('package:NAME uid:NUMBER', index, line);
			for (const of of row.uids) packages.set(`${row.name} ${of}`, { name: row.name, uid: of });
		} else if (line.trim() !== '' && !isRemark(line)) {
			return malformed('package:NAME uid:NUMBER', index, line);
		}
	}
	return ok([...packages.values()]);
}

interface Row {
	readonly name: string;
	readonly uids: readonly Uid[];
}

function parseRow(row: string): Row | 'without uid' | undefined {
	let rest = row;
	let list: string | undefined;
	for (let nth = 0; nth < TRAILERS; nth += 1) {
		const [whole, key, value] = TRAILER.exec(rest) ?? [];
		if (whole === undefined) break;
		if (key === 'uid') list = value;
		// Some releases put two blanks before the installer.
		rest = rest.slice(0, -whole.length).trimEnd();
	}
	const name = rest.slice(rest.lastIndexOf('=') + 1);
	if (!NAME.test(name)) return undefined;
	if (list === undefined) return 'without uid';
	const uids = list.split(',').map(idNumber);
	return uids.every((one) => one !== undefined) ? { name, uids: uids.map(uid) } : undefined;
}
