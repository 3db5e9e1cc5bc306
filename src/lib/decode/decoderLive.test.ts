import { describe, expect, test } from 'vitest';
import { BY_TIME, life, listen, newDecoder, NOON } from '../../../tests/decode/decoding.ts';
import { joined, pcap, pcapHeader, record, udp } from '../../../tests/decode/packets.ts';
import type { CaptureOrigin, CaptureTool } from '../model/capture.ts';
import type { CaptureMessage } from '../ports/decoder.ts';
import { createMemoryStore } from './recordings.ts';

describe('a live capture', () => {
	const origin: CaptureOrigin = {
		kind: 'tcpdump',
		interface: 'wlan0',
		filter: 'port 443',
		startedAt: NOON,
	};
	const tool: CaptureTool = {
		stderr: 'tcpdump: listening on wlan0\n',
		captured: undefined,
		receivedByFilter: undefined,
		droppedByKernel: undefined,
		ended: false,
		fault: undefined,
	};
	const whole = pcap(life);

	function wire(): { readonly phone: MessagePort; readonly port: MessagePort } {
		const { port1, port2 } = new MessageChannel();
		return { phone: port1, port: port2 };
	}
	const send = (phone: MessagePort, message: CaptureMessage): void => {
		phone.postMessage(message);
	};
	const bytesOf = async (blob: Blob | undefined): Promise<Uint8Array | undefined> =>
		blob && new Uint8Array(await blob.arrayBuffer());

	test('is decoded and recorded as it comes, and ends with what tcpdump says', async () => {
		const decoder = newDecoder();
		const { until } = await listen(decoder);
		const { phone, port } = wire();
		// Sent before anybody listens: it must not be lost.
		send(phone, { kind: 'bytes', bytes: whole.slice(0, 100) });
		await decoder.openLive(port, origin);
		send(phone, { kind: 'tool', tool });
		send(phone, { kind: 'bytes', bytes: whole.slice(100) });
		const grown = await until(({ packets }) => packets === 5);
		expect(grown).toMatchObject({ origin, complete: false, tool, read: whole.length });
		expect(await bytesOf(await decoder.bytes())).toEqual(whole);
		const last = { ...tool, captured: 5, droppedByKernel: 0, ended: true };
		send(phone, { kind: 'end', tool: last });
		const ended = await until(({ complete }) => complete);
		expect(ended).toMatchObject({ packets: 5, flows: 3, tool: last, stop: undefined });
		expect(await bytesOf(await decoder.bytes())).toEqual(whole);
		phone.close();
	});

	test('whose cable was pulled keeps everything that was sent, up to half a packet', async () => {
		const decoder = newDecoder();
		const { phone, port } = wire();
		await decoder.openLive(port, origin);
		send(phone, { kind: 'bytes', bytes: whole.slice(0, 200) });
		send(phone, { kind: 'bytes', bytes: whole.slice(200, -3) });
		const summary = await decoder.finish('The phone was unplugged.');
		expect(summary).toMatchObject({
			complete: true,
			packets: 4,
			read: whole.length - 3,
			stop: { reason: 'truncated' },
			tool: { ended: true, fault: 'The phone was unplugged.' },
		});
		expect(await bytesOf(await decoder.bytes())).toEqual(whole.slice(0, -3));
		expect(await decoder.finish(undefined)).toEqual(summary);
		phone.close();
	});

	test('that ended before any packet is no fault of its own', async () => {
		const decoder = newDecoder();
		const { phone, port } = wire();
		await decoder.openLive(port, origin);
		const summary = await decoder.finish(undefined);
		expect(summary).toMatchObject({ complete: true, packets: 0, stop: undefined });
		phone.close();
	});

	test('shows new rows to whoever pages with every summary', async () => {
		const decoder = newDecoder();
		const { phone, port } = wire();
		const totals: number[] = [];
		const seen = new Promise<void>((resolve) => {
			void decoder.onSummary(() => {
				void decoder.page({ ...BY_TIME, text: 'udp' }, 0, 10).then(({ total }) => {
					totals.push(total);
					if (total === 50) resolve();
				});
			});
		});
		await decoder.openLive(port, origin);
		send(phone, { kind: 'bytes', bytes: pcapHeader() });
		for (let index = 0; index < 50; index++) {
			const packet = udp({ from: `192.168.1.7:${2000 + index}`, to: '192.0.2.9:9' }, []);
			send(phone, { kind: 'bytes', bytes: record({ at: NOON + index, packet }) });
		}
		await seen;
		expect(totals).toEqual([...totals].sort((a, b) => a - b));
		phone.close();
	});

	test('leaves a recording behind until it is deleted', async () => {
		const store = createMemoryStore();
		const decoder = newDecoder(store);
		const { phone, port } = wire();
		await decoder.openLive(port, origin);
		send(phone, { kind: 'bytes', bytes: whole });
		await decoder.finish(undefined);
		const recording = await decoder.recording();
		expect(recording).toMatchObject({ kept: 'memory' });
		expect(await decoder.leftovers()).toEqual([]);
		await decoder.close();
		const [left] = await decoder.leftovers();
		expect(left).toEqual({
			id: recording?.id,
			size: whole.length,
			startedAt: NOON,
			interface: 'wlan0',
		});
		const again = await decoder.openLeftover(left?.id ?? '');
		expect(again).toMatchObject({ origin, packets: 5, complete: true, stop: undefined });
		await decoder.deleteLeftover(left?.id ?? '');
		expect(await decoder.leftovers()).toEqual([]);
		phone.close();
	});

	test('that was saved and deleted by its id leaves nothing, but is shown until it is closed', async () => {
		const decoder = newDecoder();
		const { phone, port } = wire();
		await decoder.openLive(port, origin);
		send(phone, { kind: 'bytes', bytes: whole });
		await decoder.finish(undefined);
		await decoder.deleteLeftover((await decoder.recording())?.id ?? '');
		expect(await bytesOf(await decoder.bytes())).toEqual(whole);
		await decoder.close();
		expect(await decoder.leftovers()).toEqual([]);
		phone.close();
	});

	test('gives way to a file, and stays as a leftover', async () => {
		const decoder = newDecoder();
		const { until, all } = await listen(decoder);
		const { phone, port } = wire();
		await decoder.openLive(port, origin);
		send(phone, { kind: 'bytes', bytes: joined([whole, whole.slice(24)]) });
		await until(({ packets }) => packets === 10);
		const file = await decoder.openFile(new Blob([whole]), 'file');
		send(phone, { kind: 'bytes', bytes: whole.slice(24) });
		expect(file.packets).toBe(5);
		expect(all.at(-1)).toEqual(file);
		expect(await decoder.leftovers()).toHaveLength(1);
		expect(await decoder.recording()).toBeUndefined();
		phone.close();
	});

	test('a leftover that is not there any more is unreadable, not an exception', async () => {
		const summary = await newDecoder().openLeftover('00000000-0000-0000-0000-000000000000');
		expect(summary).toMatchObject({ complete: true, stop: { reason: 'unreadable' } });
	});

	test('finish with nothing open answers, with nothing', async () => {
		expect(await newDecoder().finish('gone')).toMatchObject({ packets: 0, stop: undefined });
	});
});
