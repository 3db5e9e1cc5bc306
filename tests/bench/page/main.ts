// A page with the site's decoding thread and nothing else. What is measured is called by name from outside.
import { wrap } from 'comlink';
import { startDecoder } from '#lib/decode/thread.ts';
import type { Milliseconds } from '#lib/base/units.ts';
import type { CaptureSummary } from '#lib/model/capture.ts';
import type { DiskBench } from './disk.worker.ts';

/** How long a thread took, and what it found. */
interface Taken {
	/** For the first capture that it opens: its code is compiled meanwhile. */
	readonly first: Milliseconds;
	/** For the same once more. */
	readonly ms: Milliseconds;
	readonly packets: number;
	readonly flows: number;
}

const disk = wrap<DiskBench>(
	new Worker(new URL('disk.worker.ts', import.meta.url), { type: 'module' }),
);

function chosenFile(): File {
	const file = document.querySelector('input')?.files?.[0];
	if (file === undefined) throw new Error('no file was chosen');
	return file;
}

/** Every measurement has a thread of its own, so that none profits from the one before. */
async function decode(from: 'file' | 'disk', id = ''): Promise<Taken> {
	const thread = startDecoder();
	const { decoder } = thread;
	await decoder.leftovers();
	const open = async (): Promise<CaptureSummary> => {
		const summary =
			from === 'file'
				? await decoder.openFile(chosenFile(), 'bench')
				: await decoder.openLeftover(id);
		const { stop } = summary;
		if (stop !== undefined) throw new Error(`stopped at ${stop.offset}: ${stop.reason}`);
		return summary;
	};
	const began = performance.now();
	await open();
	const again = performance.now();
	const { packets, flows } = await open();
	const ms = performance.now() - again;
	thread.stop();
	return { first: again - began, ms, packets, flows };
}

/** The same thread, kept: for looking at its memory. */
async function hold(id: string): Promise<void> {
	const { decoder } = startDecoder();
	await decoder.openLeftover(id);
	globalThis.benchHeld = decoder;
}

declare global {
	var bench: {
		readonly decode: typeof decode;
		readonly hold: typeof hold;
		readonly readOnly: () => Promise<Milliseconds>;
		readonly readSlices: () => Promise<Milliseconds>;
		readonly keep: () => Promise<string>;
		readonly tee: () => Promise<Milliseconds>;
	};
	var benchHeld: unknown;
}

globalThis.bench = {
	decode,
	hold,
	readOnly: () => disk.readOnly(chosenFile()),
	readSlices: () => disk.readSlices(chosenFile()),
	keep: () => disk.keep(chosenFile()),
	tee: () => disk.tee(chosenFile()),
};
