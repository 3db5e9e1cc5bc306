// `npm run bench`: how long a person waits, and how fast the core is, measured here and now. docs/bench.md says what
// each figure means.
import { existsSync, statSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { benchConnect } from './connect.ts';
import { benchDecode } from './decode.ts';
import { BUILD, whyNotJoined } from './joined.ts';
import { hasBrowser } from './decodePage.ts';
import { benchLive } from './live.ts';
import { PARTS, type Part, type Plan } from './plan.ts';
import { benchSweep } from './sweep.ts';
import { tableOf, type Figure } from './table.ts';

const DEFAULT_RUNS = 5;
const MAX_RUNS = 1000;

const BENCHES: Readonly<Record<Part, (plan: Plan) => Promise<readonly Figure[]>>> = {
	connect: benchConnect,
	sweep: benchSweep,
	live: benchLive,
	decode: benchDecode,
};

const USAGE = `npm run bench -- [--runs N] [--only ${PARTS.join('|')}] [--size 100MB|1GB]`;

/** Bytes of a generated capture, by the words for it. */
const SIZES: ReadonlyMap<string, number> = new Map([
	['10MB', 10e6],
	['100MB', 100e6],
	['1GB', 1e9],
]);

interface Options {
	readonly runs: number;
	readonly parts: readonly Part[];
	readonly sizeWord: string;
	readonly size: number;
}

/** What a person asked for; undefined where it cannot be understood. */
function readOptions(): Options | undefined {
	const {
		runs: text = `${DEFAULT_RUNS}`,
		only,
		size: sizeWord = '100MB',
	} = readWords() ?? { runs: '' };
	const runs = Number(text);
	const parts = PARTS.filter((part) => only === undefined || only === part);
	const size = SIZES.get(sizeWord);
	const sane = Number.isInteger(runs) && runs >= 1 && runs <= MAX_RUNS && parts.length > 0;
	return sane && size !== undefined ? { runs, parts, sizeWord, size } : undefined;
}

function readWords():
	{ readonly runs?: string; readonly only?: string; readonly size?: string } | undefined {
	try {
		const text = { type: 'string' } as const;
		return parseArgs({ options: { runs: text, only: text, size: text } }).values;
	} catch {
		return undefined;
	}
}

/** Why a part cannot be measured on this machine; undefined where it can. */
async function whyNot(part: Part): Promise<string | undefined> {
	if (part === 'decode') return hasBrowser() ? undefined : 'no Chromium on this machine';
	if (!existsSync(join(BUILD, 'index.html'))) return 'the site is not built: npm run build';
	return whyNotJoined();
}

function heading(): string {
	const now = new Date().toISOString().slice(0, 16).replace('T', ' ');
	const built = statSync(join(BUILD, 'index.html'), { throwIfNoEntry: false })?.mtime.toISOString();
	const site = built === undefined ? 'no site' : `site of ${built.slice(0, 16).replace('T', ' ')}`;
	const machine = `${cpus().length} x ${cpus()[0]?.model ?? 'unknown processor'}`;
	return `${now} UTC, ${machine}, Node ${process.versions.node}, ${site}`;
}

async function bench(plan: Plan, parts: readonly Part[]): Promise<void> {
	const figures: Figure[] = [];
	console.log(heading());
	for (const part of parts) {
		const reason = await whyNot(part);
		if (reason !== undefined) {
			console.log(`${part} was not measured: ${reason}`);
			process.exitCode = 1;
			continue;
		}
		console.error(`measuring ${part} ...`);
		figures.push(...(await BENCHES[part](plan)));
	}
	if (figures.length > 0) console.log(`\n${tableOf(figures)}`);
}

/** Whatever was started is ended on the way out, also when a person has had enough. */
async function main({ runs, parts, sizeWord, size }: Options): Promise<void> {
	const stop = new AbortController();
	process.once('SIGINT', () => {
		stop.abort(new Error('interrupted'));
	});
	const command = (part: Part): string =>
		`npm run bench -- --only ${part} --runs ${runs}${part === 'decode' ? ` --size ${sizeWord}` : ''}`;
	try {
		await bench({ runs, size, signal: stop.signal, command }, parts);
	} catch (error) {
		if (!stop.signal.aborted) throw error;
		console.error('interrupted');
		process.exitCode = 130;
	}
}

const options = readOptions();
if (options === undefined) {
	console.error(USAGE);
	process.exitCode = 2;
} else await main(options);
