import { readdirSync, readFileSync, existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { mixedCapture } from '../bench/mixedCapture.ts';

const captures = fileURLToPath(new URL('../../../shared/captures/', import.meta.url));
const MAX_SEED = 400_000;

/** Captures to begin with: real ones where they are, and one of our own making in any case. */
export function readSeeds(): readonly Uint8Array<ArrayBuffer>[] {
	const own = mixedCapture(100_000).bytes.slice();
	if (!existsSync(captures)) return [own];
	const files = readdirSync(captures, { recursive: true }).map(String).sort();
	const real = files
		.filter((file) => /\.pcap(ng)?$/.test(file))
		.map((file) => Uint8Array.from(readFileSync(captures + file)))
		.filter(({ length }) => length <= MAX_SEED);
	return [own, ...real];
}
