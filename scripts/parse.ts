// `npm run parse -- PROBE_ID FILE` reads what a phone printed, or a bug report with it, by the probe's own parsers and
// prints the reading;
// `npm run parse -- bugreport FILE` lists the sections of a bug report or an acquisition's folder, and how each probe
// fares with it;
// `npm run parse -- --list` names the probes, what they ask and where a bug report has the same.
import { openAsBlob, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { err, ok, type Result } from '../src/lib/base/result.ts';
import type { Outcome } from '../src/lib/model/reading.ts';
import type { Report } from '../src/lib/model/report.ts';
import { shownCommand } from '../src/lib/probes/command.ts';
import { probes } from '../src/lib/probes/index.ts';
import { readAnswer, type DumpPlace, type Probe } from '../src/lib/probes/probe.ts';
import type { GivenFile } from '../src/lib/ports/report.ts';
import { explainReport } from '../src/lib/report/explain.ts';
import { openReport } from '../src/lib/report/open.ts';

const USAGE = 'npm run parse -- PROBE_ID FILE | bugreport FILE | --list';

const all = Object.values<Probe<unknown>>(probes);

/** What is wrong, in one line, and the exit status of a question that cannot be understood. */
function refuse(why: string): void {
	console.error(why.replaceAll(/\s+/g, ' '));
	process.exitCode = 2;
}

const print = (lines: readonly string[]): void => {
	process.stdout.write(lines.map((line) => `${line}\n`).join(''));
};

function placeText(place: DumpPlace): string {
	const name = place.as === undefined ? '' : ` as @@${place.as}`;
	if ('service' in place) return `DUMP OF SERVICE ${place.service}${name}`;
	const command = place.command === undefined ? '' : ` (${place.command}...)`;
	return `------ ${place.title}${command} ------${name}`;
}

function listed({ id, title, asks, dumps = [] }: Probe<unknown>): readonly string[] {
	return [
		`${id}: ${title}`,
		...asks.map((ask) => `  asks  ${shownCommand(ask).replaceAll(/\s*\n\s*/g, '; ')}`),
		...dumps.map((place) => `  reads ${placeText(place)}`),
	];
}

/** npm goes to the project's folder first, and keeps where it was called. */
const pathOf = (file: string): string => resolve(process.env['INIT_CWD'] ?? '', file);

/** A text longer than this is no answer to one command, and none that a string of Node.js can hold. */
const MAX_TEXT = 400_000_000;

/** What is at that place, or why it cannot be read. */
function sizeOf(file: string): Result<number, string> {
	const found = statSync(pathOf(file), { throwIfNoEntry: false });
	if (found === undefined) return err(`${file} cannot be read: it is not there`);
	return ok(found.isDirectory() ? 0 : found.size);
}

function textOf(file: string): Result<string, string> {
	const size = sizeOf(file);
	if (!size.ok) return size;
	if (size.value > MAX_TEXT) return err(`${file} is too big for one answer (over 400 MB)`);
	try {
		return ok(readFileSync(pathOf(file), 'utf8'));
	} catch (error) {
		return err(`${file} cannot be read: ${String(error)}`);
	}
}

async function parse(probe: Probe<unknown>, file: string): Promise<void> {
	const text = textOf(file);
	if (!text.ok) {
		refuse(text.error);
		return;
	}
	const outcome = (await inReport(probe, text.value)) ?? readAnswer(probe, text.value);
	print([JSON.stringify(shownOutcome(outcome), null, '\t')]);
}

/** Of a text that is a bug report, or a part of one with its title; undefined where it has nothing for this probe. */
async function inReport(
	probe: Probe<unknown>,
	text: string,
): Promise<Outcome<unknown> | undefined> {
	const report = await openReport([{ path: 'report', file: new Blob([text]) }]);
	return report.ok ? report.value.readings[probe.id]?.outcome : undefined;
}

/** The status first; maps and big numbers do not occur in values of probes. */
const shownOutcome = ({ kind, ...rest }: Outcome<unknown>): object => ({ status: kind, ...rest });

/** A file; of a folder, all that is in it. */
async function filesAt(place: string): Promise<readonly GivenFile[]> {
	const path = pathOf(place);
	const names = statSync(path).isDirectory()
		? readdirSync(path, { recursive: true, withFileTypes: true })
				.filter((entry) => entry.isFile())
				.map((entry) => join(entry.parentPath, entry.name))
		: [path];
	return Promise.all(
		names.map(async (name) => ({
			path: relative(dirname(path), name),
			file: await openAsBlob(name),
		})),
	);
}

async function listReport(place: string): Promise<void> {
	const size = sizeOf(place);
	if (!size.ok) {
		refuse(size.error);
		return;
	}
	const report = await openReport(await filesAt(place));
	if (report.ok) print(reportLines(report.value));
	else refuse(`${place}: ${explainReport(report.error)}`);
}

function reportLines({ at, sections, unlisted, readings, notes }: Report): readonly string[] {
	const found = sections.map(({ title, command, lines, probes: readers }) => {
		const whence = command === '' ? '' : ` (${command})`;
		const who = readers.length === 0 ? '' : `  -> ${readers.join(', ')}`;
		return `  ${String(lines).padStart(8)} lines  ${title}${whence}${who}`;
	});
	const fared = all.map(({ id }) => {
		const reading = readings[id];
		return `  ${id.padEnd(16)} ${reading === undefined ? 'not in this report' : wordsOf(reading)}`;
	});
	return [
		`begun ${new Date(at).toISOString()}`,
		`sections: ${sections.length + unlisted}`,
		...found,
		...(unlisted > 0 ? [`  and ${unlisted} more`] : []),
		'probes:',
		...fared,
		...notes,
	].map(inOneLine);
}

function wordsOf({
	outcome,
	command,
}: {
	readonly outcome: Outcome<unknown>;
	readonly command: string;
}): string {
	switch (outcome.kind) {
		case 'ok':
			return `ok  ${command}`;
		case 'denied':
		case 'missing':
			return `${outcome.kind}: ${outcome.why}  ${command}`;
		case 'unparsed':
			return `unparsed: line ${outcome.failure.line}, expected ${outcome.failure.expected}: ${outcome.failure.text}  ${command}`;
		case 'interrupted':
			return `interrupted: ${outcome.failure.kind}  ${command}`;
	}
}

/** A terminal obeys what stands in a text; a phone's text is not to be obeyed. */
const inOneLine = (line: string): string => line.replaceAll(/\p{C}/gu, '\uFFFD');

async function main(): Promise<void> {
	const [what, file, ...others] = process.argv.slice(2);
	if (what === '--list' && file === undefined) {
		print(all.flatMap(listed));
		return;
	}
	if (what === undefined || file === undefined || others.length > 0) {
		refuse(USAGE);
		return;
	}
	if (what === 'bugreport') {
		await listReport(file);
		return;
	}
	const probe = all.find(({ id }) => id === what);
	if (probe === undefined) refuse(`${what} is no probe; npm run parse -- --list names them`);
	else await parse(probe, file);
}

await main();
