import { err, ok, type Result } from '../base/result.ts';
import type { Bytes, EpochMs } from '../base/units.ts';
import type { FileFailure } from '../model/failure.ts';
import type { Report, ReportFailure, ReportProgress } from '../model/report.ts';
import type { GivenFile } from '../ports/report.ts';
import { ACQUIRED_DUMPSYS, ACQUIRED_FILES, ACQUIRED_REPORT, ACQUISITION } from './androidQf.ts';
import { Contents } from './contents.ts';
import { acquisitionOf, baseOf, mainTextOf, textsIn, zipsIn } from './find.ts';
import { givenFolder, headOf, zipFolder, type Folder } from './folder.ts';
import { LineReader } from './lines.ts';
import type { Taker } from './section.ts';
import { kindOfText } from './sniff.ts';

/** Of one text, unpacked: three times the largest report that anybody has seen. */
const MAX_TEXT: Bytes = 1024 * 1024 * 1024;
/** A zip in a zip has to be unpacked before it can be read. */
const MAX_NESTED: Bytes = 512 * 1024 * 1024;
const MAX_DEPTH = 3;
const MAX_ZIPS = 64;
/** Texts of a folder at which one looks whether they are a log. */
const MAX_SNIFFED = 500;

export interface OpenOptions {
	readonly onProgress?: (progress: ReportProgress) => void;
	readonly signal?: AbortSignal;
	/** When the file was written, for a report that does not say when it was begun. */
	readonly fileTime?: EpochMs;
}

/**
 * Opens a bug report, an AndroidQF acquisition or an intrusion log: one file, or those of a folder. Everything in it
 * is hostile; names are only compared with names that we know, and what is read is bounded.
 */
export async function openReport(
	files: readonly GivenFile[],
	options: OpenOptions = {},
): Promise<Result<Report, ReportFailure>> {
	const opening = new Opening(options);
	const [only] = files;
	const failure =
		files.length === 1 && only !== undefined
			? await opening.file(givenFolder(files), only)
			: await opening.folder(givenFolder(files), 0);
	if (failure !== undefined) return err(failure);
	const { contents } = opening;
	const report = contents.report(options.fileTime ?? Date.now());
	return report === undefined ? err(contents.failure ?? { kind: 'not-a-report' }) : ok(report);
}

/** A failure, or undefined: what could be read was read. */
type Outcome = Promise<FileFailure | undefined>;

class Opening {
	readonly contents = new Contents();
	readonly #options: OpenOptions;
	#zips = 0;
	#reported = false;

	constructor(options: OpenOptions) {
		this.#options = options;
	}

	async file(folder: Folder, { path, file }: GivenFile): Outcome {
		const head = await headOf(folder, path, Infinity);
		if (head[0] === 0x50 && head[1] === 0x4b) return this.#zip(file, 0);
		switch (kindOfText(head)) {
			case 'bugreport':
				return this.#cut(folder, path);
			case 'intrusion-log':
				return this.#log(folder, path);
			case 'unknown':
				return undefined;
		}
	}

	/** A bug report's own folder is done with its text; in every other one, all that we know is read. */
	async folder(folder: Folder, depth: number): Outcome {
		const base = acquisitionOf(folder);
		if (base !== undefined) return this.#acquisition(folder, base, depth);
		const main = this.#reported ? undefined : await mainTextOf(folder);
		if (main !== undefined) {
			this.#reported = true;
			return this.#cut(folder, main);
		}
		return (await this.#logs(folder)) ?? this.#nested(folder, zipsIn(folder), depth);
	}

	async #zip(file: Blob, depth: number): Outcome {
		const folder = await zipFolder(file);
		return folder.ok ? this.folder(folder.value, depth) : folder.error;
	}

	/** Zips in a zip, as some makers and the intrusion log have them. One that cannot be read is no reason to give up. */
	async #nested(folder: Folder, names: readonly string[], depth: number): Outcome {
		if (depth >= MAX_DEPTH) return undefined;
		for (const name of names) {
			this.#zips += 1;
			if (this.#zips > MAX_ZIPS) return undefined;
			const inner = await folder.blob(name, MAX_NESTED);
			const failure = inner.ok ? await this.#zip(inner.value, depth + 1) : inner.error;
			if (failure?.kind === 'cancelled') return failure;
			if (failure !== undefined) this.contents.note(name, failure);
		}
		return undefined;
	}

	async #acquisition(folder: Folder, base: string, depth: number): Outcome {
		for (const head of ACQUIRED_FILES) {
			const name = base + head.file;
			if (!folder.names.includes(name)) continue;
			const failure = await this.#pour(folder, name, this.contents.section(head));
			if (failure !== undefined) return failure;
		}
		if (folder.names.includes(base + ACQUISITION)) {
			const failure = await this.#pour(folder, base + ACQUISITION, this.contents.acquisition());
			if (failure !== undefined) return failure;
		}
		if (folder.names.includes(base + ACQUIRED_DUMPSYS)) {
			const failure = await this.#cut(folder, base + ACQUIRED_DUMPSYS);
			if (failure !== undefined) return failure;
		}
		const reports = folder.names.filter((name) => name === base + ACQUIRED_REPORT);
		const logs = zipsIn(folder).filter((name) => /intrusion[-_]logs?[/\\]/i.test(name));
		return (await this.#logs(folder)) ?? this.#nested(folder, [...reports, ...logs], depth);
	}

	async #logs(folder: Folder): Outcome {
		for (const name of textsIn(folder).slice(0, MAX_SNIFFED)) {
			if (ACQUIRED_FILES.some(({ file }) => file === baseOf(name))) continue;
			const head = await headOf(folder, name, MAX_TEXT);
			if (kindOfText(head) !== 'intrusion-log') continue;
			const failure = await this.#log(folder, name);
			if (failure !== undefined) return failure;
		}
		return undefined;
	}

	#cut(folder: Folder, name: string): Outcome {
		return this.#pour(folder, name, this.contents.sections());
	}

	#log(folder: Folder, name: string): Outcome {
		return this.#pour(folder, name, this.contents.log());
	}

	async #pour(folder: Folder, name: string, into: Taker): Outcome {
		const { onProgress, signal } = this.#options;
		const lines = new LineReader((line) => {
			into.line(line);
		});
		const total = folder.sizeOf(name);
		let done = 0;
		let told = 0;
		const take = (piece: Uint8Array): void => {
			lines.push(piece);
			done += piece.length;
			if (done - told < PROGRESS_STEP) return;
			told = done;
			onProgress?.({ done, total });
		};
		const poured = await folder.pour(name, { limit: MAX_TEXT, take, signal });
		lines.end();
		into.end();
		return poured.ok ? undefined : poured.error;
	}
}

/** Bytes between two words of progress. */
const PROGRESS_STEP: Bytes = 1024 * 1024;
