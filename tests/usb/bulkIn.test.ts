import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BulkIn, inRequest, type Outcome } from './bulkIn.ts';

function endpoint(): { bulk: BulkIn; ask: (length: number) => () => Outcome | undefined } {
	const bulk = new BulkIn(() => undefined);
	return {
		bulk,
		ask: (length) => {
			let outcome: Outcome | undefined;
			bulk.submit(
				inRequest(length, (end) => {
					outcome = end;
				}),
			);
			return () => outcome;
		},
	};
}

const bytes = (length: number): Uint8Array => Uint8Array.from({ length }, (_, at) => at & 255);
/** Every transfer of these tests counts its bytes from 0, so length and first byte tell a part. */
const got = (length: number, first = 0): Outcome => ({
	ok: true,
	bytes: Uint8Array.from({ length }, (_, at) => (at + first) & 255),
});

test('a short packet ends a request before it is full', () => {
	const { bulk, ask } = endpoint();
	const header = ask(512);
	bulk.push(bytes(24));
	expect(header()).toEqual(got(24));
});

test('a transfer of whole packets does not end a longer request', () => {
	const { bulk, ask } = endpoint();
	const long = ask(4096);
	bulk.push(bytes(1024));
	expect(long()).toBeUndefined();
	bulk.push(bytes(1048).subarray(1024));
	expect(long()).toEqual({ ok: true, bytes: Buffer.from(bytes(1048)) });
});

test('a full request takes no more than it asked for', () => {
	const { bulk, ask } = endpoint();
	bulk.push(bytes(1500));
	expect(ask(1024)()).toEqual(got(1024));
	expect(ask(1024)()).toEqual(got(476, 1024));
	expect(bulk.queued).toBe(0);
});

test('a packet that does not fit is lost and fails the request', () => {
	const { bulk, ask } = endpoint();
	bulk.push(bytes(600));
	expect(ask(100)()).toEqual({ ok: false, error: 'EOVERFLOW' });
	expect(ask(512)()).toEqual(got(88, 512));
});

test('a cancelled request gets nothing, the next one all', () => {
	const { bulk, ask } = endpoint();
	let called = false;
	const request = inRequest(512, () => {
		called = true;
	});
	bulk.submit(request);
	expect(bulk.cancel(request)).toBe(true);
	expect(bulk.cancel(request)).toBe(false);
	bulk.push(bytes(24));
	expect(called).toBe(false);
	expect(ask(512)()).toEqual(got(24));
});

test('a failing device ends every request and forgets what it had to say', () => {
	const { bulk, ask } = endpoint();
	const [first, second] = [ask(512), ask(512)];
	bulk.fail('ESHUTDOWN');
	expect([first(), second()]).toEqual(Array(2).fill({ ok: false, error: 'ESHUTDOWN' }));
	bulk.push(bytes(600));
	bulk.fail('ENOENT');
	expect(bulk.queued).toBe(0);
});

test('asked for by whole packets, every byte arrives once and in order', () => {
	fc.assert(
		fc.property(
			fc.array(fc.integer({ min: 1, max: 3000 }), { maxLength: 20 }),
			fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 5 }),
			(sizes, packets) => {
				const { bulk, ask } = endpoint();
				const sent = bytes(sizes.reduce((sum, size) => sum + size, 0) + 1);
				let at = 0;
				// The last byte is a transfer of its own, so that a short packet ends the last request.
				for (const size of [...sizes, 1]) {
					bulk.push(sent.subarray(at, at + size));
					at += size;
				}
				const received: Uint8Array[] = [];
				for (let turn = 0; bulk.queued > 0; turn++) {
					const outcome = ask((packets[turn % packets.length] ?? 1) * 512)();
					received.push(outcome?.ok === true ? outcome.bytes : new Uint8Array());
				}
				expect(Buffer.concat(received).equals(sent)).toBe(true);
			},
		),
	);
});
