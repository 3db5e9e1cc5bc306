// Ten megabytes of what no phone prints, for everything that reads text: it ends, throws nothing, and makes no more of
// a text than there is in it. Where time grows faster than the text, ten megabytes take hours: the timeout notices.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { assert } from '../../src/lib/base/assert.ts';
import { readers, type Done, type Job } from './hostileJobs.ts';

let thread: Worker | undefined;
let busy = false;

async function end(): Promise<void> {
	await thread?.terminate();
	thread = undefined;
}
afterAll(end);
afterEach(async () => {
	if (busy) await end();
	busy = false;
});

async function done(job: Job): Promise<Done> {
	thread ??= new Worker(new URL('./thread.ts', import.meta.url));
	busy = true;
	const answer = once(thread, 'message');
	thread.postMessage(job);
	const [told] = (await answer) as readonly Done[];
	busy = false;
	assert(told !== undefined, 'the thread answers');
	return told;
}

/** Of a machine that does much else. */
const PATIENCE = 60_000;

describe.each([...readers])('%s', (reader, { own, shapes }) => {
	test('has a text of its own to begin with', () => {
		expect(own()).not.toBe('');
	});

	test.each(shapes)(
		'%s',
		async (shape) => {
			const { threw, partsEach, shown } = await done({ reader, shape });
			expect(threw).toBeUndefined();
			expect(partsEach).toBeLessThan(1.1);
			expect(shown).toBeLessThanOrEqual(300);
		},
		PATIENCE,
	);
});
