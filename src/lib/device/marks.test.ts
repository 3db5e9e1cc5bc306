import { describe, expect, test } from 'vitest';
import { newMark, splitAt, untilMark } from './marks.ts';

const mark = newMark();

const encoded = (text: string): Uint8Array => new TextEncoder().encode(text);

function sourceOf(chunks: readonly Uint8Array[]): ReadableStream<Uint8Array> {
	return new ReadableStream({
		start(controller) {
			for (const chunk of chunks) controller.enqueue(chunk);
			controller.close();
		},
	});
}

async function split(chunks: readonly Uint8Array[]): Promise<readonly [string, string]> {
	const { before, after } = splitAt(sourceOf(chunks), mark);
	return [await new Response(before).text(), await after];
}

describe('a stream with a mark', () => {
	const whole = encoded(`body @@ ${mark.word.slice(0, 9)} more${mark.word}tail ${mark.word}0\n`);
	const parts = [`body @@ ${mark.word.slice(0, 9)} more`, `tail ${mark.word}0\n`];

	test.each(whole.keys().toArray())('cut in two at byte %i', async (at) => {
		expect(await split([whole.subarray(0, at), whole.subarray(at)])).toEqual(parts);
	});

	test('byte by byte', async () => {
		expect(await split([...whole].map((byte) => Uint8Array.of(byte)))).toEqual(parts);
	});
});

test('a stream that ends without its mark loses nothing, not even the beginning of one', async () => {
	const cut = `body${mark.word.slice(0, 20)}`;
	expect(await split([encoded(cut)])).toEqual([cut, '']);
});

test('bytes that cannot begin a mark are not held back', async () => {
	let feed: ReadableStreamDefaultController<Uint8Array> | undefined;
	const source = new ReadableStream<Uint8Array>({
		start(controller) {
			feed = controller;
		},
	});
	const reader = splitAt(source, mark).before.getReader();
	feed?.enqueue(encoded('live'));
	expect(new TextDecoder().decode((await reader.read()).value)).toBe('live');
});

describe('text that ends with a mark and an exit code', () => {
	test.each([
		['of its own line', `out\n${mark.word}7\n`, { text: 'out\n', exit: 7 }],
		['right behind the output', `out${mark.word}0\n`, { text: 'out', exit: 0 }],
		['behind a terminal', `out\r\n${mark.word}127\r\n`, { text: 'out\r\n', exit: 127 }],
		['shown once more', `${mark.word}1\n${mark.word}2\n`, { text: `${mark.word}1\n`, exit: 2 }],
		['never printed', 'out\n', { text: 'out\n', exit: undefined }],
	])('%s', (_, text, expected) => {
		expect(untilMark(text, mark)).toEqual(expected);
	});
});

test('a list of processes that shows our own line does not show the mark', () => {
	expect(`echo ${mark.spelt}$?`).not.toContain(mark.word);
});
