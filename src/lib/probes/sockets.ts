import { err, ok, type Result } from '../base/result.ts';
import type { Absent, ParseFailure } from '../model/failure.ts';
import { socketTables, type Socket } from '../model/socket.ts';
import { parseNetstat } from '../parse/netstat.ts';
import { parseProcNetSockets } from '../parse/procNetSockets.ts';
import { sectionsOf, type Section } from '../parse/sections.ts';
import { parseSs } from '../parse/ss.ts';
import { absent, movedDown } from '../parse/text.ts';
import type { Probe } from './probe.ts';

type Answer = Result<readonly Socket[], ParseFailure | Absent>;

const TABLES = ['tcp', 'tcp6', 'udp', 'udp6'];
/** Kernels may be built without these; one that is there and refused still says so. */
const MAYBE_TABLES = socketTables.filter((table) => !TABLES.includes(table));

const EVERY_TABLE = `for table in ${TABLES.join(' ')}; do echo "@@$table"; cat /proc/net/$table; done
for table in ${MAYBE_TABLES.join(' ')}; do
	if [ -e /proc/net/$table ]; then echo "@@$table"; cat /proc/net/$table; fi
done`;

/**
 * Who talks to whom. One call for all tables, so that they are of nearly the same moment and a watch costs one
 * process start; `cat` says on standard error which table is missing or refused.
 */
export const sockets: Probe<readonly Socket[]> = {
	id: 'sockets',
	title: 'Sockets',
	asks: [{ argv: ['sh', '-c', EVERY_TABLE], parse: parseEverything }],
	dumps: [
		{ title: 'NETSTAT', as: 'netstat' },
		{ title: 'DETAILED SOCKET STATE', as: 'ss' },
	],
};

/** A phone may lack a table (no IPv6), a bug report a tool: the others count. All absent: absent. */
function parseEverything(text: string): Answer {
	const told: Socket[] = [];
	const byNetstat: Socket[] = [];
	let answers = 0;
	for (const section of sectionsOf(text)) {
		const parsed = parseSection(section);
		if (parsed.ok) {
			answers += 1;
			const rows = section.title === 'netstat' ? byNetstat : told;
			for (const socket of parsed.value) rows.push(socket);
		} else if (parsed.error.kind === 'malformed') return err(parsed.error);
	}
	return answers === 0 ? absent('socket tables') : ok(joinedByEnds(byNetstat, told));
}

const tableOf = ({ title }: Section) => socketTables.find((name) => name === title);

function parseSection(section: Section): Answer {
	const parsed = parseText(section);
	return parsed.ok ? parsed : err(movedDown(parsed.error, section.offset));
}

/** What a tool listed has no title of ours where it came from a file. */
function parseText(section: Section): Answer {
	const { title, text } = section;
	const table = tableOf(section);
	if (table !== undefined) return parseProcNetSockets(text, table);
	if (title === 'netstat') return parseNetstat(text);
	if (title === 'ss') return parseSs(text);
	if (title !== '') return absent('socket tables');
	return text.includes('Netid ') ? parseSs(text) : parseNetstat(text);
}

/**
 * Two tools list the same sockets: what `ss` or the kernel tells of one stands in for netstat's row, which tells less;
 * but it may be the one that names the process.
 */
function joinedByEnds(byNetstat: readonly Socket[], told: readonly Socket[]): readonly Socket[] {
	if (byNetstat.length === 0) return told;
	const known = new Map(byNetstat.map((socket) => [endsOf(socket), socket]));
	const ends = new Set(told.map(endsOf));
	const joined = byNetstat.filter((socket) => !ends.has(endsOf(socket)));
	for (const socket of told) {
		const process = socket.process ?? known.get(endsOf(socket))?.process;
		joined.push(process === undefined ? socket : { ...socket, process });
	}
	return joined;
}

const endsOf = ({ protocol, local, remote }: Socket): string =>
	`${protocol} ${local.address} ${local.port} ${remote.address} ${remote.port}`;
