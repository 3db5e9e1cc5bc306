import { assert } from '../base/assert.ts';
import type { Result } from '../base/result.ts';
import type { Milliseconds } from '../base/units.ts';
import type { Absent, ParseFailure, ShellFailure } from '../model/failure.ts';
import type { Outcome, ProbeId, Reading, Said } from '../model/reading.ts';
import type { Finished, Shell } from '../ports/shell.ts';
import { shownCommand } from './command.ts';
import { judge } from './judge.ts';

/** A question to the phone, in one or more ways: the command that asks, and the pure function that reads. */
export interface Probe<T> {
	/** Names the fixture file and the section of a snapshot. Never renamed once released. */
	readonly id: ProbeId;
	readonly title: string;
	/** The best way first. The next is tried where the phone lacks one or refuses it. */
	readonly asks: readonly Ask<T>[];
	/** Read what this probe never asks for, since no command of ours prints it: files of other tools. */
	readonly reads?: readonly Parser<T>[];
	/** Where a bug report has the same answer. Parts that have a name in it (`as`) are put together under those names. */
	readonly dumps?: readonly DumpPlace[];
}

/** Reads an answer. `Absent` means that this phone does not answer this way. */
export type Parser<T> = (text: string) => Result<T, ParseFailure | Absent>;

/**
 * A part of a bug report (AOSP `cmds/dumpstate`): a section by its title, where several bear the same one also by the
 * start of its command, `------ TITLE (command) ------`; or what a service dumped, `DUMP OF SERVICE name:`. Files of
 * an AndroidQF acquisition count as sections too, titled as `report/androidQf.ts` says.
 */
export type DumpPlace = {
	/** The name of this part in the answer to the probe's own command, `@@name`; undefined where it is the whole answer. */
	readonly as?: string;
	/** Such sections differ by the end of their commands (`show table 1003`): it follows the name, `@@name 1003`. */
	readonly numbered?: true;
} & (
	| { readonly title: string; readonly command?: string }
	| { readonly service: string; readonly command?: undefined }
);

interface Ask<T> {
	/** One command, never a shell line; what needs a shell names it: `['sh', '-c', script]`. */
	readonly argv: readonly string[];
	/** Runs as root; only where a person allowed that. */
	readonly root?: boolean;
	readonly timeout?: Milliseconds;
	/** Reads standard output. */
	readonly parse: Parser<T>;
}

export interface ProbeOptions {
	readonly signal?: AbortSignal;
	/** Whether a person allowed root on this phone. Without, what root alone may ask is denied, unasked. */
	readonly rootAllowed?: boolean;
	/** Index of the ask to begin with: for one who asks every second and knows which way answers (`askOf`). */
	readonly startWith?: number;
}

const DEFAULT_TIMEOUT: Milliseconds = 15_000;

/** Characters of an answer that a reading keeps. */
export const MAX_RAW = 8 * 1024 * 1024;

/**
 * Asks the phone. The first way that answers counts; where none does, a refusal counts more than a lack, since it
 * says what would help. Every failure is an outcome of the reading.
 */
export async function runProbe<T>(
	probe: Probe<T>,
	shell: Shell,
	options: ProbeOptions = {},
): Promise<Reading<T>> {
	const first = options.startWith ?? 0;
	let best: Reading<T> | undefined;
	for (const ask of [...probe.asks.slice(first), ...probe.asks.slice(0, first)]) {
		const mayRun = ask.root !== true || options.rootAllowed === true;
		const reading = mayRun
			? await runAsk(probe.id, ask, shell, options.signal)
			: unasked(probe.id, ask);
		const { kind } = reading.outcome;
		if (kind !== 'denied' && kind !== 'missing') return reading;
		if (best === undefined || telling(reading) > telling(best)) best = reading;
	}
	return best ?? unaskable(probe.id);
}

/** A refusal says more than a lack; most of all one that root would lift. */
function telling({ outcome }: Reading<unknown>): number {
	if (outcome.kind !== 'denied') return 0;
	return outcome.remedy === 'root' ? 2 : 1;
}

/** Which of its asks a probe's reading came from. */
export function askOf<T>(probe: Probe<T>, reading: Reading<T>): number {
	return Math.max(
		0,
		probe.asks.findIndex((ask) => shownCommand(ask) === reading.command),
	);
}

