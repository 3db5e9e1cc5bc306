import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import {
	BY_TIME,
	life,
	listen,
	longCapture,
	newDecoder,
	NOON,
	PHONE,
	SERVER,
} from '../../../tests/decode/decoding.ts';
import { pcap } from '../../../tests/decode/packets.ts';
import { uid } from '../model/uid.ts';

describe('a file', () => {
	test('is read to its end: summary, flows, names, DNS and its own bytes', async () => {
		const decoder = newDecoder();
		const file = new Blob([pcap(life)]);
		const summary = await decoder.openFile(file, 'life.pcap');
		expect(summary).toMatchObject({
			origin: { kind: 'file', name: 'life.pcap', size: file.size },
			read: file.size,
			format: 'pcap',
			linkTypes: [101],
			packets: 5,
			flows: 3,
			dns: 1,
			first: NOON,
			last: NOON + 500,
			stop: undefined,
			complete: true,
		});
		const { total, rows } = await decoder.page(BY_TIME, 0, 10);
		expect(total).toBe(3);
		expect(rows.map(({ a, b }) => `${a.address}:${a.port} ${b.address}:${b.port}`)).toEqual([
			'192.168.1.1:53 192.168.1.7:40001',
			`${PHONE} ${SERVER}`,
			'192.168.1.7:40002 192.0.2.9:80',
		]);
		expect(rows[1]?.names).toEqual([{ name: 'www.example.org', from: 'sni' }]);
		expect(rows[2]?.names).toEqual([{ name: 'www.example.org', from: 'dns' }]);
		expect((await decoder.dns(0, 10)).map(({ question }) => question)).toEqual(['www.example.org']);
		expect(await decoder.largest(1)).toEqual([rows[1]]);
		expect(await decoder.bytes()).toBe(file);
	});

	test('tells the packets of a flow, page by page, and where they stand in the file', async () => {
		const decoder = newDecoder();
		const file = new Blob([pcap(life)]);
		await decoder.openFile(file, 'life.pcap');
		const { total, rows } = await decoder.packets(1, 0, 2);
		expect(total).toBe(3);
		expect(rows.map(({ number, at, way }) => [number, at, way])).toEqual([
			[2, NOON + 100, 0],
			[3, NOON + 110, 1],
		]);
		const [first] = rows;
		const bytes = await file.slice(first?.offset, (first?.offset ?? 0) + 40).arrayBuffer();
		expect(new Uint8Array(bytes)).toEqual(life[1]?.packet);
		expect((await decoder.packets(1, 2, 10)).rows.map(({ number }) => number)).toEqual([4]);
		expect((await decoder.packets(1, 0, 0)).rows).toEqual([]);
		expect(await decoder.packets(9, 0, 10)).toEqual({ total: 0, from: 0, rows: [] });
	});

	test('tells what a flow speaks where only its port says so', async () => {
		const decoder = newDecoder();
		await decoder.openFile(new Blob([pcap(life)]), 'life.pcap');
		const { rows } = await decoder.page({ ...BY_TIME, text: 'http :80' }, 0, 10);
		expect(rows.map(({ service }) => service)).toEqual([{ name: 'http', by: 'port' }]);
	});

	test('reports summaries while it goes on, the last one being the answer', async () => {
		const decoder = newDecoder();
		const { all } = await listen(decoder);
		const summary = await decoder.openFile(new Blob([longCapture(3000)]), 'long.pcap');
		expect(all.length).toBeGreaterThanOrEqual(2);
		expect(all[0]?.complete).toBe(false);
		expect(all.at(-1)).toEqual(summary);
	});

	test('packed with gzip reads like the plain one; progress counts packed bytes', async () => {
		const decoder = newDecoder();
		const plain = longCapture(3000);
		const expected = await decoder.openFile(new Blob([plain]), 'x');
		const packed = new Blob([new Uint8Array(gzipSync(plain))]);
		const summary = await decoder.openFile(packed, 'x');
		expect(summary).toEqual({
			...expected,
			read: packed.size,
			origin: { kind: 'file', name: 'x', size: packed.size },
		});
		expect(summary.read).toBeLessThan(plain.length);
	});

	const whole = pcap(life);
	const packed = new Uint8Array(gzipSync(longCapture(500), { level: 0 }));
	const spoilt = packed.slice();
	spoilt.fill(0x55, packed.length / 2, packed.length / 2 + 70_000);

	test.each([
		['empty', new Uint8Array(0), { reason: 'not-a-capture', packets: 0 }],
		[
			'garbage',
			new TextEncoder().encode('<!doctype html>'.repeat(99)),
			{ reason: 'not-a-capture' },
		],
		['one byte', whole.slice(0, 1), { packets: 0 }],
		['cut in a record', whole.slice(0, -3), { reason: 'truncated', packets: 4 }],
		['gzip cut short', packed.slice(0, packed.length / 2), { reason: 'truncated' }],
		['gzip spoilt in the middle', spoilt, { reason: 'malformed' }],
	] as const)(
		'%s: says what is wrong and keeps what could be read',
		async (name, bytes, expected) => {
			const decoder = newDecoder();
			const summary = await decoder.openFile(new Blob([bytes]), name);
			expect(summary.complete).toBe(true);
			expect(summary.stop).toBeDefined();
			if ('reason' in expected) expect(summary.stop?.reason).toBe(expected.reason);
			if ('packets' in expected) expect(summary.packets).toBe(expected.packets);
			if (name.startsWith('gzip')) expect(summary.packets).toBeGreaterThan(100);
			expect((await decoder.page(BY_TIME, 0, 1000)).total).toBe(summary.flows);
		},
	);

	test('that cannot be read any more keeps what was read', async () => {
		const bytes = longCapture(20_000);
		const decoder = newDecoder();
		const summary = await decoder.openFile(new FailingBlob(bytes, 17_000_000), 'gone.pcap');
		expect(summary).toMatchObject({ complete: true, stop: { reason: 'unreadable' } });
		expect(summary.stop?.offset).toBe(summary.read);
		expect(summary.packets).toBeGreaterThan(10_000);
		expect(summary.packets).toBeLessThan(20_000);
	});

	test.each([
		['plain', (bytes: Uint8Array<ArrayBuffer>) => bytes],
		['packed', (bytes: Uint8Array<ArrayBuffer>) => new Uint8Array(gzipSync(bytes, { level: 0 }))],
	])('%s, that was cancelled keeps what was read, and can still be searched', async (_, pack) => {
		const decoder = newDecoder();
		const { until, all } = await listen(decoder);
		const stuck = new FailingBlob(pack(longCapture(20_000)), 17_000_000, 'never');
		const opening = decoder.openFile(stuck, 'long.pcap');
		await until(({ packets }) => packets > 10_000);
		await decoder.cancel();
		const summary = await opening;
		expect(summary).toMatchObject({ complete: true, stop: { reason: 'cancelled' } });
		expect(summary.packets).toBeGreaterThan(10_000);
		expect(summary.packets).toBeLessThan(20_000);
		expect(all.at(-1)).toEqual(summary);
		const port = await decoder.page({ ...BY_TIME, text: '192.168.1.7:9999' }, 0, 10);
		expect(port.rows.map(({ a }) => a.port)).toEqual([9999]);
	});

	test('that is cancelled at once reads nothing more', async () => {
		const decoder = newDecoder();
		const opening = decoder.openFile(new Blob([longCapture(20_000)]), 'long.pcap');
		await decoder.cancel();
		expect(await opening).toMatchObject({ packets: 0, stop: { reason: 'cancelled', offset: 0 } });
	});

	test('gives way to the next one: nothing of the first is heard again', async () => {
		const decoder = newDecoder();
		const { all, until } = await listen(decoder);
		const stuck = new FailingBlob(longCapture(20_000), 17_000_000, 'never');
		const first = decoder.openFile(stuck, 'first');
		await until(({ packets }) => packets > 10_000);
		const second = await decoder.openFile(new Blob([pcap(life)]), 'second');
		expect(second.packets).toBe(5);
		expect((await first).stop?.reason).toBe('cancelled');
		const begun = all.findIndex(({ origin }) => origin.kind === 'file' && origin.name === 'second');
		const names = all.slice(begun).map(({ origin }) => origin.kind === 'file' && origin.name);
		expect(new Set(names)).toEqual(new Set(['second']));
		expect(all.at(-1)).toEqual(second);
		expect((await decoder.page(BY_TIME, 0, 10)).total).toBe(3);
	});

	test('that is closed while a page of it is made has none', async () => {
		const decoder = newDecoder();
		await decoder.openFile(new Blob([longCapture(9000)]), 'long.pcap');
		const sorted = decoder.page(BY_TIME, 0, 10);
		const searched = decoder.page({ ...BY_TIME, text: '192.168.1.7' }, 0, 10);
		const largest = decoder.largest(10);
		const next = decoder.openFile(new Blob([pcap(life)]), 'life.pcap');
		expect(await sorted).toEqual({ total: 0, from: 0, rows: [] });
		expect(await searched).toEqual({ total: 0, from: 0, rows: [] });
		expect(await largest).toEqual([]);
		expect((await next).flows).toBe(3);
	});

	test('that was closed is forgotten', async () => {
		const decoder = newDecoder();
		await decoder.openFile(new Blob([pcap(life)]), 'life.pcap');
		await decoder.close();
		expect(await decoder.page(BY_TIME, 0, 10)).toEqual({ total: 0, from: 0, rows: [] });
		expect(await decoder.dns(0, 10)).toEqual([]);
		expect(await decoder.largest(10)).toEqual([]);
		expect(await decoder.bytes()).toBeUndefined();
	});

	test('finds its apps as soon as sockets are told', async () => {
		const decoder = newDecoder();
		await decoder.openFile(new Blob([pcap(life)]), 'life.pcap');
		await decoder.nameApps(new Map([[10_123, 'org.example.reader']]));
		expect((await decoder.page({ ...BY_TIME, text: 'reader' }, 0, 10)).total).toBe(0);
		const socket = {
			protocol: 'tcp',
			table: 'tcp6',
			local: { address: '192.168.1.7', port: 40_000 },
			remote: { address: '192.0.2.9', port: 443 },
			state: 'established',
			uid: uid(10_123),
			inode: 1,
			txQueue: 0,
			rxQueue: 0,
			drops: undefined,
		} as const;
		const { all, until } = await listen(decoder);
		await decoder.attribute([{ socket, firstSeen: NOON, lastSeen: NOON + 1000 }]);
		await until(({ complete }) => complete);
		const { rows } = await decoder.page({ ...BY_TIME, text: 'reader' }, 0, 10);
		expect(rows.map(({ a, phone, owner }) => ({ port: a.port, phone, owner }))).toEqual([
			{ port: 40_000, phone: 'a', owner: { kind: 'sure', uid: 10_123 } },
		]);
		expect((await decoder.page(BY_TIME, 2, 1)).rows[0]).toMatchObject({ phone: 'a' });
		// The socket lives on long after the capture: no flow of it is touched, so nothing is said.
		all.length = 0;
		await decoder.attribute([{ socket, firstSeen: NOON, lastSeen: NOON + 2000 }]);
		await decoder.openFile(new Blob([]), 'next');
		expect(all.filter(({ origin }) => origin.kind === 'file' && origin.name !== 'next')).toEqual(
			[],
		);
	});
});

/** A file on a stick that was pulled out or hangs: what lies before `failsAt` can be read, the rest not. */
class FailingBlob extends Blob {
	readonly #failsAt: number;
	readonly #how: 'at once' | 'never';

	constructor(
		bytes: Uint8Array<ArrayBuffer>,
		failsAt: number,
		how: 'at once' | 'never' = 'at once',
	) {
		super([bytes]);
		this.#failsAt = failsAt;
		this.#how = how;
	}

	override slice(start = 0, end = this.size): Blob {
		const slice = super.slice(start, end);
		if (end <= this.#failsAt) return slice;
		slice.arrayBuffer = () => this.#fail();
		return slice;
	}

	override stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
		const bytes = super.slice(0, this.#failsAt).arrayBuffer();
		let at = 0;
		return new ReadableStream({
			type: 'bytes',
			pull: async (controller) => {
				const piece = new Uint8Array(await bytes).slice(at, at + 65_536);
				if (piece.length === 0) return this.#fail();
				at += piece.length;
				controller.enqueue(piece);
				return undefined;
			},
		});
	}

	#fail(): Promise<never> {
		return this.#how === 'never'
			? new Promise(() => undefined)
			: Promise.reject(new DOMException('gone', 'NotReadableError'));
	}
}
