// A screenshot with at most 256 colours: pages are made of few, and the file becomes a third.
import { crc32, deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Bytes around a chunk's data: length and type before it, its sum behind it (W3C PNG, 5.3). */
const CHUNK_HEAD = 8;
const CHUNK_SUM = 4;
const COLOURS = 256;
/** Squared distance in RGB from which two colours are taken for two. */
const TOLD_APART = 150;

interface Picture {
	readonly width: number;
	readonly height: number;
	/** One number 0xRRGGBB a pixel, row by row. */
	readonly pixels: Uint32Array;
}

function chunksOf(png: Buffer): ReadonlyMap<string, Buffer> {
	const chunks = new Map<string, Buffer>();
	for (let at = SIGNATURE.length; at < png.length;) {
		const start = at + CHUNK_HEAD;
		const end = start + png.readUInt32BE(at);
		const type = png.toString('latin1', at + 4, start);
		chunks.set(
			type,
			Buffer.concat([chunks.get(type) ?? Buffer.alloc(0), png.subarray(start, end)]),
		);
		at = end + CHUNK_SUM;
	}
	return chunks;
}

/** What a byte was predicted from its neighbours to be (W3C PNG, 9.2). */
function predicted(filter: number, left: number, up: number, corner: number): number {
	if (filter === 1) return left;
	if (filter === 2) return up;
	if (filter === 3) return (left + up) >> 1;
	if (filter === 0) return 0;
	const [a, b, c] = [left, up, corner].map((near) => Math.abs(left + up - corner - near));
	if (a === undefined || b === undefined || c === undefined) return 0;
	if (a <= b && a <= c) return left;
	return b <= c ? up : corner;
}

/** Undoes the rows' filters in place; each row of `data` keeps the byte of its filter in front. */
function unfilter(data: Buffer, stride: number, step: number): void {
	for (let row = 0; row < data.length; row += stride + 1) {
		const filter = data[row] ?? 0;
		const before = row - stride;
		for (let i = 0; i < stride; i += 1) {
			const left = i < step ? 0 : data[row + 1 + i - step];
			const up = row === 0 ? 0 : data[before + i];
			const corner = row === 0 || i < step ? 0 : data[before + i - step];
			const sum = (data[row + 1 + i] ?? 0) + predicted(filter, left ?? 0, up ?? 0, corner ?? 0);
			data[row + 1 + i] = sum & 0xff;
		}
	}
}

/** A PNG as Chromium writes its screenshots: 8 bits a sample, RGB or RGBA, not interlaced. */
function read(png: Buffer): Picture {
	const chunks = chunksOf(png);
	const head = chunks.get('IHDR') ?? Buffer.alloc(13);
	const [width, height] = [head.readUInt32BE(0), head.readUInt32BE(4)];
	const step = head[9] === 6 ? 4 : 3;
	const data = inflateSync(chunks.get('IDAT') ?? Buffer.alloc(0));
	unfilter(data, width * step, step);
	const pixels = new Uint32Array(width * height);
	for (let pixel = 0; pixel < pixels.length; pixel += 1) {
		const row = Math.floor(pixel / width);
		pixels[pixel] = data.readUIntBE(row * (width * step + 1) + 1 + (pixel % width) * step, 3);
	}
	return { width, height, pixels };
}

/** Squared distance of two colours. */
function distance(a: number, b: number): number {
	const red = (a >> 16) - (b >> 16);
	const green = ((a >> 8) & 0xff) - ((b >> 8) & 0xff);
	const blue = (a & 0xff) - (b & 0xff);
	return red * red + green * green + blue * blue;
}

function nearest(palette: readonly number[], colour: number): number {
	let best = 0;
	for (const [index, other] of palette.entries()) {
		if (distance(other, colour) < distance(palette[best] ?? 0, colour)) best = index;
	}
	return best;
}

/** The colours that most pixels have, of those that an eye tells apart: a small mark keeps its own. */
function paletteOf(pixels: Uint32Array): readonly number[] {
	const counts = new Map<number, number>();
	for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
	const palette: number[] = [];
	for (const [colour] of [...counts].sort(([, a], [, b]) => b - a)) {
		if (palette.length === COLOURS) break;
		const near = palette[nearest(palette, colour)];
		if (near === undefined || distance(near, colour) >= TOLD_APART) palette.push(colour);
	}
	return palette;
}

function chunk(type: string, data: Buffer): Buffer {
	const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
	const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
	length.writeUInt32BE(data.length);
	sum.writeUInt32BE(crc32(body));
	return Buffer.concat([length, body, sum]);
}

export function reduced(png: Buffer): Buffer {
	const { width, height, pixels } = read(png);
	const palette = paletteOf(pixels);
	const indexes = new Map<number, number>();
	const rows = Buffer.alloc(height * (width + 1));
	for (const [pixel, colour] of pixels.entries()) {
		const index = indexes.get(colour) ?? nearest(palette, colour);
		indexes.set(colour, index);
		rows[pixel + Math.floor(pixel / width) + 1] = index;
	}
	const head = Buffer.alloc(13);
	head.writeUInt32BE(width, 0);
	head.writeUInt32BE(height, 4);
	head.set([8, 3], 8);
	const colours = Buffer.from(palette.flatMap((c) => [c >> 16, (c >> 8) & 0xff, c & 0xff]));
	const image = deflateSync(rows, { level: 9 });
	const chunks = [chunk('IHDR', head), chunk('PLTE', colours), chunk('IDAT', image)];
	return Buffer.concat([SIGNATURE, ...chunks, chunk('IEND', Buffer.alloc(0))]);
}
