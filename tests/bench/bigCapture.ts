import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { FILE_HEADER, MixedTraffic } from './mixedCapture.ts';
import type { PacketSizes } from './traffic/world.ts';

const BLOCK = 1 << 20;

export interface BigCapture {
	readonly packets: number;
	readonly bytes: number;
}

/** Writes a capture of at least `size` bytes to `path`, block by block; no more than a block more. */
export async function writeBigCapture(
	path: string,
	size: number,
	sizes: PacketSizes,
): Promise<BigCapture> {
	const traffic = new MixedTraffic(sizes);
	const file = createWriteStream(path);
	file.write(FILE_HEADER);
	let bytes = FILE_HEADER.length;
	while (bytes < size) {
		const block = traffic.fill(new Uint8Array(BLOCK));
		bytes += block.length;
		if (!file.write(block)) await once(file, 'drain');
	}
	file.end();
	await finished(file);
	return { packets: traffic.packets, bytes };
}
