import { err, ok, type Result } from '../base/result.ts';
import type { Absent, ParseFailure } from '../model/failure.ts';
import type { Socket } from '../model/socket.ts';
import { parseProcNetSockets } from '../parse/procNetSockets.ts';
import { sectionsOf, type Section } from '../parse/sections.ts';
import { absent, movedDown } from '../parse/text.ts';
import type { Probe } from './probe.ts';

const TABLES = ['tcp', 'tcp6', 'udp', 'udp6'] as const;

/**
 * Who talks to whom. One call for all tables, so that they are of nearly the same moment and a watch costs one
 * process start; `cat` says on standard error which table is missing or refused.
 */
export const sockets: Probe<readonly Socket[]> = {
	id: 'sockets',
	title: 'Sockets',
	asks: [
		{
			argv: [
				'sh',
				'-c',
				`for table in ${TABLES.join(' ')}; do echo "@@$table"; cat /proc/net/$table; done`,
			],
			parse: parseTables,
		},
	],
};

/** A phone may lack a table (no IPv6): the others count. All absent: absent. */
function parseTables(text: string): Result<readonly Socket[], ParseFailure | Absent> {
	const found: Socket[] = [];
	let tables = 0;
	for (const section of sectionsOf(text)) {
		const table = TABLES.find((name) => name === section.title);
		if (table === undefined) continue;
		const parsed = parseSection(section, table);
		if (parsed.ok) {
			tables += 1;
			found.push(...parsed.value);
		} else if (parsed.error.kind === 'malformed') return err(parsed.error);
	}
	return tables === 0 ? absent('socket tables') : ok(found);
}

function parseSection(
	section: Section,
	table: Socket['table'],
): Result<readonly Socket[], ParseFailure | Absent> {
	const parsed = parseProcNetSockets(section.text, table);
	return parsed.ok ? parsed : err(movedDown(parsed.error, section.offset));
}