/**
 * What the probe makes of an answer that it did not ask for itself: a file, a section of a bug report. The parser
 * that finds its own in it reads it.
 */
export function readAnswer<T>(probe: Probe<T>, text: string, complaints = ''): Outcome<T> {
	const parsers = [...probe.asks.map(({ parse }) => parse), ...(probe.reads ?? [])];
	const answered: Finished = { stdout: text, stderr: complaints, exit: undefined };
	const outcomes: Outcome<T>[] = [];
	for (const parse of parsers) {
		const outcome = judge(parse, answered);
		if (outcome.kind === 'ok') return outcome;
		outcomes.push(outcome);
	}
	const best =
		outcomes.find(({ kind }) => kind === 'unparsed') ??
		outcomes.find(({ kind }) => kind === 'denied') ??
		outcomes[0];
	assert(best !== undefined, 'a probe can read something');
	return best;
}

async function runAsk<T>(
	probe: ProbeId,
	ask: Ask<T>,
	shell: Shell,
	signal: AbortSignal | undefined,
): Promise<Reading<T>> {
	const at = Date.now();
	const started = performance.now();
	const result = await shell.run(ask.argv, {
		timeout: ask.timeout ?? DEFAULT_TIMEOUT,
		...(ask.root === true ? { root: true } : {}),
		...(signal === undefined ? {} : { signal }),
	});
	const duration = performance.now() - started;
	const asked = { probe, at, duration, command: shownCommand(ask) };
	if (!result.ok) {
		const outcome = unanswered<T>(result.error, ask.root === true);
		return { ...asked, exit: undefined, raw: '', stderr: '', outcome };
	}
	const { stdout, stderr, exit } = result.value;
	const outcome = judge(ask.parse, result.value);
	return { ...asked, exit, raw: shortened(stdout), stderr: shortened(stderr), outcome };
}

/** What a command would be that needs a person's consent first. */
function unasked<T>(probe: ProbeId, ask: Ask<T>): Reading<T> {
	return {
		...{ probe, at: Date.now(), duration: 0, command: shownCommand(ask) },
		...{ exit: undefined, raw: '', stderr: '' },
		outcome: { kind: 'denied', why: 'Only root may read this.', remedy: 'root' },
	};
}

/** A reading that root was not asked for: where it brought no value and root's ways are left, these are its remedy. */
export function remediedByRoot<T>(probe: Probe<T>, reading: Reading<T>): Reading<T> {
	const ask = probe.asks.find(({ root }) => root === true);
	const { kind } = reading.outcome;
	if (ask === undefined || (kind !== 'denied' && kind !== 'missing')) return reading;
	const { command, outcome } = unasked(probe.id, ask);
	return { ...reading, command, outcome };
}

/** What only a file can hold. */
function unaskable<T>(probe: ProbeId): Reading<T> {
	return {
		...{ probe, at: Date.now(), duration: 0, command: '' },
		...{ exit: undefined, raw: '', stderr: '' },
		outcome: { kind: 'missing', why: 'No command asks for this: it comes in a file.' },
	};
}

/** A phone without root, or a person who said no to it, refuses the command before it runs: both may change. */
function unanswered<T>(failure: ShellFailure, root: boolean): Outcome<T> {
	return root && failure.kind === 'refused'
		? { kind: 'denied', why: failure.message, remedy: 'root' }
		: { kind: 'interrupted', failure };
}

/** Both ends of a text too long to keep: what matters stands at the start of some dumps, at the end of others. */
export function shortened(text: string): string {
	if (text.length <= MAX_RAW) return text;
	const left = text.length - MAX_RAW;
	const half = MAX_RAW / 2;
	return `${text.slice(0, half)}\n[... ${left} characters left out here by Porthole ...]\n${text.slice(-half)}`;
}

/**
 * A reading of an earlier day, its text read by today's parser: the one of the command that gave it, or, for what
 * another tool wrote, whichever finds its own in it.
 */
export function readAnew<T>(probe: Probe<T>, said: Said): Reading<T> {
	const { outcome, raw, stderr, exit } = said;
	if (outcome.kind !== 'ok' && outcome.kind !== 'unparsed') return { ...said, outcome };
	const ask = probe.asks.find((one) => shownCommand(one) === said.command);
	const read =
		ask === undefined
			? readAnswer(probe, raw, stderr)
			: judge(ask.parse, { stdout: raw, stderr, exit });
	return { ...said, outcome: read };
}
