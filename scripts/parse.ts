// `npm run parse -- PROBE_ID FILE` reads what a phone printed by the probe's own parsers and prints the reading;
// `npm run parse -- bugreport FILE` lists the sections of a bug report, and how each probe fares with it;
// `npm run parse -- --list` names the probes, what they ask and where a bug report has the same.
import { openAsBlob, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { Outcome } from '../src/lib/model/reading.ts';
import type { Report } from '../src/lib/model/report.ts';
import { shownCommand } from '../src/lib/probes/command.ts';
import { probes } from '../src/lib/probes/index.ts';
import { readAnswer, type DumpPlace, type Probe } from '../src/lib/probes/probe.ts';
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

function textOf(file: string): string | undefined {
	try {
		return readFileSync(pathOf(file), 'utf8');
	} catch {
		return undefined;
	}
}

function parse(probe: Probe<unknown>, file: string): void {
	const text = textOf(file);
	if (text === undefined) {
		refuse(`${file} cannot be read`);
		return;
	}
	print([JSON.stringify(shownOutcome(readAnswer(probe, text)), null, '\t')]);
}

/** The status first; maps and big numbers do not occur in values of probes. */
const shownOutcome = ({ kind, ...rest }: Outcome<unknown>): object => ({ status: kind, ...rest });

async function blobOf(file: string): Promise<Blob | undefined> {
	try {
		return await openAsBlob(pathOf(file));
	} catch {
		return undefined;
	}
}

async function listReport(file: string): Promise<void> {
	const blob = await blobOf(file);
	if (blob === undefined) {
		refuse(`${file} cannot be read`);
		return;
	}
	const report = await openReport([{ path: basename(file), file: blob }]);
	if (report.ok) print(reportLines(report.value));
	else refuse(`${file}: ${explainReport(report.error)}`);
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
	else parse(probe, file);
}

await main();
