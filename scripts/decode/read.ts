import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { SocketIndex } from '#lib/analysis/attribution.ts';
import { err, ok, type Result } from '#lib/base/result.ts';
import { openReader } from '#lib/decode/core.ts';
import { OpenCapture } from '#lib/decode/openCapture.ts';
import type { CaptureReader } from '#lib/decode/reader.ts';
import type { CaptureSummary, Stop } from '#lib/model/capture.ts';
import { compiledCore } from '../../tests/decode/core.ts';
import { feedPath } from './feed.ts';

/** A capture that was read as far as it can be. */
export interface Decoded {
	readonly summary: CaptureSummary;
	/** Flows joined with names and owners, and their orders. */
	readonly capture: OpenCapture;
	readonly reader: CaptureReader;
}

/** Of these nothing was read. */
const NOTHING: Partial<Record<Stop['reason'], string>> = {
	'not-a-capture': 'is neither a pcap nor a pcapng capture',
	'unsupported-format': 'is a capture in a version of its format that is not supported',
};

/** Reads a file by slices, as the site does; or says in a sentence why there is nothing to tell. */
export async function readCapture(path: string): Promise<Result<Decoded, string>> {
	const found = await stat(path).catch(() => undefined);
	if (found === undefined) return err(`There is no file ${path}.`);
	if (!found.isFile()) return err(`${path} is not a file.`);
	const isReadable = await access(path, constants.R_OK).then(
		() => true,
		() => false,
	);
	if (!isReadable) return err(`${path} cannot be read.`);
	const reader = openReader(await compiledCore(), { readOn: false });
	const origin = { kind: 'file', name: basename(path), size: found.size } as const;
	const capture = new OpenCapture(reader, origin, {
		sockets: new SocketIndex([]),
		apps: new Map(),
		onChange: () => undefined,
	});
	capture.end(await feedPath(path, capture));
	const summary = capture.summary();
	const nothing = summary.stop && NOTHING[summary.stop.reason];
	return nothing === undefined ? ok({ summary, capture, reader }) : err(`${path} ${nothing}.`);
}
