import { describe, expect, test } from 'vitest';
import { BY_TIME, life, longCapture, NOON } from '../../../tests/decode/decoding.ts';
import { pcap, udp, type Seen } from '../../../tests/decode/packets.ts';
import { decoderThread, HeldDecoder } from '../../../tests/session/decoderThread.ts';
import { CHAT } from '../../../tests/session/sighting.ts';
import { until } from '../../../tests/session/until.svelte.ts';
import type { CaptureOrigin, CaptureTool } from '#lib/model/capture.ts';
import type { CaptureMessage } from '#lib/ports/decoder.ts';
import { CaptureSession } from './capture.svelte.ts';

/** Five packets, three flows, a DNS answer. */
const LIFE = new Blob([pcap(life)]);
const OTHER: readonly Seen[] = [
	{ at: NOON, packet: udp({ from: '192.168.1.7:5000', to: '198.51.100.9:9' }, [1]) },
];
const ONE = new Blob([pcap(OTHER)]);
const LIVE: CaptureOrigin = { kind: 'tcpdump', interface: 'wlan0', filter: '', startedAt: NOON };
const ENDED: CaptureTool = {
	stderr: '',
	captured: 5,
	receivedByFilter: 5,
	droppedByKernel: 0,
	ended: true,
	fault: undefined,
};

/** A capture of many flows, whose tenth packet says that it is longer than any can be. */
function damaged(): Blob {
	const bytes = longCapture(60);
	const view = new DataView(bytes.buffer);
	let at = 24;
	for (let packet = 0; packet < 10; packet++) at += 16 + view.getUint32(at + 8, true);
	view.setUint32(at + 8, 0xffffffff, true);
	return new Blob([bytes]);
}

function session() {
	const decoder = new HeldDecoder();
	return { decoder, capture: new CaptureSession(() => decoderThread(decoder)) };
}

const send = (port: MessagePort, message: CaptureMessage): void => {
	port.postMessage(message);
};

describe('a capture from a file', () => {
	test('is known with its rows and names once it is read', async () => {
		const { capture } = session();
		await capture.openFile(LIFE, 'life.pcap');
		expect(capture.summary).toMatchObject({ packets: 5, flows: 3, complete: true });
		expect(capture.value?.flows).toHaveLength(3);
		expect(capture.value?.dns[0]).toMatchObject({ question: 'www.example.org' });
		expect(capture.kept).toBeUndefined();
		expect((await capture.page(BY_TIME, 0, 10)).total).toBe(3);
	});

	test('tells of the packets of a flow', async () => {
		const { capture } = session();
		await capture.openFile(LIFE, 'life.pcap');
		const { rows } = await capture.page(BY_TIME, 0, 1);
		const [flow] = rows;
		const page = await capture.packets(flow?.id ?? -1, 0, 25);
		expect(page.total).toBe((flow?.packets[0] ?? 0) + (flow?.packets[1] ?? 0));
		expect(page.rows[0]?.number).toBe(1);
	});

	test('that is damaged is read on behind the damage, and its rows are new', async () => {
		const { capture } = session();
		await capture.openFile(damaged(), 'damaged.pcap');
		expect(capture.summary).toMatchObject({ stop: { reason: 'malformed' } });
		const before = capture.summary?.packets ?? 0;
		await capture.readOn();
		expect(capture.summary).toMatchObject({ complete: true, damages: 1 });
		expect(capture.summary?.packets).toBeGreaterThan(before);
		expect(capture.value?.flows).toHaveLength(capture.summary?.flows ?? -1);
	});

	test('finds the app of a flow when its socket is told', async () => {
		const { capture } = session();
		await capture.openFile(LIFE, 'life.pcap');
		await capture.nameApps(new Map([[10123, 'com.example.chat']]));
		const chat = { ...BY_TIME, text: 'chat' };
		expect((await capture.page(chat, 0, 10)).total).toBe(0);
		await capture.attribute([CHAT]);
		expect((await capture.page(chat, 0, 10)).total).toBe(1);
	});

	test('that was replaced while it was read is not heard of again', async () => {
		const { decoder, capture } = session();
		const slow = decoder.answers.hold('open life.pcap');
		const first = capture.openFile(LIFE, 'life.pcap');
		await slow.asked;
		await capture.openFile(ONE, 'one.pcap');
		slow.letGo();
		await first;
		expect(capture.summary?.origin).toMatchObject({ name: 'one.pcap' });
		expect(capture.value?.flows).toHaveLength(1);
	});

	test('whose rows come after it was replaced leaves those of the new one', async () => {
		const { decoder, capture } = session();
		const slow = decoder.answers.hold('largest');
		const first = capture.openFile(LIFE, 'life.pcap');
		await slow.asked;
		await capture.openFile(ONE, 'one.pcap');
		slow.letGo();
		await first;
		expect(capture.value?.flows.map(({ b }) => b.address)).toEqual(['198.51.100.9']);
		expect(capture.value?.dns).toEqual([]);
	});

	test('shows nothing of the one before while it is being read', async () => {
		const { decoder, capture } = session();
		await capture.openFile(LIFE, 'life.pcap');
		const late = decoder.underWay(capture.summary);
		const slow = decoder.answers.hold('open one.pcap');
		const second = capture.openFile(ONE, 'one.pcap');
		expect(capture.value).toBeUndefined();
		await slow.asked;
		await late();
		expect(capture.summary?.origin).not.toMatchObject({ name: 'life.pcap' });
		slow.letGo();
		await second;
		expect(capture.summary?.packets).toBe(1);
	});
});

