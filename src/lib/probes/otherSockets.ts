import { err, ok, type Result } from '../base/result.ts';
import type { Absent, ParseFailure } from '../model/failure.ts';
import type { OtherSockets } from '../model/otherSockets.ts';
import {
	parseProcNetNetlink,
	parseProcNetPacket,
	parseProcNetProtocols,
} from '../parse/procNetTables.ts';
import { sectionsOf, type Section } from '../parse/sections.ts';
import { absent, movedDown } from '../parse/text.ts';
import { parseNetstatUnix, parseProcNetUnix } from '../parse/unixSockets.ts';
import type { Probe } from './probe.ts';

const TABLES = ['unix', 'packet', 'netlink', 'protocols'];

/** Sockets that no conversation over a network stands behind: programs among themselves, captures, the kernel. */
export const otherSockets: Probe<OtherSockets> = {
	id: 'otherSockets',
	title: 'Other sockets',
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
	dumps: [{ title: 'NETSTAT', as: 'netstat' }],
};

/** A table that is missing or refused leaves its part empty. */
function parseTables(text: string): Result<OtherSockets, ParseFailure | Absent> {
	const sections = sectionsOf(text);
	const failures: ParseFailure[] = [];
	function part<T>(
		title: string,
		parse: (text: string) => Result<T, ParseFailure | Absent>,
	): T | undefined {
		const section = sections.find((one: Section) => one.title === title);
		const parsed = section && parse(section.text);
		if (section === undefined || parsed === undefined) return undefined;
		if (parsed.ok) return parsed.value;
		const failure = movedDown(parsed.error, section.offset);
		if (failure.kind === 'malformed') failures.push(failure);
		return undefined;
	}
	const value: OtherSockets = {
		unix:
			part('unix', parseProcNetUnix) ??
			part('netstat', parseNetstatUnix) ??
			part('', parseNetstatUnix),
		packet: part('packet', parseProcNetPacket),
		netlink: part('netlink', parseProcNetNetlink),
		protocols: part('protocols', parseProcNetProtocols),
	};
	const [failure] = failures;
	if (failure !== undefined) return err(failure);
	const told = Object.values(value).some((each) => each !== undefined);
	return told ? ok(value) : absent('tables of other sockets');
}
