// `npm run bench`: how long a person waits, and how fast the core is, measured here and now. docs/bench.md says what
// each figure means.
import { existsSync, statSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { benchConnect } from './connect.ts';
import { benchDecode } from './decode.ts';
import { BUILD, whyNotJoined } from './joined.ts';
import { hasBrowser } from './decodePage.ts';
import { benchLive } from './live.ts';
import { commandOf, readOptions, USAGE, whyNotFile, type Options } from './options.ts';
import type { Part, Plan } from './plan.ts';
import { benchSweep } from './sweep.ts';
import { tableOf, type Figure } from './table.ts';

const BENCHES: Readonly<Record<Part, (plan: Plan) => Promise<readonly Figure[]>>> = {
	connect: benchConnect,
	sweep: benchSweep,
	live: benchLive,
	decode: benchDecode,
};

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
async function main(options: Options): Promise<void> {
	const { runs, parts, size, file } = options;
	const stop = new AbortController();
	process.once('SIGINT', () => {
		stop.abort(new Error('interrupted'));
	});
	const command = (part: Part): string => commandOf(part, options);
	try {
		await bench({ runs, size, file, signal: stop.signal, command }, parts);
	} catch (error) {
		if (!stop.signal.aborted) throw error;
		console.error('interrupted');
		process.exitCode = 130;
	}
}

const options = readOptions(process.argv.slice(2));
const reason = options?.file === undefined ? undefined : whyNotFile(options.file);
if (options === undefined) {
	console.error(USAGE);
	process.exitCode = 2;
} else if (reason !== undefined) {
	console.error(`${options.file}: ${reason}`);
	process.exitCode = 2;
} else await main(options);
