import { ok, type Result } from '../base/result.ts';
import type { Absent, ParseFailure } from '../model/failure.ts';
import { uid, type Uid } from '../model/uid.ts';
import { absent, idNumber, linesOf, malformed } from './text.ts';

/** Who a process is, by `id`. */
export interface Identity {
	readonly uid: Uid;
	/** Group ids, the primary one not repeated. */
	readonly groups: readonly number[];
	/** SELinux context: `u:r:shell:s0`. Not printed before Android 4.3. */
	readonly selinuxContext: string | undefined;
}

/** Reads `id`: `uid=2000(shell) gid=2000(shell) groups=1004(input),3003(inet) context=u:r:shell:s0`. */
export function parseId(text: string): Result<Identity, ParseFailure | Absent> {
	const lines = linesOf(text);
	const index = lines.findIndex((line) => line.startsWith('uid='));
	const line = lines[index];
	if (line === undefined) return absent('a user id');
	const own = idNumber(/^uid=(\d+)/.exec(line)?.[1]);
	const groups = groupsOf(line);
	if (own === undefined || groups === undefined) return malformed('uid= and groups=', index, line);
	return ok({ uid: uid(own), groups, selinuxContext: /\scontext=(\S{1,256})/.exec(line)?.[1] });
}

function groupsOf(line: string): readonly number[] | undefined {
	const list = /\sgroups=(\S+)/.exec(line)?.[1];
	if (list === undefined) return [];
	const groups: number[] = [];
	for (const item of list.split(',')) {
		const group = idNumber(/^\d+/.exec(item)?.[0]);
		if (group === undefined) return undefined;
		groups.push(group);
	}
	return groups;
}
