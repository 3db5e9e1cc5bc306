// `npm run decode -- FILE [--json]`: decodes a capture (pcap, pcapng, or either in gzip) with the site's own core and
// prints what stands in it: a table for people, or one JSON object. A damaged capture is told up to its damage.
import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { jsonOf } from './decode/json.ts';
import { readCapture } from './decode/read.ts';
import { reportOf } from './decode/report.ts';

const USAGE = 'npm run decode -- FILE [--json]';

interface Options {
	readonly file: string;
	readonly json: boolean;
}

/** What a person asked for; undefined where it cannot be understood. */
function readOptions(): Options | undefined {
	try {
		const options = { json: { type: 'boolean', default: false } } as const;
		const { values, positionals } = parseArgs({ options, allowPositionals: true });
		const [file, ...others] = positionals;
		return file === undefined || others.length > 0 ? undefined : { file, json: values.json };
	} catch {
		return undefined;
	}
}

/** Whoever reads may have had enough (`| head`): that is no error. */
async function print(pieces: AsyncIterable<string> | Iterable<string>): Promise<void> {
	try {
		await pipeline(Readable.from(pieces), process.stdout);
	} catch (error) {
		if (!(error instanceof Error && 'code' in error && error.code === 'EPIPE')) throw error;
	}
}

async function main({ file, json }: Options): Promise<void> {
	// npm goes to the project's folder first, and keeps where it was called.
	const capture = await readCapture(resolve(process.env['INIT_CWD'] ?? '', file));
	if (!capture.ok) {
		console.error(capture.error);
		process.exitCode = 1;
		return;
	}
	await print(json ? jsonOf(capture.value) : reportOf(capture.value));
}

const options = readOptions();
if (options === undefined) {
	console.error(USAGE);
	process.exitCode = 2;
} else await main(options);
