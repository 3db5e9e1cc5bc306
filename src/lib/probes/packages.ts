import { err, ok, type Result } from '../base/result.ts';
import type { Package } from '../model/app.ts';
import type { Absent, ParseFailure } from '../model/failure.ts';
import { parseDumpsysPackages } from '../parse/dumpsysPackages.ts';
import { parsePackagesJson } from '../parse/packagesJson.ts';
import { parsePmListPackages } from '../parse/pmListPackages.ts';
import { sectionsOf } from '../parse/sections.ts';
import { absent, movedDown } from '../parse/text.ts';
import type { Probe } from './probe.ts';

/**
 * Every user's packages in one call. `pm` is asked per user, since it lists one user's packages at a time, and must
 * not read the loop's input. Only words of the phone's own shell (mksh) cut the list of users: phones before
 * Android 6 have neither sed nor grep for sure.
 */
const EVERY_USER = `pm list users </dev/null | while IFS= read -r line; do
	case $line in *UserInfo{*:*) ;; *) continue ;; esac
	user=\${line#*UserInfo\\{}
	user=\${user%%:*}
	case $user in '' | *[!0-9]*) continue ;; esac
	echo "@@user $user"
	pm list packages -U --user $user </dev/null
done`;

/** `pm` starts a virtual machine on old phones: seconds per user. */
const SLOW = 60_000;

/** Which package runs under which uid. */
export const packages: Probe<readonly Package[]> = {
	id: 'packages',
	title: 'Packages and their uids',
	asks: [
		{ argv: ['sh', '-c', EVERY_USER], timeout: SLOW, parse: parseUsers },
		{ argv: ['pm', 'list', 'packages', '-U'], timeout: SLOW, parse: parsePmListPackages },
		{
			argv: ['cmd', 'package', 'list', 'packages', '-U'],
			timeout: SLOW,
			parse: parsePmListPackages,
		},
		{ argv: ['dumpsys', 'package', 'packages'], timeout: SLOW, parse: parseDumpsysPackages },
	],
	reads: [parsePackagesJson],
	dumps: [{ service: 'package' }, { title: 'PACKAGES' }],
};

/** A user whom the shell may not see has a complaint for a list: the others count. */
function parseUsers(text: string): Result<readonly Package[], ParseFailure | Absent> {
	const found: Package[] = [];
	let reason = absent('users');
	for (const section of sectionsOf(text)) {
		if (!section.title.startsWith('user ')) continue;
		const parsed = parsePmListPackages(section.text);
		if (parsed.ok) for (const one of parsed.value) found.push(one);
		else if (parsed.error.kind === 'absent') reason = err(parsed.error);
		else return err(movedDown(parsed.error, section.offset));
	}
	return found.length === 0 ? reason : ok(found);
}