describe('a capture that was closed', () => {
	test('has no last word', async () => {
		const { decoder, capture } = session();
		await capture.openFile(LIFE, 'life.pcap');
		const late = decoder.underWay(capture.summary);
		await capture.close();
		await late();
		expect(capture.value).toBeUndefined();
	});

	test('while its source was being finished stays closed', async () => {
		const { decoder, capture } = session();
		const port = await capture.openLive(LIVE);
		send(port, { kind: 'bytes', bytes: pcap(life) });
		await until(() => capture.summary?.packets === 5);
		const slow = decoder.answers.hold('finish');
		const finishing = capture.finish('The phone was unplugged.');
		await slow.asked;
		await capture.close();
		slow.letGo();
		await finishing;
		expect(capture.value).toBeUndefined();
		port.close();
	});

	test('keeps nothing to save, and the next one is no part of it', async () => {
		const { capture } = session();
		await capture.openFile(LIFE, 'life.pcap');
		await capture.close();
		expect(await capture.keep()).toEqual({ capture: undefined, bytes: undefined });
		await capture.openFile(ONE, 'one.pcap');
		const { capture: kept, bytes } = await capture.keep();
		expect(kept?.flows).toHaveLength(1);
		expect(bytes?.size).toBe(ONE.size);
	});
});

describe('a live capture', () => {
	test('grows before the eyes, and has all its rows when it ends', async () => {
		const { capture } = session();
		const port = await capture.openLive(LIVE);
		expect(capture.kept).toBe('memory');
		send(port, { kind: 'bytes', bytes: pcap(life) });
		await until(() => capture.summary?.packets === 5);
		expect(capture.summary?.complete).toBe(false);
		send(port, { kind: 'end', tool: ENDED });
		await until(() => capture.summary?.complete === true && capture.value?.flows.length === 3);
		expect(capture.summary?.tool).toEqual(ENDED);
		port.close();
	});

	test('has all its rows also when it ends while earlier ones are on their way', async () => {
		const { decoder, capture } = session();
		const slow = decoder.answers.hold('largest');
		const port = await capture.openLive(LIVE);
		await slow.asked;
		send(port, { kind: 'bytes', bytes: pcap(life) });
		send(port, { kind: 'end', tool: ENDED });
		await until(() => capture.summary?.complete === true);
		slow.letGo();
		await until(() => capture.value?.flows.length === 3);
		port.close();
	});

	test('whose phone is gone keeps everything that was received', async () => {
		const { capture } = session();
		const port = await capture.openLive(LIVE);
		send(port, { kind: 'bytes', bytes: pcap(life) });
		await until(() => capture.summary?.packets === 5);
		await capture.finish('The phone was unplugged.');
		expect(capture.summary).toMatchObject({
			complete: true,
			tool: { ended: true, fault: 'The phone was unplugged.' },
		});
		expect(capture.value?.flows).toHaveLength(3);
		expect((await capture.keep()).bytes?.size).toBe(LIFE.size);
		port.close();
	});
});
